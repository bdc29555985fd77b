// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/postgres_link.hpp"
#include "platform/db/transaction.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace heed::db {

class PostgresStatement;

struct PostgresSettings {
    std::string url;
    std::string schema;
    std::chrono::milliseconds statement_timeout{15'000}; // zero: none
    // A transaction whose client has vanished without a word ends after this and frees its locks.
    std::chrono::milliseconds idle_timeout{10'000};
};

/// One PostgreSQL session with its cache of prepared statements.
class PostgresConnection final : public Connection {
public:
    /// Every statement sees the desk's schema and nothing else. The schema need not exist yet.
    explicit PostgresConnection(const PostgresSettings& settings);
    PostgresConnection(const PostgresConnection&) = delete;
    PostgresConnection& operator=(const PostgresConnection&) = delete;
    ~PostgresConnection() override;

    [[nodiscard]] Engine engine() const override { return Engine::postgres; }

    Statement& prepare(std::string_view sql) override;

    /// Runs a statement without parameters or rows.
    void run(const char* sql);

    // The begin of a transaction travels with its first statement.
    void begin(const char* sql);
    /// Also takes the lock of the command, which a retry after a lost COMMIT waits for, and a
    /// transaction id, which must be there before the first journal position is drawn.
    void begin_write(std::int64_t command_lock, bool serializable);

    /// Returns when the commit is durable. Throws Fault when a statement has failed before.
    void commit();
    /// Ends a transaction that wrote nothing, or all that it wrote, without waiting for the answer.
    void end_read() noexcept;
    void roll_back() noexcept;

    [[nodiscard]] bool is_usable();

    /// No statement starts after this instant. The zero instant means no limit.
    void set_deadline(std::chrono::steady_clock::time_point deadline) { deadline_ = deadline; }

    [[nodiscard]] PostgresLink& link() { return link_; }

    PostgresResult exchange();

private:
    struct Cache;

    [[nodiscard]] std::chrono::steady_clock::time_point answer_by() const;
    void end(const char* sql) noexcept;

    PostgresSettings settings_;
    PostgresLink link_;
    std::unique_ptr<Cache> cache_;
    std::unique_ptr<PostgresStatement> lock_;
    std::chrono::steady_clock::time_point deadline_{};
    bool begun_ = false; // the server knows of the transaction
};

} // namespace heed::db
