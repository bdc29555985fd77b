// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/sqlite_database.hpp"

#include "kernel/fault.hpp"
#include "platform/db/command_id.hpp"
#include "platform/db/migrate.hpp"
#include "platform/db/sqlite_upgrade.hpp"

#include <system_error>

namespace heed::db {

namespace {

void leave_transaction(SqliteConnection& connection) noexcept {
    try {
        if (connection.in_transaction()) connection.run("ROLLBACK");
    } catch (const Fault&) {
        return; // the next read of this connection tries again
    }
}

void run_read(SqliteConnection& connection, const std::function<void(Transaction&)>& job) {
    CommandContext command;
    leave_transaction(connection);
    connection.run("BEGIN");
    try {
        Transaction tx(connection, command, false);
        job(tx);
        connection.run("COMMIT");
    } catch (...) {
        leave_transaction(connection);
        throw;
    }
}

template <class Work>
void with_faults_for_callers(Work&& work) {
    try {
        work();
    } catch (const SqliteFault& fault) {
        std::rethrow_exception(fault.for_callers());
    }
}

} // namespace

SqliteDatabase::SqliteDatabase(Options options) : options_(std::move(options)) {
    std::filesystem::create_directories(options_.data);
    if (options_.take_lock) lock_.emplace(options_.data);
    HEED_FAULT("folder_locked");
    const SqliteSettings settings{
        .file = file(), .cache_kib = 65'536, .synchronous = !options_.bulk_load
    };
    writer_ = std::make_unique<SqliteWriter>(settings, options_);
    keep_before_upgrade(options_.data);
    migrate(Engine::sqlite, [&](const std::function<void(Transaction&)>& work) {
        writer_->run_alone(work);
    });
    for (int reader = 0; reader < options_.readers; ++reader) {
        readers_.push_back(
            std::make_unique<SqliteConnection>(SqliteSettings{.file = file(), .read_only = true})
        );
    }
    writer_->start();
    HEED_FAULT("database_opened");
}

SqliteDatabase::~SqliteDatabase() = default;

Result<> SqliteDatabase::write_job(WriteJob job, WriteOptions options) {
    if (options.command.id.empty()) options.command.id = new_command_id();
    return writer_->write(job, options);
}

void SqliteDatabase::read_job(const std::function<void(Transaction&)>& job) {
    const auto deadline = std::chrono::steady_clock::now() + options_.read_timeout;
    std::unique_lock lock(readers_mutex_);
    if (!reader_free_.wait_until(lock, deadline, [&] { return !readers_.empty(); }))
        throw StorageFault("no reader became free in time");
    auto reader = std::move(readers_.back());
    readers_.pop_back();
    lock.unlock();
    const auto give_back = [&] {
        lock.lock();
        readers_.push_back(std::move(reader));
        reader_free_.notify_one();
    };
    reader->set_deadline(deadline);
    try {
        with_faults_for_callers([&] { run_read(*reader, job); });
    } catch (...) {
        give_back();
        throw;
    }
    give_back();
}

void SqliteDatabase::long_read(const std::function<void(Transaction&)>& job) {
    with_faults_for_callers([&] {
        SqliteConnection connection({.file = file(), .read_only = true});
        run_read(connection, job);
    });
}

void SqliteDatabase::finish_bulk_load() {
    if (!options_.bulk_load) return;
    writer_->finish_bulk_load();
    options_.bulk_load = false;
}

std::vector<std::string> SqliteDatabase::integrity_problems() {
    std::vector<std::string> problems;
    long_read([&](Transaction& tx) {
        for (auto& line : tx.rows<std::string>("PRAGMA integrity_check")) {
            if (line != "ok") problems.push_back(std::move(line));
        }
        for (const auto& table : tx.rows<std::string>("PRAGMA foreign_key_check"))
            problems.push_back("a row of " + table + " points to a row that is not there");
    });
    return problems;
}

std::int64_t SqliteDatabase::size_bytes() {
    std::int64_t bytes = 0;
    for (const auto* name : {"heed.db", "heed.db-wal"}) {
        std::error_code missing;
        const auto size = std::filesystem::file_size(options_.data / name, missing);
        if (!missing) bytes += static_cast<std::int64_t>(size);
    }
    return bytes;
}

} // namespace heed::db
