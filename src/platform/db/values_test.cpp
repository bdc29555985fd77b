// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/database.hpp"

#include <cmath>
#include <doctest/doctest.h>
#include <limits>

using namespace heed;
using namespace heed::db;

namespace {

/// What `?1` reads as when it is sent round.
template <class T>
T echoed(Database& database, Sql sql, const T& value) {
    return database.read([&](Transaction& tx) { return tx.value<T>(sql, value); });
}

std::string all_bytes() {
    std::string bytes;
    for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
    return bytes;
}

} // namespace

TEST_CASE("every kind of value comes back as it went") {
    for (const auto engine : test_engines()) {
        const auto database = open_test_database(engine);
        constexpr Sql same = "SELECT ?1";
        for (const auto number :
             {std::int64_t{0},
              std::numeric_limits<std::int64_t>::min(),
              std::numeric_limits<std::int64_t>::max()})
            CHECK(echoed(*database, same, number) == number);
        for (const double real : {0.1, -1e300, 5e-324, std::nextafter(1.0, 2.0)})
            CHECK(echoed(*database, same, real) == real);
        CHECK(echoed(*database, same, true));
        CHECK(!echoed(*database, same, false));
        CHECK(
            echoed(*database, same, std::string("Grüße, ?1 'quoted' \\ 😀")) ==
            "Grüße, ?1 'quoted' \\ 😀"
        );
        CHECK(echoed(*database, same, std::string()).empty());
        CHECK(echoed(*database, same, Bytes{all_bytes()}).value == all_bytes());
        CHECK(echoed(*database, same, Bytes{}).value.empty());
        CHECK(!echoed(*database, same, std::optional<std::int64_t>()).has_value());
        CHECK(!echoed(*database, same, std::optional<Bytes>()).has_value());
    }
}

TEST_CASE("a statement takes nulls and other types from run to run") {
    for (const auto engine : test_engines()) {
        const auto database = open_test_database(engine);
        constexpr Sql same = "SELECT ?1";
        database->read([&](Transaction& tx) {
            for (int turn = 0; turn < 2; ++turn) {
                CHECK(tx.value<std::string>(same, std::string("text")) == "text");
                CHECK(tx.value<int>(same, 7) == 7);
                CHECK(!tx.value<std::optional<int>>(same, std::optional<int>()).has_value());
            }
            return 0;
        });
    }
}

TEST_CASE("text also fits where JSON is stored") {
    for (const auto engine : test_engines()) {
        const auto database = open_test_database(engine);
        CHECK(
            database
                ->write([](Transaction& tx) -> Result<int> {
                    tx.run(
                        "INSERT INTO event (at, actor_kind, kind, subject_type, subject_id, data, "
                        "command_id, ordinal, origin, salt, digest) "
                        "VALUES (0, 'system', 'put', 'desk', 1, ?1, 'c', 0, 'live', ?2, ?2)",
                        RawJson{R"({"a": [1, "?1"]})"},
                        Bytes{std::string("\x00\xff", 2)}
                    );
                    return 0;
                })
                .has_value()
        );
        const auto json = database->read([](Transaction& tx) {
            return tx.value<RawJson>("SELECT data FROM event");
        });
        CHECK(json.text == R"({"a": [1, "?1"]})");
    }
}

TEST_CASE("rows changed are counted, with and without rows given back") {
    for (const auto engine : test_engines()) {
        const auto database = open_test_database(engine);
        const auto changed = database->write([](Transaction& tx) -> Result<std::int64_t> {
            tx.run("INSERT INTO desk_value (name, value) VALUES ('a', '1'), ('b', '2'), ('c', '3')"
            );
            CHECK(tx.run("DELETE FROM desk_value WHERE name = 'nobody'") == 0);
            CHECK(
                tx.run(
                    "INSERT INTO desk_value (name, value) VALUES ('a', '') ON CONFLICT DO NOTHING"
                ) == 0
            );
            return tx.run("UPDATE desk_value SET value = ?1 WHERE name <> 'c'", std::string("new"));
        });
        CHECK(*changed == 2);
    }
}

TEST_CASE("an insert gives the id of its own row") {
    for (const auto engine : test_engines()) {
        const auto database = open_test_database(engine);
        const auto positions = database->write([](Transaction& tx) -> Result<std::vector<int>> {
            std::vector<int> given;
            for (const auto* name : {"a", "b"})
                given.push_back(tx.value<int>(
                    "INSERT INTO event (at, actor_kind, kind, subject_type, subject_id, data, "
                    "command_id, ordinal, origin, salt, digest) "
                    "VALUES (0, 'system', ?1, 'desk', 1, '{}', ?1, 0, 'live', ?2, ?2) "
                    "RETURNING position",
                    name,
                    Bytes{}
                ));
            return given;
        });
        REQUIRE(positions.has_value());
        CHECK(positions->at(1) > positions->at(0));
        const auto kinds = database->read([&](Transaction& tx) {
            return tx.rows<std::string>(
                "SELECT kind FROM event WHERE position IN (?1, ?2) ORDER BY position",
                positions->at(0),
                positions->at(1)
            );
        });
        CHECK(kinds == std::vector<std::string>{"a", "b"});
    }
}
