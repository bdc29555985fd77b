// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/backup.hpp"
#include "app/backup_space.hpp"
#include "app/check.hpp"
#include "app/demo.hpp"
#include "app/move.hpp"
#include "features/settings/settings.hpp"
#include "kernel/fault.hpp"
#include "kernel/format.hpp"
#include "platform/db/postgres_connection.hpp"
#include "platform/db/postgres_copy.hpp"
#include "platform/db/sqlite_connection.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <map>
#include <stdlib.h>
#include <tuple>
#include <unistd.h>

using namespace heed;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t demo_tickets = 40;

/// A database of its own in the server of the tests, gone with the scope.
class OwnDatabase {
public:
    OwnDatabase() { run(fmt::format("CREATE DATABASE {}", name_)); }

    OwnDatabase(const OwnDatabase&) = delete;
    OwnDatabase& operator=(const OwnDatabase&) = delete;

    ~OwnDatabase() { run(fmt::format("DROP DATABASE {} WITH (FORCE)", name_)); }

    [[nodiscard]] std::string url() const {
        const auto server = db::test_server();
        return server.substr(0, server.rfind('/') + 1) + name_;
    }

private:
    static void run(const std::string& sql) {
        db::PostgresConnection({.url = db::test_server(), .schema = "public"}).run(sql.c_str());
    }

    static std::string next_name() {
        static int count = 0;
        return fmt::format("heed_move_{}_{}", ::getpid(), ++count);
    }

    std::string name_ = next_name();
};

/// A desk with some history, that nobody serves.
class RestingDesk {
public:
    RestingDesk() {
        std::string pattern = (fs::temp_directory_path() / "heed-move-XXXXXX").string();
        folder_ = mkdtemp(pattern.data());
        config.data = folder_ / "desk";
        REQUIRE(app::House::make_folder(config).has_value());
        auto house = app::House::open(config, {.bulk_load = true}).value();
        const app::DemoSize size{
            .tickets = demo_tickets,
            .seed = 3,
            .until = Instant{std::chrono::milliseconds{1'800'000'000'000}},
        };
        REQUIRE(app::make_demo(*house, size, [](std::size_t, std::size_t) {}).has_value());
    }

    RestingDesk(const RestingDesk&) = delete;
    RestingDesk& operator=(const RestingDesk&) = delete;

    ~RestingDesk() { fs::remove_all(folder_); }

    [[nodiscard]] fs::path place(std::string_view name) const { return folder_ / name; }

    /// The same folder, with its database at `url`.
    [[nodiscard]] config::Config on(const std::string& url) const {
        auto other = config;
        other.database = url;
        return other;
    }

    config::Config config;

private:
    fs::path folder_;
};

using Rows = std::vector<std::string>;

Rows lines(db::SqliteConnection& file, const std::string& sql) {
    auto& statement = file.prepare(sql);
    const db::StatementUse use(statement);
    Rows found;
    while (statement.step()) found.emplace_back(statement.text(0));
    return found;
}

/// Every row of every table but those that say how far the desk has come.
std::map<std::string, Rows> contents(const fs::path& file) {
    db::SqliteConnection connection({.file = file, .read_only = true});
    constexpr const char* tables =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name "
        "NOT IN ('schema_migration', 'event', 'reactor', 'desk_value', 'audit_seal', "
        "'desk_settings') "
        "ORDER BY name";
    std::map<std::string, Rows> result;
    for (const auto& table : lines(connection, tables)) {
        std::string columns;
        for (const auto& column :
             lines(connection, fmt::format("SELECT name FROM pragma_table_info('{}')", table)))
            columns += fmt::format("{}quote(\"{}\")", columns.empty() ? "" : " || ',' || ", column);
        result[table] = lines(
            connection, fmt::format("SELECT {} AS line FROM \"{}\" ORDER BY line", columns, table)
        );
    }
    return result;
}

void require_same(const fs::path& before, const fs::path& after) {
    const auto wanted = contents(before);
    const auto found = contents(after);
    CHECK(wanted.at("ticket").size() >= demo_tickets);
    for (const auto& [table, rows] : wanted) {
        CAPTURE(table);
        CHECK(found.at(table) == rows);
    }
}

/// Sound, quiet, and ready to take a new command.
void require_good(const config::Config& config) {
    const auto house = app::House::open(config, {});
    REQUIRE_MESSAGE(house.has_value(), house.error().code);
    CHECK(app::check_desk(**house, true) == Rows{});
    CHECK((*house)->db->read([](db::Transaction& tx) { return settings::is_quiet(tx); }));
    const auto resumed = (*house)->db->write([&](db::Transaction& tx) {
        return settings::set_quiet(tx, Actor::system("test"), false, (*house)->clock.now());
    });
    CHECK(resumed.has_value());
}

template <class T>
std::string code_of(const Result<T>& result) {
    return result ? "" : result.error().code;
}

} // namespace

TEST_CASE("a desk moves to PostgreSQL and back, row by row, and is quiet each time") {
    if (db::test_server().empty()) return;
    const RestingDesk desk;
    const OwnDatabase database;
    const auto there = app::move_desk(desk.config, database.url());
    REQUIRE_EQ(code_of(there), "");
    CHECK(there->problems.empty());
    CHECK_FALSE(fs::exists(desk.config.data / "heed.db"));
    require_good(desk.on(database.url()));

    const auto back = app::move_desk(desk.on(database.url()), "sqlite");
    REQUIRE_EQ(code_of(back), "");
    CHECK(back->problems.empty());
    CHECK_FALSE(db::has_schema({.url = database.url()}));
    require_same(there->retired, desk.config.data / "heed.db");
    require_good(desk.config);
    CHECK_FALSE(fs::exists(desk.config.data / "moving.partial"));
}

TEST_CASE("a move that cannot be leaves the desk where it is") {
    if (db::test_server().empty()) return;
    const RestingDesk desk;
    const OwnDatabase database;
    CHECK(code_of(app::move_desk(desk.config, "sqlite")) == "same_database");
    CHECK(code_of(app::move_desk(desk.config, "mysql://db")) == "bad_address");
    CHECK(code_of(app::move_desk(desk.on(database.url()), "sqlite")) == "not_a_desk");
    db::Database::open({.url = database.url()}).reset();
    CHECK(code_of(app::move_desk(desk.config, database.url())) == "not_empty");
    CHECK(code_of(app::move_desk(desk.on(database.url()), "sqlite")) == "not_empty");
    {
        const auto served = app::House::open(desk.config, {});
        REQUIRE(served.has_value());
        const OwnDatabase other;
        CHECK_THROWS_AS(std::ignore = app::move_desk(desk.config, other.url()), Fault);
        CHECK_FALSE(db::has_schema({.url = other.url()}));
    }
    CHECK(app::House::open(desk.config, {}).has_value());
}

TEST_CASE("a backup of either engine is restored on either") {
    if (db::test_server().empty()) return;
    const RestingDesk desk;
    const OwnDatabase first;
    const OwnDatabase second;
    files::Disk disk;
    const auto restored = [&](const std::string& backup, std::string_view folder, std::string url) {
        config::Config config;
        config.data = desk.place(folder);
        config.database = std::move(url);
        REQUIRE_EQ(code_of(app::restore(desk.place(backup), config, disk, desk.place("none"))), "");
        require_good(config);
        return config;
    };
    const auto backed_up = [&](const config::Config& config, const std::string& name) {
        const auto report = app::back_up(config, {.to = desk.place(name), .with_key = true}, disk);
        REQUIRE_EQ(code_of(report), "");
        CHECK(report->problems.empty());
    };
    backed_up(desk.config, "of_sqlite");
    const auto on_postgres = restored("of_sqlite", "a", first.url());
    backed_up(on_postgres, "of_postgres");
    restored("of_postgres", "b", second.url());
    const auto on_sqlite = restored("of_postgres", "c", "sqlite");
    require_same(desk.config.data / "heed.db", on_sqlite.data / "heed.db");

    auto taken = on_postgres;
    taken.data = desk.place("d");
    CHECK(
        code_of(app::restore(desk.place("of_sqlite"), taken, disk, desk.place("none"))) ==
        "not_empty"
    );
}

TEST_CASE("a restore whose database fails leaves no half of a desk") {
    const RestingDesk desk;
    files::Disk disk;
    REQUIRE_EQ(code_of(app::back_up(desk.config, {.to = desk.place("backup")}, disk)), "");
    config::Config config;
    config.data = desk.place("new");
    config.database = "postgres://nobody@127.0.0.1:1/nowhere?connect_timeout=1";
    CHECK_THROWS(
        std::ignore = app::restore(desk.place("backup"), config, disk, desk.place("none"))
    );
    CHECK_FALSE(fs::exists(config.data / "files"));
    config.database = "sqlite";
    CHECK_EQ(code_of(app::restore(desk.place("backup"), config, disk, desk.place("none"))), "");
}
