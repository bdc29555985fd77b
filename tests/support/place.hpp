// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/actor.hpp"
#include "kernel/clock.hpp"
#include "platform/db/database.hpp"

#include <memory>
#include <string>

namespace heed::tests {

/// A fresh database and a clock by hand, for the tests of one feature's commands and queries.
struct Place {
    std::unique_ptr<db::Database> database;
    HandClock clock{Instant{std::chrono::milliseconds{1'800'000'000'000}}};
    Actor actor = Actor::system("test"); // who runs the commands

    explicit Place(db::Engine engine) : database(db::open_test_database(engine)) {}

    [[nodiscard]] Instant now() const { return clock.now(); }

    /// `command(tx, actor, given, now)`.
    template <class Command, class Given>
    auto run(Command command, const Given& given) {
        return as(actor, command, given);
    }

    template <class Command, class Given>
    auto as(const Actor& who, Command command, const Given& given) {
        return database->write([&](db::Transaction& tx) { return command(tx, who, given, now()); });
    }

    template <class Query>
    auto read(Query query) {
        return database->read(query);
    }

    std::int64_t facts(const std::string& kind) {
        return read([&](db::Transaction& tx) {
            return tx.value<std::int64_t>("SELECT count(*) FROM event WHERE kind = ?1", kind);
        });
    }
};

/// Runs `test` in a fresh place of each engine.
template <class Test>
void on_each_engine(Test test) {
    for (const auto engine : db::test_engines()) {
        Place place(engine);
        test(place);
    }
}

} // namespace heed::tests
