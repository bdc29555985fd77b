// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/commits.hpp"
#include "platform/db/database.hpp"
#include "tests/support/gate.hpp"
#include "tests/support/race.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <thread>

using namespace heed;
using namespace heed::db;

namespace {

// Both engines have four places: SQLite in a batch, PostgreSQL in the pool.
std::unique_ptr<Database> open_narrow(Engine engine, Options options = {}) {
    options.batch_max = 4;
    options.writers = 4;
    return open_test_database(engine, std::move(options));
}

Result<int> pass(Database& database, tests::Gate& gate, Lane lane = Lane::interactive) {
    return database.write(
        [&](Transaction&) -> Result<int> {
            gate.pass();
            return 0;
        },
        {.lane = lane}
    );
}

/// Keeps every place busy until `gate` opens.
struct Crowd {
    tests::Gate gate;
    std::vector<std::jthread> threads;

    explicit Crowd(Database& database) {
        const int places = database.engine() == Engine::sqlite ? 1 : 4;
        for (int place = 0; place < places; ++place)
            // Again when a slow machine kept even this one waiting too long.
            threads.emplace_back([&] {
                while (!pass(database, gate)) std::this_thread::yield();
            });
        gate.wait_for(places);
    }

    ~Crowd() { gate.open(); }
};

std::size_t waiting(Database& database) {
    const auto load = database.load();
    return load.interactive_waiting + load.background_waiting;
}

/// Reads within a limit that a slow machine may break now and then.
int read_at_last(Database& database) {
    for (int left = 100;; --left) {
        try {
            return database.read([](Transaction& tx) { return tx.value<int>("SELECT 1"); });
        } catch (const StorageFault&) {
            REQUIRE(left > 0);
        }
    }
}

} // namespace

TEST_CASE("a full lane refuses at once and the other lane is still open") {
    for (const auto engine : test_engines()) {
        const auto database =
            open_narrow(engine, {.interactive_queue_max = 2, .background_queue_max = 1});
        tests::Gate open;
        open.open();
        std::vector<std::jthread> waiters;
        const Crowd crowd(*database);
        waiters.reserve(3);
        for (int waiter = 0; waiter < 2; ++waiter)
            waiters.emplace_back([&] { CHECK(pass(*database, open).has_value()); });
        while (waiting(*database) < 2) std::this_thread::yield();
        CHECK(pass(*database, open).error().code == "queue_full");
        waiters.emplace_back([&] { CHECK(pass(*database, open, Lane::background).has_value()); });
        while (waiting(*database) < 3) std::this_thread::yield();
        const auto refused = pass(*database, open, Lane::background);
        CHECK(refused.error().code == "queue_full");
        CHECK(refused.error().kind == Refusal::unavailable);
    }
}

TEST_CASE("a write that could not begin in time is refused as busy and never runs") {
    for (const auto engine : test_engines()) {
        const auto database = open_narrow(engine, {.write_wait_max = std::chrono::milliseconds{1}});
        std::atomic<bool> ran = false;
        std::jthread late;
        Result<int> answer = 0;
        {
            const Crowd crowd(*database);
            late = std::jthread([&] {
                answer = database->write([&](Transaction&) -> Result<int> {
                    ran = true;
                    return 0;
                });
            });
            // SQLite looks at the clock when the writer is free again, PostgreSQL while it waits.
            while (engine == Engine::sqlite && waiting(*database) == 0) std::this_thread::yield();
            // From here on: it has been queued, so its moment passes within the wait below.
            const auto begun = std::chrono::steady_clock::now();
            while (std::chrono::steady_clock::now() < begun + std::chrono::milliseconds{2})
                std::this_thread::yield();
            if (engine == Engine::postgres) late.join();
        }
        if (late.joinable()) late.join();
        CHECK(!ran);
        CHECK(answer.error().code == "busy");
        CHECK(answer.error().kind == Refusal::unavailable);
    }
}

TEST_CASE("background work takes a quarter of a batch while people wait, and all of it otherwise") {
    const auto database = open_narrow(Engine::sqlite);
    std::vector<char> order; // written by the one writer thread
    std::vector<std::jthread> clients;
    const auto put = [&](Lane lane) {
        const auto before = waiting(*database);
        clients.emplace_back([&, lane] {
            const auto done = database->write(
                [&](Transaction&) -> Result<int> {
                    order.push_back(lane == Lane::interactive ? 'i' : 'b');
                    return 0;
                },
                {.lane = lane}
            );
            CHECK(done.has_value());
        });
        while (waiting(*database) == before) std::this_thread::yield();
    };
    {
        const Crowd crowd(*database);
        for (int each = 0; each < 8; ++each) put(Lane::background);
        for (int each = 0; each < 5; ++each) put(Lane::interactive);
    }
    clients.clear();
    // Batches of four: three and one, two and one, then background alone.
    CHECK(std::string(order.begin(), order.end()) == "iiibiibbbbbbb");
}

TEST_CASE(
    "background work never has more than a quarter of the sessions" *
    doctest::skip(test_server().empty())
) {
    const auto database = open_narrow(Engine::postgres);
    tests::Gate first;
    tests::Gate open;
    open.open();
    const std::jthread background([&] {
        CHECK(pass(*database, first, Lane::background).has_value());
    });
    first.wait_for(1);
    const std::jthread second([&] { CHECK(pass(*database, open, Lane::background).has_value()); });
    while (database->load().background_waiting == 0) std::this_thread::yield();
    // Three sessions are free, and the second background write still waits for its lane.
    CHECK(pass(*database, open).has_value());
    CHECK(database->load().background_waiting == 1);
    first.open();
}

TEST_CASE("a read past its time limit is stopped, and its connection is good for the next") {
    for (const auto engine : test_engines()) {
        const auto database = open_test_database(
            engine, {.readers = 1, .read_timeout = std::chrono::milliseconds{60}}
        );
        CHECK_THROWS_AS(
            database->read([](Transaction& tx) {
                return tx.value<std::int64_t>(
                    "WITH RECURSIVE endless (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM endless "
                    "WHERE n < 1000000000) SELECT count(*) FROM endless"
                );
            }),
            StorageFault
        );
        CHECK(read_at_last(*database) == 1);
    }
}

TEST_CASE("a read waits for a free reader, but not for ever") {
    for (const auto engine : test_engines()) {
        const auto database = open_test_database(
            engine, {.readers = 1, .read_timeout = std::chrono::milliseconds{60}}
        );
        tests::Gate gate;
        const std::jthread holder([&] {
            database->read([&](Transaction&) {
                gate.pass();
                return 0;
            });
        });
        gate.wait_for(1);
        CHECK_THROWS_AS(
            database->read([](Transaction& tx) { return tx.value<int>("SELECT 1"); }), StorageFault
        );
        gate.open();
        CHECK(read_at_last(*database) == 1);
    }
}

TEST_CASE("a read sees one moment, whatever is committed meanwhile") {
    for (const auto engine : test_engines()) {
        const auto database = open_test_database(engine);
        const auto count = [](Transaction& tx) {
            return tx.value<int>("SELECT count(*) FROM desk_value");
        };
        database->read([&](Transaction& tx) {
            const int before = count(tx);
            CHECK(database
                      ->write([](Transaction& inner) -> Result<int> {
                          inner.run("INSERT INTO desk_value (name, value) VALUES ('new', '')");
                          return 0;
                      })
                      .has_value());
            CHECK(count(tx) == before);
            return 0;
        });
        CHECK(database->read(count) == 1);
    }
}

TEST_CASE("each command has an id of its own, the same in every run") {
    for (const auto engine : test_engines()) {
        const auto database = open_test_database(engine);
        const auto id_of = [&](std::string given) {
            return *database->write(
                [](Transaction& tx) -> Result<std::string> { return tx.command().id; },
                {.command = {.id = std::move(given)}}
            );
        };
        CHECK(id_of("").size() == 32);
        CHECK(id_of("") != id_of(""));
        CHECK(id_of("given") == "given");
    }
}

TEST_CASE("a thread knows whether it made anything durable") {
    for (const auto engine : test_engines()) {
        const auto database = open_test_database(engine);
        const auto before = commits_of_thread();
        (void)database->read([](Transaction& tx) { return tx.value<int>("SELECT 1"); });
        const auto refused = database->write([](Transaction&) -> Result<int> {
            return refuse(Refusal::invalid, "not_that", "", "Not that.");
        });
        CHECK_FALSE(refused);
        CHECK(commits_of_thread() == before);
        CHECK(database->write([](Transaction&) -> Result<int> { return 1; }).has_value());
        CHECK(commits_of_thread() == before + 1);
    }
}
