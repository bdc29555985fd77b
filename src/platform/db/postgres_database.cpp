// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/postgres_database.hpp"

#include "platform/db/command_id.hpp"
#include "platform/db/dialect.hpp"
#include "platform/db/migrate.hpp"
#include "platform/db/postgres_check.hpp"
#include "platform/log/log.hpp"

#include <fmt/format.h>
#include <mutex>

namespace heed::db {

namespace {

constexpr const char* begin_read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
// Read and write, so that a long read may fill temporary tables.
constexpr const char* begin_long_read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE";

void run_read(
    PostgresConnection& connection, const char* begin, const std::function<void(Transaction&)>& job
) {
    CommandContext command;
    connection.begin(begin);
    try {
        Transaction tx(connection, command, false);
        job(tx);
    } catch (...) {
        connection.roll_back();
        throw;
    }
    connection.end_read();
}

/// A storage failure is told apart from a bug, so that its answer is 503 and not 500.
template <class Work>
void with_storage_faults(Work&& work) {
    try {
        work();
    } catch (const PostgresFault& fault) {
        if (fault.is_storage()) throw StorageFault(fault.what());
        throw;
    }
}

void check_durability(PostgresConnection& connection) {
    for (const char* setting : {"fsync", "full_page_writes", "synchronous_commit"}) {
        auto& show = connection.prepare(fmt::format("SHOW {}", setting));
        const StatementUse use(show);
        CHECK(show.step());
        if (show.text(0) != "off") continue;
        log::warning("database_may_lose_commits", {{"setting", setting}, {"value", "off"}});
    }
}

PostgresSettings unlimited(const Options& options) {
    return {
        .url = options.url,
        .schema = options.schema,
        .statement_timeout = std::chrono::milliseconds{0},
        .idle_timeout = std::chrono::milliseconds{0},
    };
}

} // namespace

PostgresDatabase::PostgresDatabase(Options options)
    : options_(std::move(options)),
      writers_(
          {.url = options_.url, .schema = options_.schema},
          {.connections = static_cast<std::size_t>(options_.writers),
           .interactive_waiting_max = options_.interactive_queue_max,
           .background_waiting_max = options_.background_queue_max}
      ),
      readers_(
          {.url = options_.url,
           .schema = options_.schema,
           .statement_timeout = options_.read_timeout},
          {.connections = static_cast<std::size_t>(options_.readers),
           .interactive_waiting_max = options_.interactive_queue_max,
           .background_waiting_max = options_.background_queue_max}
      ),
      writer_(writers_, options_) {
    // A name PostgreSQL would cut could belong to another desk.
    CHECK(!options_.schema.empty() && options_.schema.size() <= 58);
    with_storage_faults([this] { bring_up_to_date(); });
}

/// Nodes that start together migrate one after the other.
void PostgresDatabase::bring_up_to_date() {
    PostgresConnection connection(unlimited(options_));
    static std::once_flag told;
    std::call_once(told, [&] { check_durability(connection); });
    const auto lock = lock_of_command("migrate " + options_.schema);
    connection.run(fmt::format("SELECT pg_advisory_lock({})", lock).c_str());
    connection.run(
        fmt::format("CREATE SCHEMA IF NOT EXISTS {}", quoted_name(options_.schema)).c_str()
    );
    migrate(Engine::postgres, [&](const std::function<void(Transaction&)>& work) {
        CommandContext command;
        connection.begin("BEGIN");
        try {
            Transaction tx(connection, command, true);
            work(tx);
            connection.commit();
        } catch (...) {
            connection.roll_back();
            throw;
        }
    });
    // The lock ends with the session.
}

Result<> PostgresDatabase::write_job(WriteJob job, WriteOptions options) {
    TRY(writer_.write(job, options));
    const auto& facts = options.command.appended;
    if (facts.empty()) return {};
    commit_hook_.call(std::span<const std::any>(facts));
    const std::shared_lock lock(signals_mutex_);
    if (signals_) signals_->committed();
    return {};
}

void PostgresDatabase::read_job(const std::function<void(Transaction&)>& job) {
    const auto deadline = std::chrono::steady_clock::now() + options_.read_timeout;
    auto loan = readers_.take(Lane::interactive, deadline);
    if (!loan) throw StorageFault("no reader became free in time");
    with_storage_faults([&] {
        auto& connection = loan->connection();
        connection.set_deadline(deadline);
        run_read(connection, begin_read, job);
    });
}

void PostgresDatabase::long_read(const std::function<void(Transaction&)>& job) {
    with_storage_faults([&] {
        PostgresConnection connection(unlimited(options_));
        const auto mark =
            fmt::format("SELECT pg_advisory_lock({}, pg_backend_pid())", long_read_lock_class);
        connection.run(mark.c_str());
        run_read(connection, begin_long_read, job);
    });
}

void PostgresDatabase::on_commit(CommitHook hook) {
    const bool listens = static_cast<bool>(hook);
    commit_hook_.set(std::move(hook));
    std::unique_ptr<PostgresSignals> signals;
    if (listens) {
        signals = std::make_unique<PostgresSignals>(options_.url, options_.schema, [this] {
            commit_hook_.call(std::span<const std::any>());
        });
    }
    const std::unique_lock lock(signals_mutex_);
    std::swap(signals_, signals);
}

std::vector<std::string> PostgresDatabase::integrity_problems() {
    std::vector<std::string> problems;
    with_storage_faults([&] {
        PostgresConnection connection(unlimited(options_));
        problems = problems_of(connection);
    });
    return problems;
}

std::int64_t PostgresDatabase::size_bytes() {
    std::int64_t bytes = 0;
    read_job([&](Transaction& tx) {
        bytes = tx.value<std::int64_t>(
            "SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class "
            "WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'm')"
        );
    });
    return bytes;
}

} // namespace heed::db
