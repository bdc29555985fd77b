// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/tickets/test_desk.hpp"

using namespace heed;
using namespace heed::tickets;

using tests::at_each_desk;
using tests::path_of;
using tests::TicketDesk;

namespace {

Result<int> hand_over(TicketDesk& desk, PersonId from, const HandOver& to) {
    return desk.run([&](db::Transaction& tx, const Actor& actor, Instant now) {
        return hand_over_tickets(tx, actor, from, to, now);
    });
}

void leaves(TicketDesk& desk, PersonId person) {
    REQUIRE(desk.run([&](db::Transaction& tx, const Actor& actor, Instant now) {
        return Result<bool>(people::set_active(tx, actor, {.person = person, .active = false}, now)
        );
    }));
}

int steps_until_done(TicketDesk& desk) {
    int steps = 0;
    while (true) {
        const auto more = desk.run([](db::Transaction& tx, const Actor&, Instant now) {
            return go_on_handing_over(tx, now);
        });
        REQUIRE(more);
        if (*more == 0) return steps;
        ++steps;
        REQUIRE(steps < 100);
    }
}

std::int64_t owned_by(TicketDesk& desk, PersonId owner) {
    return desk.read([&](db::Transaction& tx) {
        return tx.value<std::int64_t>("SELECT count(*) FROM ticket WHERE owner_id = ?1", owner);
    });
}

} // namespace

TEST_CASE("whoever leaves hands their open requests over in the same act, in small steps") {
    at_each_desk([](TicketDesk& desk) {
        const auto leo = desk.agent("Leo").person;
        const auto noor = desk.agent("Noor").person;
        for (int at = 0; at < 70; ++at) desk.asks("Request", {.owner = leo});
        const auto at_once = hand_over(desk, leo, {.team_id = {}, .owner_id = noor});
        REQUIRE(at_once);
        CHECK(*at_once == 30);
        leaves(desk, leo);
        CHECK(steps_until_done(desk) == 2);
        CHECK(owned_by(desk, leo) == 0);
        CHECK(owned_by(desk, noor) == 70);
        CHECK(steps_until_done(desk) == 0);
        desk.run_reactors();
        CHECK(desk.read([](db::Transaction& tx) { return count_problems(tx); }).empty());
    });
}

TEST_CASE("what is resolved stays with who resolved it") {
    at_each_desk([](TicketDesk& desk) {
        auto leo = desk.agent("Leo");
        const auto done = desk.asks("Done", {.owner = leo.person});
        const auto open_one = desk.asks("Open", {.owner = leo.person});
        REQUIRE(leo.post(path_of(done) + "/resolution", "{}").status() == 200);
        const auto printers = desk.team("Printers");
        REQUIRE(hand_over(desk, leo.person, {.team_id = printers, .owner_id = {}}));
        CHECK(desk.ticket(done).owner_id == leo.person);
        CHECK_FALSE(desk.ticket(open_one).owner_id.has_value());
        CHECK(desk.ticket(open_one).team_id == printers);
    });
}

TEST_CASE("nobody takes over what they may not answer") {
    at_each_desk([](TicketDesk& desk) {
        const auto leo = desk.agent("Leo").person;
        const auto network = desk.team("Network");
        const auto sam = desk.agent_of("Sam", network).person;
        const auto id = desk.asks("Salary", {.team = desk.team("People"), .owner = leo});
        const auto refused = hand_over(desk, leo, {.team_id = {}, .owner_id = sam});
        CHECK(refused.error().code == "may_not_own");
        CHECK(refused.error().pointer == "/hand_over/owner_id");
        CHECK(desk.ticket(id).owner_id == leo);
        CHECK(
            hand_over(desk, leo, {.team_id = TeamId{999}, .owner_id = {}}).error().pointer ==
            "/hand_over/team_id"
        );
        REQUIRE(hand_over(desk, leo, {.team_id = network, .owner_id = sam}));
        CHECK(desk.ticket(id).owner_id == sam);
    });
}

TEST_CASE("who has come back keeps what was not given away yet") {
    at_each_desk([](TicketDesk& desk) {
        const auto leo = desk.agent("Leo").person;
        for (int at = 0; at < 31; ++at) desk.asks("Request", {.owner = leo});
        REQUIRE(hand_over(desk, leo, {}));
        CHECK(steps_until_done(desk) == 1);
        CHECK(owned_by(desk, leo) == 1);
    });
}

TEST_CASE("whoever leaves helps no longer with what is open") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto leo = desk.agent("Leo").person;
        std::vector<TicketId> helped;
        for (int at = 0; at < 32; ++at) {
            helped.push_back(desk.asks("Request"));
            const auto path = path_of(helped.back()) + "/helpers/" + std::to_string(leo.value);
            REQUIRE(noor.put(path).status() == 200);
        }
        REQUIRE(noor.post(path_of(helped.front()) + "/resolution", "{}").status() == 200);
        REQUIRE(hand_over(desk, leo, {}));
        leaves(desk, leo);
        CHECK(steps_until_done(desk) == 1);
        CHECK(desk.facts("helper_left") == 31);
        CHECK(noor.get(path_of(helped.front()) + "/history").status() == 200);
    });
}

TEST_CASE("who loses a role in a team gives up what they may not answer there, and nothing else") {
    at_each_desk([](TicketDesk& desk) {
        const auto people = desk.team("People");
        const auto network = desk.team("Network");
        const auto sam = desk.agent_of("Sam", people).person;
        for (int at = 0; at < 33; ++at) desk.asks("Salary", {.team = people, .owner = sam});
        const auto kept = desk.asks("Hello", {.owner = sam});
        const auto helped = desk.asks("Wages", {.team = people});
        auto ada = desk.administrator();
        REQUIRE(ada.put(path_of(helped) + "/helpers/" + std::to_string(sam.value)).status() == 200);
        desk.agent_of("Sam", network);
        REQUIRE(desk.run([&](db::Transaction& tx, const Actor& actor, Instant now) -> Result<bool> {
            TRY(give_up_tickets(tx, actor, sam, now));
            return true;
        }));
        CHECK(owned_by(desk, sam) == 4);
        CHECK(steps_until_done(desk) == 3);
        CHECK(owned_by(desk, sam) == 1);
        CHECK(desk.ticket(kept).owner_id == sam);
        CHECK(desk.facts("helper_left") == 1);
        desk.run_reactors();
        CHECK(desk.read([](db::Transaction& tx) { return count_problems(tx); }).empty());
    });
}

TEST_CASE("who holds a role that may less gives up what they may not answer any more") {
    at_each_desk([](TicketDesk& desk) {
        auto ada = desk.administrator();
        desk.run_reactors(); // one that acts hears what happens from now on
        const auto made = ada.post(
            "/api/v1/roles",
            R"({"name":"Second line","permissions":["ticket:read","ticket:write"]})"
        );
        REQUIRE(made.status() == 201);
        const auto role = "/api/v1/roles/" + made.text("/id");
        const auto hold = [&](PersonId person) {
            const auto json =
                R"({"roles":[{"role_id":)" + made.text("/id") + R"(,"team_id":null}]})";
            REQUIRE(
                ada.patch("/api/v1/agents/" + std::to_string(person.value), json).status() == 200
            );
        };
        const auto sam = desk.agent("Sam").person;
        const auto mia = desk.agent("Mia").person;
        const auto leo = desk.agent("Leo").person;
        hold(sam);
        hold(mia);
        const auto team = desk.team("People");
        for (int at = 0; at < 33; ++at) desk.asks("Salary", {.team = team, .owner = sam});
        desk.asks("Wages", {.owner = mia});
        const auto kept = desk.asks("Hello", {.owner = leo});
        const auto helped = desk.asks("Bonus", {.team = team});
        const auto path = path_of(helped) + "/helpers/" + std::to_string(mia.value);
        REQUIRE(ada.put(path).status() == 200);

        REQUIRE(ada.patch(role, R"({"permissions":["ticket:read"]})").status() == 200);
        desk.run_reactors();
        steps_until_done(desk);
        CHECK(owned_by(desk, sam) == 0);
        CHECK(owned_by(desk, mia) == 0);
        CHECK(desk.ticket(kept).owner_id == leo);
        CHECK(desk.facts("helper_left") == 0); // they may still read
        const auto history = ada.get(path_of(TicketId{1}) + "/history");
        CHECK(history.response.body.contains("may_not_answer"));
        CHECK(history.response.body.contains("Ada"));

        REQUIRE(ada.patch(role, R"({"permissions":["person:read"]})").status() == 200);
        desk.run_reactors();
        steps_until_done(desk);
        CHECK(desk.facts("helper_left") == 1);
        CHECK(desk.read([](db::Transaction& tx) { return count_problems(tx); }).empty());
    });
}

TEST_CASE("a role that may more, or has another name, takes nothing from anybody") {
    at_each_desk([](TicketDesk& desk) {
        auto ada = desk.administrator();
        desk.run_reactors();
        const auto made =
            ada.post("/api/v1/roles", R"({"name":"Helpers","permissions":["ticket:read"]})");
        const auto role = "/api/v1/roles/" + made.text("/id");
        const auto sam = "/api/v1/agents/" + std::to_string(desk.agent("Sam").person.value);
        const auto held = R"({"roles":[{"role_id":)" + made.text("/id") + R"(,"team_id":null}]})";
        REQUIRE(ada.patch(sam, held).status() == 200);
        CHECK(steps_until_done(desk) == 0);
        REQUIRE(ada.patch(role, R"({"name":"Readers"})").status() == 200);
        REQUIRE(
            ada.patch(role, R"({"permissions":["ticket:read","ticket:write"]})").status() == 200
        );
        desk.run_reactors();
        CHECK(steps_until_done(desk) == 0);
    });
}

TEST_CASE("of eight nodes that go on at once each request is given away once") {
    at_each_desk([](TicketDesk& desk) {
        const auto leo = desk.agent("Leo").person;
        const auto noor = desk.agent("Noor").person;
        for (int at = 0; at < 70; ++at) desk.asks("Request", {.owner = leo});
        REQUIRE(hand_over(desk, leo, {.team_id = {}, .owner_id = noor}));
        leaves(desk, leo);
        const auto before = desk.facts("ticket_changed");
        tests::race(8, [&](int) { steps_until_done(desk); });
        CHECK(owned_by(desk, leo) == 0);
        CHECK(owned_by(desk, noor) == 70);
        CHECK(desk.facts("ticket_changed") == before + 40);
        desk.run_reactors();
        CHECK(desk.read([](db::Transaction& tx) { return count_problems(tx); }).empty());
    });
}
