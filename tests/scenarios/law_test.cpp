// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/demo.hpp"
#include "app/parts.hpp"
#include "features/tickets/events.hpp"
#include "features/tickets/tickets.hpp"
#include "platform/journal/reader.hpp"
#include "platform/journal/shadow_tables.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
#include <unistd.h>

using namespace heed;

namespace {

using Rows = std::vector<std::string>;
using Facts = std::vector<journal::Fact>;

std::vector<journal::Reactor> deriving() {
    auto reactors = app::all_reactors();
    std::erase_if(reactors, [](const journal::Reactor& reactor) {
        return reactor.kind != journal::ReactorKind::derives;
    });
    return reactors;
}

/// Every row of every table the reactor derives, whatever its columns.
Rows rows_of(db::Database& database, const journal::Reactor& reactor) {
    return database.read([&](db::Transaction& tx) {
        Rows all;
        for (const auto table : reactor.tables) {
            const auto first = static_cast<std::ptrdiff_t>(all.size());
            journal::each_part(tx, table, 1, [&](const journal::Rows& row) {
                std::string line(table);
                for (const auto& cell : row.cells) line += '|' + cell.value_or("(null)");
                all.push_back(std::move(line));
            });
            std::sort(all.begin() + first, all.end());
        }
        return all;
    });
}

/// A ticket was deleted, which nobody does in the demo.
Result<int> tell_of_deletion(db::Transaction& tx) {
    const auto facts = journal::facts_after(tx, 0, 1'000'000);
    const auto opened =
        std::ranges::find(facts, tickets::TicketOpened::kind, &journal::Fact::kind)->ticket_id;
    const auto ticket = TRY(tickets::get_ticket(tx, Actor::system("law"), opened.value()));
    const tickets::Place place{
        .team_id = ticket.team_id, .state = ticket.state, .owner_id = ticket.owner_id
    };
    const tickets::TicketDeleted deleted{.ticket = ticket.id, .place = place};
    journal::append(tx, Actor::system("law"), ticket.changed_at, deleted);
    return 0;
}

/// The facts of a demo desk of some hundred tickets, as its commands wrote them.
Facts demo_facts() {
    const auto folder =
        std::filesystem::temp_directory_path() / ("heed_law_" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder);
    config::Config config;
    config.data = folder;
    Facts facts;
    {
        REQUIRE(app::House::make_folder(config).has_value());
        const auto house = app::House::open(config, {.bulk_load = true}).value();
        const app::DemoSize size{
            .tickets = 200,
            .seed = 7,
            .until = Instant{std::chrono::milliseconds{1'800'000'000'000}},
        };
        REQUIRE(app::make_demo(*house, size, [](std::size_t, std::size_t) {}).has_value());
        REQUIRE(house->db->write(tell_of_deletion).has_value());
        facts = house->db->read([](db::Transaction& tx) {
            return journal::facts_after(tx, 0, 1'000'000);
        });
    }
    std::filesystem::remove_all(folder);
    return facts;
}

/// A desk with nothing but what `reactor` makes of the facts, so many at a time: it may look at
/// nothing else.
Rows heard(
    db::Engine engine, const journal::Reactor& reactor, const Facts& facts, std::size_t step
) {
    const auto database = db::open_test_database(engine);
    for (std::size_t from = 0; from < facts.size(); from += step) {
        const auto until = std::min(facts.size(), from + step);
        const auto done = database->write([&](db::Transaction& tx) -> Result<> {
            for (auto at = from; at < until; ++at) {
                if (reactor.listens_to(facts[at])) TRY(reactor.hear(tx, facts[at]));
            }
            return {};
        });
        REQUIRE(done.has_value());
    }
    return rows_of(*database, reactor);
}

void append_all(db::Database& database, const Facts& facts, const std::string& origin) {
    constexpr std::size_t step = 64;
    for (std::size_t from = 0; from < facts.size(); from += step) {
        const auto until = std::min(facts.size(), from + step);
        const auto append = [&](db::Transaction& tx) -> Result<> {
            for (auto at = from; at < until; ++at) {
                const auto& fact = facts[at];
                const journal::Subject subject{
                    .type = fact.subject_type, .id = fact.subject_id, .ticket = fact.ticket_id
                };
                journal::append_json(
                    tx, Actor::system("law"), fact.at, fact.kind, subject, fact.data.text
                );
            }
            return {};
        };
        REQUIRE(database.write(append, {.command = {.origin = origin}}).has_value());
    }
}

std::int64_t heard_until(const journal::Reactor& reactor, const Facts& facts) {
    const auto last = std::find_if(facts.rbegin(), facts.rend(), [&](const journal::Fact& fact) {
        return reactor.listens_to(fact);
    });
    return std::distance(last, facts.rend());
}

/// What a desk derives whose journal is these facts, of that origin, and what it rebuilds.
void expect_law(
    db::Engine engine, const journal::Reactor& reactor, const Facts& facts, const Rows& expected
) {
    for (const auto* const origin : {"live", "import"}) {
        INFO("origin ", std::string(origin));
        const auto database = db::open_test_database(engine);
        const SystemClock clock;
        journal::Reactors reactors(*database, clock, {reactor});
        append_all(*database, facts, origin);
        reactors.run_until_quiet();
        CHECK(rows_of(*database, reactor) == expected);
        const auto rebuilt = reactors.rebuild(reactor.name);
        REQUIRE(rebuilt.has_value());
        // Facts at the end that it does not listen to need not be read.
        CHECK(*rebuilt >= heard_until(reactor, facts));
        CHECK(*rebuilt <= static_cast<std::int64_t>(facts.size()));
        CHECK(rows_of(*database, reactor) == expected);
    }
}

} // namespace

TEST_CASE("law: what is derived from a demo desk is the same by ones, batches, chunks, rebuild") {
    const auto facts = demo_facts();
    for (const auto& reactor : deriving()) {
        INFO(std::string(reactor.name));
        for (const auto kind : reactor.hears) {
            INFO("the demo desk has no fact ", std::string(kind));
            CHECK(std::ranges::count(facts, kind, &journal::Fact::kind) > 0);
        }
        const auto by_ones = heard(db::Engine::sqlite, reactor, facts, 1);
        CHECK_FALSE(reactor.tables.empty());
        CHECK_FALSE(by_ones.empty());
        for (const auto engine : db::test_engines()) {
            CHECK(heard(engine, reactor, facts, 64) == by_ones);
            expect_law(engine, reactor, facts, by_ones);
        }
        if (db::test_engines().size() > 1)
            CHECK(heard(db::Engine::postgres, reactor, facts, 1) == by_ones);
    }
}
