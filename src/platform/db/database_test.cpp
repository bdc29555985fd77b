// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/database.hpp"
#include "tests/support/race.hpp"

#include <doctest/doctest.h>
#include <thread>

using namespace heed;
using namespace heed::db;

namespace {

struct Mark {
    std::string name;
    std::string value;
};
HEED_FIELDS(Mark, name, value)

Result<int> put(Database& database, std::string_view name, std::string_view value) {
    return database.write([&](Transaction& tx) -> Result<int> {
        tx.run("INSERT INTO desk_value (name, value) VALUES (?1, ?2)", name, value);
        return 7;
    });
}

std::vector<Mark> all_marks(Database& database) {
    return database.read([](Transaction& tx) {
        return tx.rows<Mark>("SELECT name, value FROM desk_value ORDER BY name");
    });
}

} // namespace

TEST_CASE("a value commits, a refusal and an exception roll back") {
    for (const auto engine : test_engines()) {
        const auto database = open_test_database(engine);
        CHECK(*put(*database, "kept", "yes") == 7);
        const auto refused = database->write([](Transaction& tx) -> Result<int> {
            tx.run("INSERT INTO desk_value (name, value) VALUES ('refused', '')");
            return refuse(Refusal::conflict, "no");
        });
        CHECK(refused.error().code == "no");
        const auto broken = [](Transaction& tx) -> Result<int> {
            tx.run("INSERT INTO desk_value (name, value) VALUES ('thrown', '')");
            throw Fault("bug");
        };
        CHECK_THROWS(static_cast<void>(database->write(broken)));
        const auto marks = all_marks(*database);
        REQUIRE(marks.size() == 1);
        CHECK(marks[0].value == "yes");
    }
}

TEST_CASE("a constraint failure in the middle of a batch hurts only its own job") {
    for (const auto engine : test_engines()) {
        const auto database = open_test_database(engine);
        CHECK(put(*database, "7", "first").has_value());
        std::atomic<int> failed = 0;
        std::vector<std::jthread> clients;
        clients.reserve(16);
        for (int client = 0; client < 16; ++client) {
            clients.emplace_back([&, client] {
                try {
                    static_cast<void>(put(*database, std::to_string(client), "x"));
                } catch (const Fault&) {
                    ++failed;
                }
            });
        }
        clients.clear();
        CHECK(failed == 1);
        CHECK(all_marks(*database).size() == 16);
    }
}

TEST_CASE("a struct that does not fit its columns is refused at once") {
    const auto database = open_test_database(Engine::sqlite);
    CHECK(put(*database, "a", "b").has_value());
    CHECK_THROWS(database->read([](Transaction& tx) {
        return tx.rows<Mark>("SELECT value, name FROM desk_value");
    }));
}

TEST_CASE("a query from pieces binds each value where it was added") {
    for (const auto engine : test_engines()) {
        const auto database = open_test_database(engine);
        CHECK(put(*database, "a", "1").has_value());
        CHECK(put(*database, "b", "2").has_value());
        Query query("SELECT name, value FROM desk_value WHERE TRUE");
        query.add("AND name >= ?", std::string("a")).add("AND value = ?", std::string("2"));
        const auto found = database->read([&](Transaction& tx) { return tx.rows<Mark>(query); });
        REQUIRE(found.size() == 1);
        CHECK(found[0].name == "b");
    }
}

TEST_CASE("one folder, one process") {
    const auto folder =
        std::filesystem::temp_directory_path() / ("heed_lock_" + std::to_string(::getpid()));
    {
        const auto first = Database::open({.data = folder});
        CHECK_THROWS_WITH(Database::open({.data = folder}), doctest::Contains("another Heed uses"));
    }
    CHECK_NOTHROW(Database::open({.data = folder}));
    std::filesystem::remove_all(folder);
}

TEST_CASE("a row read for update is nobody else's until the end of the transaction") {
    for (const auto engine : test_engines()) {
        const auto database = open_test_database(engine);
        CHECK(put(*database, "count", "0").has_value());
        tests::race(8, [&](int) {
            const auto counted = database->write([](Transaction& tx) -> Result<int> {
                const auto value = tx.row_for_update<std::string>(
                    "SELECT value FROM desk_value WHERE name = 'count'"
                );
                const auto next = std::to_string(std::stoi(value.value()) + 1);
                tx.run("UPDATE desk_value SET value = ?1 WHERE name = 'count'", next);
                return 0;
            });
            CHECK(counted.has_value());
        });
        CHECK(all_marks(*database).front().value == "8");
    }
}

TEST_CASE("an erased desk is as before it was first opened") {
    const auto name = "heed_erased_" + std::to_string(::getpid());
    const auto make_table = [](Database& database) {
        const auto made = database.write([](Transaction& tx) -> Result<int> {
            tx.run("CREATE TABLE of_the_old_desk (id INTEGER PRIMARY KEY)");
            return 1;
        });
        return made.has_value();
    };
    for (const auto engine : test_engines()) {
        Options options{.data = std::filesystem::temp_directory_path() / name, .schema = name};
        if (engine == Engine::postgres) options.url = test_server();
        std::filesystem::create_directories(options.data);
        CHECK(make_table(*Database::open(options)));
        Database::erase(options);
        CHECK_FALSE(std::filesystem::exists(options.data / "heed.db"));
        CHECK(make_table(*Database::open(options)));
        Database::erase(options);
        Database::erase(options); // of nothing
        std::filesystem::remove_all(options.data);
    }
}
