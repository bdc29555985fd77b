// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/tickets/tickets.hpp"
#include "kernel/format.hpp"
#include "kernel/number.hpp"
#include "tests/permissions/table.hpp"
#include "tests/support/race.hpp"
#include "tests/whole_desk/calls.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

using namespace heed;
using namespace heed::tests;

namespace {

constexpr std::size_t clients = 8;

/// What the table says of a route.
struct Expected {
    std::size_t served = clients;
    std::optional<std::int64_t> facts = {}; // of all together
    std::string refusal = {};               // that may stand in place of being served
};

using Table = std::map<std::string, Expected>;

Table read_races() {
    std::ifstream stream("tests/races.tsv");
    Table table;
    for (std::string line; std::getline(stream, line);) {
        if (line.empty() || line.starts_with('#') || line.starts_with("route\t")) continue;
        std::istringstream cells(line);
        std::string route;
        std::string served;
        std::string facts;
        Expected row;
        std::getline(std::getline(std::getline(cells, route, '\t'), served, '\t'), facts, '\t');
        std::getline(cells, row.refusal, '\t');
        INFO(line);
        REQUIRE((served == "all" || served == "one"));
        if (served == "one") row.served = 1;
        if (const auto count = number_from<std::int64_t>(facts))
            row.facts = *count;
        else
            REQUIRE(facts == "*");
        table.emplace(std::move(route), std::move(row));
    }
    return table;
}

struct Race {
    std::array<Answer, clients> answers = {};
    std::int64_t facts = 0;
};

std::int64_t facts_so_far(Scene& scene) {
    return scene.desk.read([](db::Transaction& tx) {
        return tx.value<std::int64_t>("SELECT count(*) FROM event");
    });
}

Race ask_at_once(Scene& scene, const std::string& route, const Who& who) {
    auto visitor = scene.visitor(who.role);
    const auto call = calls().at(route)(scene, visitor, who);
    const auto before = facts_so_far(scene);
    Race result;
    race(clients, [&](int client) {
        auto mine = visitor;
        result.answers.at(static_cast<std::size_t>(client)) = play(scene, mine, route, call);
    });
    result.facts = facts_so_far(scene) - before;
    return result;
}

bool is_served(const Answer& answer) {
    return answer.status() < 400;
}

void require(const Race& race, const Expected& expected) {
    std::size_t good = 0;
    for (const auto& answer : race.answers) {
        CAPTURE(answer.status());
        CAPTURE(answer.response.body);
        CHECK(answer.status() < 500);
        CHECK((is_served(answer) || !answer.code().empty()));
        const bool excused = !expected.refusal.empty() && answer.code() == expected.refusal;
        if (is_served(answer) || excused) ++good;
    }
    CHECK(good == expected.served);
    CHECK(std::ranges::any_of(race.answers, is_served));
    if (expected.facts) CHECK(race.facts == *expected.facts);
}

void require_sound(Scene& scene) {
    scene.desk.run_reactors();
    CHECK(scene.desk.reactors().parked().empty());
    CHECK(scene.desk.desk().db.integrity_problems().empty());
    const auto problems =
        scene.desk.read([](db::Transaction& tx) { return tickets::count_problems(tx); });
    CHECK(problems.empty());
}

/// Routes that change something and that somebody may use.
std::set<std::string> routes_to_race(Scene& scene, const PermissionTable& permissions) {
    std::set<std::string> routes;
    for (const auto& route : served_names(scene))
        if (!route.starts_with("GET ") && who_may(permissions, route)) routes.insert(route);
    return routes;
}

/// Beside what the table says, what happened: for a person to think about, line by line.
void write_found(const PermissionTable& permissions, Scene& scene, const char* file) {
    std::ofstream out(file, std::ios::app);
    for (const auto& route : routes_to_race(scene, permissions)) {
        const auto race = ask_at_once(scene, route, *who_may(permissions, route));
        out << route << '\t' << std::ranges::count_if(race.answers, is_served) << '\t'
            << race.facts;
        for (const auto& answer : race.answers) out << '\t' << answer.status() << answer.code();
        out << std::endl;
    }
}

} // namespace

TEST_CASE("every route that changes something has a line in the table of races") {
    Scene scene(db::Engine::sqlite);
    const auto table = read_races();
    const auto routes = routes_to_race(scene, read_table("tests/permissions.tsv"));
    for (const auto& route : routes) {
        INFO(route);
        CHECK(table.contains(route));
    }
    for (const auto& row : table) {
        INFO(row.first);
        CHECK(routes.contains(row.first));
    }
}

TEST_CASE("eight clients at once get what the table says, and the desk stays sound") {
    const auto permissions = read_table("tests/permissions.tsv");
    const auto table = read_races();
    for (const auto engine : db::test_engines()) {
        Scene scene(engine);
        INFO((engine == db::Engine::sqlite ? std::string("SQLite") : std::string("PostgreSQL")));
        const auto* file = std::getenv("HEED_RACES_FOUND"); // NOLINT(concurrency-mt-unsafe)
        if (file != nullptr) write_found(permissions, scene, file);
        for (const auto& [route, expected] : table) {
            INFO(route);
            require(ask_at_once(scene, route, who_may(permissions, route).value()), expected);
        }
        require_sound(scene);
    }
}
