// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/database.hpp"
#include "platform/db/folder_lock.hpp"
#include "platform/db/sqlite_connection.hpp"
#include "platform/db/sqlite_writer.hpp"

#include <condition_variable>
#include <mutex>

namespace heed::db {

/// A desk in one SQLite file: one writer, a small pool of readers, WAL.
class SqliteDatabase final : public Database {
public:
    explicit SqliteDatabase(Options options);
    ~SqliteDatabase() override;
    SqliteDatabase(const SqliteDatabase&) = delete;
    SqliteDatabase& operator=(const SqliteDatabase&) = delete;

    [[nodiscard]] Engine engine() const override { return Engine::sqlite; }

    Result<> write_job(WriteJob job, WriteOptions options) override;
    void read_job(const std::function<void(Transaction&)>& job) override;
    void long_read(const std::function<void(Transaction&)>& job) override;

    void on_batch(BatchHook hook) override { writer_->batch_hook.set(std::move(hook)); }

    void on_commit(CommitHook hook) override { writer_->commit_hook.set(std::move(hook)); }

    void on_fatal(FatalHook hook) override { writer_->fatal_hook.set(std::move(hook)); }

    void finish_bulk_load() override;
    std::vector<std::string> integrity_problems() override;
    std::int64_t size_bytes() override;

    [[nodiscard]] Load load() override { return writer_->load(); }

private:
    [[nodiscard]] std::filesystem::path file() const { return options_.data / "heed.db"; }

    Options options_;
    std::optional<FolderLock> lock_; // given back last, when nobody writes any more
    std::unique_ptr<SqliteWriter> writer_;
    std::mutex readers_mutex_;
    std::condition_variable reader_free_;
    std::vector<std::unique_ptr<SqliteConnection>> readers_;
};

} // namespace heed::db
