// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/format.hpp"
#include "tests/permissions/table.hpp"
#include "tests/whole_desk/calls.hpp"

#include <algorithm>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fstream>

using namespace heed;
using namespace heed::tests;

namespace {

constexpr const char* table_file = "tests/permissions.tsv";

/// A program that is refused is told why, in a sentence.
void expect_words(const Answer& answer) {
    const auto type = answer.header("Content-Type");
    if (!type.starts_with("application/problem+json")) return;
    CHECK(!answer.text("/detail").empty());
}

int status_for(Scene& scene, const std::string& route, const Who& who) {
    auto visitor = scene.visitor(who.role);
    const auto call = calls().at(route)(scene, visitor, who);
    const auto answer = play(scene, visitor, route, call);
    expect_words(answer);
    return answer.status();
}

/// Beside what the table says, what happened: for a person to think about, cell by cell.
void write_found(const PermissionTable& table, Scene& scene, const char* file) {
    std::ofstream out(file);
    for (const auto& route : served_names(scene)) {
        out << route;
        for (const auto& who : table.columns) out << '\t' << status_for(scene, route, who);
        out << std::endl;
    }
}

void play_row(Scene& scene, const PermissionTable& table, const RouteRow& row) {
    for (std::size_t at = 0; at < table.columns.size(); ++at) {
        const auto& who = table.columns[at];
        INFO(row.route, " as ", title_of(who));
        CHECK(status_for(scene, row.route, who) == row.statuses[at]);
    }
}

} // namespace

TEST_CASE("every route has a line in the table and a good call, and every line a route") {
    Scene scene(db::Engine::sqlite);
    const auto table = read_table(table_file);
    const auto served = served_names(scene);
    for (const auto& route : served) {
        INFO(route);
        CHECK(std::ranges::count(table.rows, route, &RouteRow::route) == 1);
        CHECK(calls().contains(route));
    }
    for (const auto& row : table.rows) {
        INFO(row.route);
        CHECK(std::ranges::count(served, row.route) == 1);
    }
    for (const auto& [route, builder] : calls()) {
        INFO(route);
        CHECK(std::ranges::count(served, route) == 1);
    }
}

TEST_CASE("everybody may do what the table says, and nothing else") {
    const auto table = read_table(table_file);
    for (const auto engine : db::test_engines()) {
        Scene scene(engine);
        const auto* file = std::getenv("HEED_PERMISSIONS_FOUND"); // NOLINT(concurrency-mt-unsafe)
        if (file != nullptr) write_found(table, scene, file);
        INFO(
            (engine == db::Engine::sqlite ? std::string("on SQLite") : std::string("on PostgreSQL"))
        );
        for (const auto& row : table.rows) play_row(scene, table, row);
    }
}

TEST_CASE("a request given to another team is out of sight, and whoever gave it hears its number") {
    for (const auto engine : db::test_engines()) {
        Scene scene(engine);
        auto noor = scene.visitor("agent");
        const auto number = scene.ticket({.role = "agent", .relation = Relation::team});
        const auto path = "/api/v1/tickets/" + number;
        const auto given = noor.patch(path, R"({"team_id":)" + scene.network + "}");
        CHECK(given.status() == 200);
        CHECK(given.text("/number") == number);
        CHECK(given.text("/subject").empty());
        CHECK(noor.get(path).status() == 404);
    }
}

TEST_CASE("nobody opens a request for a team whose requests they could not see") {
    for (const auto engine : db::test_engines()) {
        Scene scene(engine);
        auto noor = scene.visitor("agent");
        const auto refused = noor.post(
            "/api/v1/tickets",
            R"({"subject":"Scanner","customer":{"email":"new@elsewhere.example"},"team_id":)" +
                scene.network + "}"
        );
        CHECK(refused.status() == 403);
        CHECK(refused.code() == "not_your_team");
    }
}

TEST_CASE("a program of the desk uses what it uploads; nobody else does") {
    for (const auto engine : db::test_engines()) {
        Scene scene(engine);
        auto program = scene.desk.program({{"ticket:read"}, {"ticket:write"}});
        const Call upload{.path = "/api/v1/attachments", .files = {{"file", "a few words"}}};
        const auto saved = play(scene, program, "POST /api/v1/attachments", upload);
        REQUIRE(saved.status() == 201);
        const auto path = "/api/v1/tickets/" + scene.ticket({.role = "manager"}) + "/notes";
        const auto note =
            R"({"body_text":"See the file.","attachments":[)" + saved.text("/id") + "]}";
        auto max = scene.visitor("manager");
        CHECK(max.post(path, note).code() == "unknown_attachment");
        CHECK(program.post(path, note).status() == 201);
    }
}

TEST_CASE("reviewers of one team see letters of nobody's request and of their own team's") {
    for (const auto engine : db::test_engines()) {
        Scene scene(engine);
        auto lea = scene.visitor("lead");
        static_cast<void>(scene.letter({.role = "lead"}));
        const auto ours = scene.letter({.role = "lead", .relation = Relation::team});
        const auto blocked = scene.blocked_letter();
        const auto taken = lea.get("/api/v1/letters?state=taken");
        CHECK(taken.size("/items") == 1);
        CHECK(taken.text("/items/0/id") == ours.letter);
        CHECK(lea.get("/api/v1/letters?state=blocked").text("/items/0/id") == blocked);
        CHECK(lea.get("/api/v1/letters/" + blocked + "/source").status() == 200);
    }
}
