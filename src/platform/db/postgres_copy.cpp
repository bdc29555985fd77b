// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/postgres_copy.hpp"

#include "kernel/fault.hpp"
#include "platform/db/command_id.hpp"
#include "platform/db/copy_rows.hpp"
#include "platform/db/dialect.hpp"
#include "platform/db/migrate.hpp"
#include "platform/db/sqlite_connection.hpp"

#include <fmt/format.h>

namespace heed::db {

namespace {

namespace fs = std::filesystem;

PostgresSettings settings_of(const Options& options) {
    return {
        .url = options.url,
        .schema = options.schema,
        .statement_timeout = std::chrono::milliseconds{0},
        .idle_timeout = std::chrono::milliseconds{0},
    };
}

/// Ends what was begun: nothing stays of it unless `commit` was reached.
class Work {
public:
    Work(PostgresConnection& connection, const char* begin) : connection_(connection) {
        connection_.begin(begin);
    }

    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;

    ~Work() {
        if (!done_) connection_.roll_back();
    }

    void commit() {
        connection_.commit();
        done_ = true;
    }

private:
    PostgresConnection& connection_;
    bool done_ = false;
};

std::vector<std::string> lines(Connection& connection, std::string_view sql) {
    auto& statement = connection.prepare(sql);
    const StatementUse use(statement);
    std::vector<std::string> found;
    while (statement.step()) found.emplace_back(statement.text(0));
    return found;
}

/// Two statements for each foreign key: one takes it away, one brings it back and checks it.
struct ForeignKeys {
    std::vector<std::string> away;
    std::vector<std::string> back;
};

ForeignKeys foreign_keys(PostgresConnection& connection) {
    const std::string from = " FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid "
                             "WHERE connamespace = current_schema()::regnamespace AND contype = "
                             "'f' ORDER BY pg_constraint.oid";
    const std::string table = "SELECT 'ALTER TABLE ' || quote_ident(relname) || ";
    return {
        .away = lines(connection, table + "' DROP CONSTRAINT ' || quote_ident(conname)" + from),
        .back = lines(
            connection,
            table +
                "' ADD CONSTRAINT ' || quote_ident(conname) || ' ' || "
                "pg_get_constraintdef(pg_constraint.oid)" +
                from
        ),
    };
}

void run_all(PostgresConnection& connection, const std::vector<std::string>& statements) {
    for (const auto& statement : statements) connection.run(statement.c_str());
}

/// Nobody waits for this file to be durable: whoever asked for it syncs it.
void fill_sqlite(PostgresConnection& from, const fs::path& folder) {
    Database::open({.data = folder, .bulk_load = true}).reset();
    SqliteConnection to({.file = folder / "heed.db", .cache_kib = 65'536, .synchronous = false});
    to.run("PRAGMA foreign_keys = OFF");
    to.run("BEGIN");
    copy_rows(from, to, tables_on(from), [&](const CopiedTable&) {
        to.run("COMMIT");
        to.checkpoint();
        to.run("BEGIN");
    });
    copy_last_ids(from, to);
    to.run("COMMIT");
    to.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

/// From the first statement on nobody writes; readers go on.
void hold_writers(PostgresConnection& connection) {
    for (const auto& table : tables_on(connection))
        connection.run(
            fmt::format("LOCK TABLE {} IN EXCLUSIVE MODE", quoted_name(table.name)).c_str()
        );
}

} // namespace

bool has_schema(const Options& postgres) {
    PostgresConnection connection(settings_of(postgres));
    const Work work(connection, "BEGIN READ ONLY");
    auto& found = connection.prepare("SELECT count(*) FROM pg_namespace WHERE nspname = ?1");
    const StatementUse use(found);
    found.bind_text(1, postgres.schema);
    CHECK(found.step());
    return found.integer(0) > 0;
}

void read_postgres(const Options& postgres, const std::function<void(Transaction&)>& job) {
    PostgresConnection connection(settings_of(postgres));
    const Work work(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    CommandContext command;
    Transaction tx(connection, command, false);
    job(tx);
}

void copy_to_sqlite(const Options& postgres, const fs::path& folder) {
    PostgresConnection connection(settings_of(postgres));
    const Work work(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    fill_sqlite(connection, folder);
}

void move_to_sqlite(
    const Options& postgres,
    const fs::path& folder,
    const std::string& retired,
    const std::function<void()>& before_the_end
) {
    PostgresConnection connection(settings_of(postgres));
    // Each statement sees what is committed when it begins, and after the locks nobody commits.
    Work work(connection, "BEGIN ISOLATION LEVEL READ COMMITTED");
    hold_writers(connection);
    fill_sqlite(connection, folder);
    before_the_end();
    connection.run(
        fmt::format(
            "ALTER SCHEMA {} RENAME TO {}", quoted_name(postgres.schema), quoted_name(retired)
        )
            .c_str()
    );
    work.commit();
}

void copy_to_postgres(const fs::path& sqlite_file, const Options& postgres) {
    SqliteConnection from({.file = sqlite_file, .read_only = true});
    PostgresConnection to(settings_of(postgres));
    Work work(to, "BEGIN");
    const auto lock = lock_of_command("migrate " + postgres.schema);
    to.run(fmt::format("SELECT pg_advisory_xact_lock({})", lock).c_str());
    to.run(fmt::format("CREATE SCHEMA {}", quoted_name(postgres.schema)).c_str());
    migrate(Engine::postgres, [&](const std::function<void(Transaction&)>& step) {
        CommandContext command;
        Transaction tx(to, command, true);
        step(tx);
    });
    const auto keys = foreign_keys(to);
    run_all(to, keys.away);
    copy_rows(from, to, tables_on(to), [](const CopiedTable&) {});
    run_all(to, keys.back);
    copy_last_ids(from, to);
    work.commit();
}

} // namespace heed::db
