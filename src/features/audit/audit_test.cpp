// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/audit/audit.hpp"
#include "platform/journal/seal.hpp"
#include "tests/support/world.hpp"

#include <doctest/doctest.h>

using namespace heed;
using namespace std::chrono_literals;

using tests::World;

namespace {

struct AuditedDesk : World {
    explicit AuditedDesk(db::Engine engine)
        : World(engine, {.routes = {access::routes(), people::routes(), audit::routes()}}) {}

    void on_each_day(int days) {
        for (int day = 0; day < days; ++day) {
            clock.advance(24h);
            team("Team of day " + std::to_string(day));
        }
    }
};

void on_each_engine(const std::function<void(AuditedDesk&)>& story) {
    for (const auto engine : db::test_engines()) {
        AuditedDesk desk(engine);
        story(desk);
    }
}

} // namespace

TEST_CASE("an auditor reads who did what, the newest first") {
    on_each_engine([](AuditedDesk& desk) {
        auto ada = desk.administrator();
        auto kim = desk.agent("Kim", "auditor");
        REQUIRE(ada.post("/api/v1/teams", R"({"name":"Network"})").status() == 201);
        const auto facts = kim.get("/api/v1/facts?kind=team_created");
        CHECK(facts.status() == 200);
        CHECK(facts.text("/items/0/kind") == "team_created");
        CHECK(facts.text("/items/0/actor/kind") == "agent");
        CHECK(facts.number("/items/0/actor/id") == ada.person.value);
        CHECK_FALSE(facts.text("/items/0/actor/name").empty());
        CHECK(facts.text("/items/0/subject_type") == "team");
        CHECK(facts.text("/items/0/data").find("Network") != std::string::npos);
        const auto by_ada = "/api/v1/facts?actor=" + std::to_string(ada.person.value);
        CHECK(kim.get(by_ada).text("/items/0/kind") == "team_created");
    });
}

TEST_CASE("what a program did bears the name of its token, and what the desk did its reason") {
    on_each_engine([](AuditedDesk& desk) {
        auto kim = desk.agent("Kim", "auditor");
        auto program = desk.program({{"agent:manage"}});
        REQUIRE(program.post("/api/v1/teams", R"({"name":"Script's"})").status() == 201);
        desk.team("The desk's own");
        const auto facts = kim.get("/api/v1/facts?kind=team_created");
        CHECK(facts.text("/items/0/actor/kind") == "system");
        CHECK(facts.text("/items/0/actor/reason") == "world");
        CHECK(facts.text("/items/1/actor/kind") == "token");
        CHECK_FALSE(facts.text("/items/1/actor/name").empty());
    });
}

TEST_CASE("the journal goes on page by page, and back to a day") {
    on_each_engine([](AuditedDesk& desk) {
        desk.on_each_day(5);
        auto kim = desk.agent("Kim", "auditor");
        const std::string teams = "/api/v1/facts?kind=team_created&limit=2";
        const auto first = kim.get(teams);
        CHECK(first.size("/items") == 2);
        const auto second = kim.get(teams + "&cursor=" + first.text("/next"));
        CHECK(second.text("/items/0/data").find("day 2") != std::string::npos);
        const auto third = kim.get(teams + "&cursor=" + second.text("/next"));
        CHECK(third.size("/items") == 1);
        CHECK(third.text("/next") == "null");

        const auto day = to_rfc3339(desk.clock.now() - 60h);
        const auto until = to_rfc3339(desk.clock.now() - 36h);
        const auto one = kim.get(teams + "&since=" + day + "&until=" + until);
        CHECK(one.size("/items") == 1);
        CHECK(one.text("/items/0/data").find("day 2") != std::string::npos);
    });
}

TEST_CASE("the journal is for those who audit the whole desk") {
    on_each_engine([](AuditedDesk& desk) {
        desk.administrator();
        auto uma = desk.agent("Uma", "lead");
        auto ana = desk.customer("Ana");
        for (const auto* const path : {"/api/v1/facts", "/api/v1/facts/seal"}) {
            CHECK(desk.stranger().get(path).status() == 401);
            CHECK(ana.get(path).status() == 403);
            CHECK(uma.get(path).status() == 403);
        }
    });
}

TEST_CASE("what cannot be looked for is told with its place") {
    on_each_engine([](AuditedDesk& desk) {
        auto kim = desk.agent("Kim", "auditor");
        const auto refused = [&](const std::string& query) {
            const auto answer = kim.get("/api/v1/facts?" + query);
            CHECK(answer.status() == 422);
            return answer.text("/pointer");
        };
        CHECK(refused("since=yesterday") == "/since");
        CHECK(refused("limit=0") == "/limit");
        CHECK(refused("actor=Ana") == "/actor");
        std::string kinds = "kind=a";
        for (int more = 0; more < 50; ++more) kinds += ",a";
        CHECK(refused(kinds) == "/kind");
        CHECK(kim.get("/api/v1/facts?cursor=0").size("/items") == 0);
        CHECK(kim.get("/api/v1/facts?kind=never_heard_of").size("/items") == 0);
    });
}

TEST_CASE("one sees how far the journal is sealed") {
    on_each_engine([](AuditedDesk& desk) {
        auto kim = desk.agent("Kim", "auditor");
        CHECK(kim.get("/api/v1/facts/seal").text("/head").starts_with("0:"));
        CHECK(kim.get("/api/v1/facts/seal").number("/unsealed") > 0);
        journal::Sealer(desk.desk().db).step(desk.clock.now());
        const auto seal = kim.get("/api/v1/facts/seal");
        CHECK(seal.number("/unsealed") == 0);
        CHECK(seal.text("/sealed_at") == to_rfc3339(desk.clock.now()));
    });
}
