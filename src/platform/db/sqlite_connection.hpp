// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/transaction.hpp"

#include <chrono>
#include <exception>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;

namespace heed::db {

/// What SQLite says went wrong, with its extended code.
class SqliteFault : public Fault {
public:
    SqliteFault(int code, const std::string& text) : Fault(text), code_(code) {}

    [[nodiscard]] int code() const { return code_; }

    /// Storage is full or unreadable: refuse with 503 and go on reading.
    [[nodiscard]] bool is_storage() const;

    /// The sync itself failed: what the kernel says was written may be gone.
    [[nodiscard]] bool is_lost_sync() const;

    /// As callers of the database see it: a storage failure is told apart from a bug, so that its
    /// answer is 503 and not 500.
    [[nodiscard]] std::exception_ptr for_callers() const;

private:
    int code_;
};

struct SqliteSettings {
    std::filesystem::path file;
    int cache_kib = 2'048;
    bool read_only = false;
    bool synchronous = true; // FULL, read back; false only while a fresh desk is filled
};

/// One SQLite connection with its cache of prepared statements.
class SqliteConnection final : public Connection {
public:
    /// busy_timeout is set before anything else: several connections may meet a log left by a
    /// crash.
    explicit SqliteConnection(const SqliteSettings& settings);
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;
    ~SqliteConnection() override;

    [[nodiscard]] Engine engine() const override { return Engine::sqlite; }

    Statement& prepare(std::string_view sql) override;

    /// Runs a statement without parameters or rows, from the cache.
    void run(std::string_view sql);

    /// True inside a transaction. After a failed step SQLite may have ended it by itself.
    [[nodiscard]] bool in_transaction() const;

    /// Rows changed since the connection was opened.
    [[nodiscard]] std::int64_t total_changes() const;

    /// Statements that run past this instant fail with a fault. The zero instant means no limit.
    /// Only for readers: an interrupted write would roll back the whole batch.
    void set_deadline(std::chrono::steady_clock::time_point deadline) { deadline_ = deadline; }

    void set_synchronous(bool full);

    /// Length of the write-ahead log after the last commit of this connection.
    [[nodiscard]] int log_pages() const { return log_pages_; }

    /// Copies the log into the file as far as readers allow; they are never made to wait. Answers
    /// how many of the log's pages are in the file now.
    int checkpoint();

private:
    friend int sqlite_progress(void* connection);
    friend int sqlite_committed(void* connection, sqlite3*, const char*, int pages);
    struct Cache;

    struct Close {
        void operator()(sqlite3* handle) const;
    };

    std::unique_ptr<sqlite3, Close> handle_;
    std::unique_ptr<Cache> cache_; // gone before the connection its statements belong to
    std::chrono::steady_clock::time_point deadline_{};
    int log_pages_ = 0;
};

} // namespace heed::db
