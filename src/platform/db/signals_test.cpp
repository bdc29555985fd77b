// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/database.hpp"

#include <condition_variable>
#include <doctest/doctest.h>
#include <mutex>

using namespace heed;
using namespace heed::db;

namespace {

/// Counts what a commit hook is told, and lets a test wait for it.
struct Heard {
    std::mutex mutex;
    std::condition_variable changed;
    int facts = 0;
    int hints = 0;

    CommitHook hook() {
        return [this](std::span<const std::any> told) {
            const std::scoped_lock lock(mutex);
            facts += static_cast<int>(told.size());
            if (told.empty()) ++hints;
            changed.notify_all();
        };
    }

    void wait_for_hints(int count) {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return hints >= count; });
    }
};

Result<int> commit_facts(Database& database, int count) {
    return database.write([&](Transaction& tx) -> Result<int> {
        tx.run("INSERT INTO desk_value (name, value) VALUES ('x', '') ON CONFLICT DO NOTHING");
        for (int fact = 0; fact < count; ++fact) tx.command().appended.emplace_back(fact);
        return 0;
    });
}

} // namespace

TEST_CASE("the commit hook hears what was made durable and nothing else") {
    for (const auto engine : test_engines()) {
        const auto database = open_test_database(engine);
        Heard heard;
        database->on_commit(heard.hook());
        CHECK(commit_facts(*database, 2).has_value());
        CHECK(commit_facts(*database, 0).has_value());
        const auto refused = database->write([](Transaction& tx) -> Result<int> {
            tx.command().appended.emplace_back(1);
            return refuse(Refusal::conflict, "no");
        });
        CHECK(!refused);
        CHECK(heard.facts == 2);
        database->on_commit({});
        CHECK(commit_facts(*database, 1).has_value());
        CHECK(heard.facts == 2);
    }
}

TEST_CASE(
    "another node of the desk hears that there are new facts" * doctest::skip(test_server().empty())
) {
    const auto here = open_test_database(Engine::postgres);
    const auto schema = here->read([](Transaction& tx) {
        return tx.value<std::string>("SELECT current_schema()::text");
    });
    const auto there = Database::open({.url = test_server(), .schema = schema});
    Heard heard_here;
    Heard heard_there;
    here->on_commit(heard_here.hook());
    there->on_commit(heard_there.hook());
    // Each hears once that it listens now.
    heard_here.wait_for_hints(1);
    heard_there.wait_for_hints(1);
    CHECK(commit_facts(*here, 1).has_value());
    heard_there.wait_for_hints(2);
    CHECK(heard_there.facts == 0);
    CHECK(heard_here.facts == 1);
    CHECK(heard_here.hints == 1);
}
