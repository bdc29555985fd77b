// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/journal/reactors.hpp"
#include "platform/log/log.hpp"
#include "tests/support/race.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <doctest/doctest.h>
#include <future>
#include <map>
#include <thread>

using namespace heed;
using namespace heed::journal;

namespace {

struct Noted {
    static constexpr std::string_view kind = "noted";
    std::int64_t about = 0;
    std::string words;

    [[nodiscard]] Subject subject() const { return {.type = "note", .id = about}; }
};
HEED_FIELDS(Noted, about, words)

const Instant noon{std::chrono::hours{12}};

struct Named {
    std::string name;
    std::string value;
    bool operator==(const Named&) const = default;
};
HEED_FIELDS(Named, name, value)

/// Derives how often each subject was noted into desk_value, so no table of its own is needed.
Reactor tally(bool* broken = nullptr) {
    return {
        .name = "tally",
        .kind = ReactorKind::derives,
        .hears = {"noted"},
        .tables = {"desk_value"},
        .hear = [broken](db::Transaction& tx, const Fact& fact) -> Result<> {
            const auto noted = fact.as<Noted>();
            if (broken != nullptr && *broken && noted.words == "bad") throw Fault("cannot digest");
            tx.run(
                "INSERT INTO desk_value (name, value) VALUES (?1, ?2) ON CONFLICT (name) "
                "DO UPDATE SET value = desk_value.value || ?2",
                std::to_string(noted.about),
                noted.words.substr(0, 1)
            );
            return {};
        },
    };
}

struct Bench {
    explicit Bench(db::Engine engine) : database(db::open_test_database(engine)) {}

    std::unique_ptr<db::Database> database;
    HandClock clock{noon};

    std::int64_t note(std::int64_t about, std::string words, std::string origin = "live") {
        std::int64_t position = 0;
        const auto done = database->write(
            [&](db::Transaction& tx) -> Result<int> {
                position = append(tx, Actor::system("test"), noon, Noted{about, words});
                return 0;
            },
            {.lane = db::Lane::interactive, .command = {.origin = origin}}
        );
        REQUIRE(done.has_value());
        return position;
    }

    std::vector<Named> rows() {
        return database->read([](db::Transaction& tx) {
            return tx.rows<Named>("SELECT name, value FROM desk_value ORDER BY name");
        });
    }
};

} // namespace

TEST_CASE("what a deriving reactor writes is there when the command's answer comes") {
    for (const auto engine : db::test_engines()) {
        Bench bench(engine);
        Reactors reactors(*bench.database, bench.clock, {tally()}, Pace::patient());
        if (engine == db::Engine::postgres) reactors.start();
        const auto position = bench.note(1, "a");
        CHECK(reactors.settle(position));
        CHECK(bench.rows() == std::vector<Named>{{"1", "a"}});
    }
}

TEST_CASE("law: one by one, in batches and by rebuild give equal rows") {
    for (const auto engine : db::test_engines()) {
        Bench bench(engine);
        for (int fact = 0; fact < 200; ++fact)
            bench.note(fact % 7, std::string(1, static_cast<char>('a' + fact % 26)));
        Reactors reactors(*bench.database, bench.clock, {tally()});
        reactors.run_until_quiet(); // chunks
        const auto in_chunks = bench.rows();
        CHECK(in_chunks.size() == 7);
        CHECK(*reactors.rebuild("tally") == 200);
        CHECK(bench.rows() == in_chunks);
        CHECK(reactors.status().at(0).lag == 0);

        Bench again(engine);
        Reactors beside(*again.database, again.clock, {tally()});
        for (int fact = 0; fact < 200; ++fact)
            again.note(fact % 7, std::string(1, static_cast<char>('a' + fact % 26)));
        beside.run_until_quiet();
        CHECK(again.rows() == in_chunks);
    }
}

TEST_CASE("what cannot be heard waits with its subject; all others flow; retry keeps the order") {
    for (const auto engine : db::test_engines()) {
        Bench bench(engine);
        bool broken = true;
        Reactors reactors(*bench.database, bench.clock, {tally(&broken)});
        bench.note(1, "good");
        bench.note(1, "bad");
        bench.note(1, "later");
        bench.note(2, "other");
        reactors.run_until_quiet();
        CHECK(bench.rows() == std::vector<Named>{{"1", "g"}, {"2", "o"}});
        REQUIRE(reactors.parked().size() == 1);
        CHECK(reactors.parked()[0].reason == "cannot digest");
        const auto again = reactors.retry("tally", "note", 1);
        REQUIRE_FALSE(again);
        CHECK(again.error().code == "still_failing");
        CHECK(again.error().detail == "cannot digest");
        CHECK(bench.rows() == std::vector<Named>{{"1", "g"}, {"2", "o"}});
        broken = false;
        CHECK(reactors.retry("tally", "note", 1).has_value());
        CHECK(bench.rows() == std::vector<Named>{{"1", "gbl"}, {"2", "o"}});
        CHECK(reactors.parked().empty());
    }
}

TEST_CASE("a reactor that acts starts at the head and hears only what is live") {
    for (const auto engine : db::test_engines()) {
        Bench bench(engine);
        bench.note(1, "before it came");
        std::vector<std::string> heard;
        const Reactor acts{
            .name = "acts",
            .kind = ReactorKind::acts,
            .hears = {},
            .tables = {},
            .hear = [&](db::Transaction&, const Fact& fact) -> Result<> {
                heard.push_back(fact.as<Noted>().words);
                return {};
            },
        };
        Reactors reactors(*bench.database, bench.clock, {acts});
        bench.note(1, "imported", "import");
        bench.note(1, "live");
        reactors.run_until_quiet();
        reactors.run_until_quiet();
        CHECK(heard == std::vector<std::string>{"live"});
        CHECK(reactors.rebuild("acts").error().code == "acts");
    }
}

TEST_CASE("reactors that answer each other are stopped at a depth of eight") {
    for (const auto engine : db::test_engines()) {
        Bench bench(engine);
        const Reactor echo{
            .name = "echo",
            .kind = ReactorKind::acts,
            .hears = {"noted"},
            .tables = {},
            .hear = [&](db::Transaction& tx, const Fact& fact) -> Result<> {
                append(tx, Actor::system("echo"), noon, fact.as<Noted>());
                return {};
            },
        };
        Reactors reactors(*bench.database, bench.clock, {echo});
        bench.note(1, "hello");
        reactors.run_until_quiet();
        const auto facts = bench.database->read([](db::Transaction& tx) { return head(tx); });
        CHECK(facts == 9);
        REQUIRE(reactors.parked().size() == 1);
        CHECK(reactors.parked()[0].reason.starts_with("chain_too_deep"));
    }
}

/// A reactor whose rebuild stands still at the first fact until it is told to go on.
struct Halted {
    Halted() {
        reactor.hear = [this, inner = reactor.hear](db::Transaction& tx, const Fact& fact) {
            const bool rebuilds = std::this_thread::get_id() == rebuilder.load();
            if (rebuilds && !halted.exchange(true)) {
                begun.set_value();
                go_on.get_future().wait();
            }
            return inner(tx, fact);
        };
    }

    Reactor reactor = tally();
    std::atomic<std::thread::id> rebuilder = {};
    std::atomic<bool> halted = false;
    std::promise<void> begun = {};
    std::promise<void> go_on = {};
};

TEST_CASE("the desk goes on while rows are rebuilt, and what it does is in them") {
    for (const auto engine : db::test_engines()) {
        Bench bench(engine);
        Halted halted;
        Reactors reactors(*bench.database, bench.clock, {halted.reactor}, Pace::patient());
        reactors.start();
        CHECK(reactors.settle(bench.note(1, "a")));
        std::thread rebuilder([&] {
            halted.rebuilder = std::this_thread::get_id();
            CHECK(reactors.rebuild("tally").has_value());
        });
        halted.begun.get_future().wait();
        std::int64_t last = 0;
        for (int fact = 0; fact < 200; ++fact) last = bench.note(fact % 3, "b");
        CHECK(reactors.settle(last));
        CHECK(bench.rows().size() == 3);
        halted.go_on.set_value();
        rebuilder.join();
        CHECK(reactors.settle(bench.note(2, "c")));
        const auto rows = bench.rows();
        REQUIRE(rows.size() == 3);
        CHECK(rows[0].value == std::string(67, 'b'));
        CHECK(rows[1].value == "a" + std::string(67, 'b'));
        CHECK(rows[2].value == std::string(66, 'b') + "c");
        CHECK(reactors.rebuild("tally") == 202);
        CHECK(bench.rows() == rows);
    }
}

TEST_CASE("of two nodes on one database one hears each fact, and both know when it is heard") {
    if (db::test_server().empty()) return;
    Bench one(db::Engine::postgres);
    const auto schema = one.database->read([](db::Transaction& tx) {
        return tx.value<std::string>("SELECT current_schema()::text");
    });
    const auto other = db::Database::open({.url = db::test_server(), .schema = schema});
    Reactors here(*one.database, one.clock, {tally()}, Pace::patient());
    Reactors there(*other, one.clock, {tally()}, Pace::patient());
    here.start();
    there.start();
    std::array<std::int64_t, 2> last = {};
    const std::array nodes = {one.database.get(), other.get()};
    tests::race(2, [&](int runner) {
        const auto node = static_cast<std::size_t>(runner);
        for (int fact = 0; fact < 100; ++fact) {
            const auto noted = nodes[node]->write([](db::Transaction& tx) -> Result<std::int64_t> {
                return append(tx, Actor::system("test"), noon, Noted{1, "a"});
            });
            last[node] = noted.value_or(0);
        }
    });
    const auto newest = std::max(last[0], last[1]);
    CHECK(here.settle(newest));
    CHECK(there.settle(newest));
    CHECK(one.rows() == std::vector<Named>{{"1", std::string(200, 'a')}});
    here.stop();
    there.stop();
}

TEST_CASE("every run of a reader is a line of the log; runs inside batches share one a second") {
    Bench bench(db::Engine::sqlite);
    const log::Capture capture;
    Reactors reactors(*bench.database, bench.clock, {tally()}, Pace::patient());
    for (int fact = 0; fact < 5; ++fact) bench.note(1, "a");
    reactors.run_until_quiet();
    CHECK_FALSE(capture.has("reactor_run"));
    bench.clock.advance(std::chrono::seconds{1});
    reactors.run_until_quiet();
    reactors.run_until_quiet();
    const auto share = R"("reactor":"tally","from":1,"to":5,"facts":5,"batches":5,"micros":)";
    CHECK(capture.has("reactor_run", share));
    CHECK(std::ranges::count_if(capture.lines(), [](const std::string& line) {
              return line.contains("reactor_run");
          }) == 1);
    bench.note(1, "a");
    reactors.stop();
    reactors.stop();
    CHECK(capture.has("reactor_run", R"("from":6,"to":6,"facts":1,)"));
}

TEST_CASE("a run outside a batch is a line of its own") {
    for (const auto engine : db::test_engines()) {
        Bench bench(engine);
        for (int fact = 0; fact < 3; ++fact) bench.note(1, "a");
        const log::Capture capture;
        Reactors reactors(*bench.database, bench.clock, {tally()});
        reactors.run_until_quiet();
        CHECK(capture.has("reactor_run", R"("from":1,"to":3,"facts":3,"batches":1,"micros":)"));
    }
}

TEST_CASE("a reactor over its budget leaves the batch and comes back by itself") {
    Bench bench(db::Engine::sqlite);
    auto slow = tally();
    slow.hear = [inner = slow.hear, first = true](db::Transaction& tx, const Fact& fact) mutable {
        const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds{12};
        while (first && std::chrono::steady_clock::now() < until) {
        }
        first = false;
        return inner(tx, fact);
    };
    Reactors reactors(*bench.database, bench.clock, {slow});
    bench.note(1, "a");
    bench.note(1, "b");
    CHECK(bench.rows() == std::vector<Named>{{"1", "a"}});
    reactors.run_until_quiet();
    CHECK(bench.rows() == std::vector<Named>{{"1", "ab"}});
    bench.note(1, "c");
    CHECK(bench.rows() == std::vector<Named>{{"1", "abc"}});
}
