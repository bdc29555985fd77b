// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/tickets/test_desk.hpp"

using namespace heed;
using namespace heed::tickets;

using tests::at_each_desk;
using tests::path_of;
using tests::TicketDesk;

namespace {

std::string watcher(TicketId ticket, PersonId person) {
    return path_of(ticket) + "/watchers/" + std::to_string(person.value);
}

/// The ticket as a write that changes nothing answers with it.
tests::Answer seen(tests::Visitor& agent, TicketId ticket) {
    return agent.remove(path_of(ticket) + "/tags/none");
}

constexpr auto mine = "/api/v1/tickets?watcher=me";

} // namespace

TEST_CASE("who watches a ticket finds it in a list of their own until they stop") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        auto sam = desk.agent("Sam");
        const auto id = desk.asks("Printer");
        desk.asks("Another one");
        const auto before = seen(noor, id);
        CHECK(noor.put(watcher(id, noor.person)).text("/watchers/0/name") == "Noor");
        CHECK(noor.put(watcher(id, noor.person)).size("/watchers") == 1);
        CHECK(desk.facts("watcher_joined") == 1);
        CHECK(seen(noor, id).text("/version") == before.text("/version"));
        CHECK(noor.get(mine).size("/items") == 1);
        CHECK(sam.get(mine).size("/items") == 0);
        CHECK(
            sam.get("/api/v1/tickets?watcher=" + std::to_string(noor.person.value))
                .size("/items") == 1
        );
        CHECK(noor.get("/api/v1/tickets?watcher=me&state=resolved").size("/items") == 0);

        CHECK(noor.remove(watcher(id, noor.person)).size("/watchers") == 0);
        CHECK(noor.remove(watcher(id, noor.person)).status() == 404);
        CHECK(noor.get(mine).size("/items") == 0);
        CHECK(desk.facts("watcher_left") == 1);
    });
}

TEST_CASE("who may only read watches for themselves and adds nobody else") {
    at_each_desk([](TicketDesk& desk) {
        auto ada = desk.administrator();
        auto noor = desk.agent("Noor");
        const auto role =
            ada.post("/api/v1/roles", R"({"name":"Readers","permissions":["ticket:read"]})");
        auto rita = desk.agent("Rita");
        const auto held = R"({"roles":[{"role_id":)" + role.text("/id") + R"(,"team_id":null}]})";
        const auto account = "/api/v1/agents/" + std::to_string(rita.person.value);
        REQUIRE(ada.patch(account, held).status() == 200);
        const auto id = desk.asks("Printer");
        CHECK(rita.put(watcher(id, rita.person)).status() == 200);
        CHECK(rita.put(watcher(id, noor.person)).status() == 403);
        CHECK(rita.remove(watcher(id, rita.person)).status() == 200);
    });
}

TEST_CASE("only who may see a ticket watches it, and who may not any more does not") {
    at_each_desk([](TicketDesk& desk) {
        auto ada = desk.administrator();
        const auto people = desk.team("People");
        const auto network = desk.team("Network");
        auto sam = desk.agent_of("Sam", network);
        const auto salary = desk.asks("Salary", {.team = people});
        const auto router = desk.asks("Router", {.team = network});
        CHECK(sam.put(watcher(salary, sam.person)).status() == 404);
        CHECK(ada.put(watcher(salary, sam.person)).code() == "may_not_watch");
        const auto ana = desk.person("ana");
        CHECK(ada.put(watcher(router, ana)).code() == "not_an_agent");

        REQUIRE(ada.put(watcher(router, sam.person)).status() == 200);
        REQUIRE(ada.patch(path_of(router), tests::one("team_id", people.value)).status() == 200);
        CHECK(seen(ada, router).size("/watchers") == 0);
        CHECK(sam.get(mine).size("/items") == 0);
        // Brought back, they watch it as before.
        REQUIRE(ada.patch(path_of(router), tests::one("team_id", network.value)).status() == 200);
        CHECK(seen(ada, router).size("/watchers") == 1);
    });
}
