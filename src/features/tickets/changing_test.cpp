// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/tickets/test_desk.hpp"

using namespace heed;
using namespace heed::tickets;

using tests::at_each_desk;
using tests::one;
using tests::path_of;
using tests::TicketDesk;

TEST_CASE("two who change different fields both win; the same field shows both values") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        auto sam = desk.agent("Sam");
        const auto path = path_of(desk.asks("Printer jams"));
        CHECK(noor.patch(path, R"({"expected_version":1,"subject":"Paper jam"})").status() == 200);
        CHECK(sam.patch(path, R"({"expected_version":1,"impact":1})").status() == 200);
        CHECK(sam.patch(path, R"({"expected_version":1,"subject":"Paper jam"})").status() == 200);
        const auto clash = sam.patch(path, R"({"expected_version":1,"subject":"Jammed"})");
        CHECK(clash.status() == 409);
        CHECK(clash.code() == "changed_meanwhile");
        CHECK(clash.text("/fields/subject/yours") == "Jammed");
        CHECK(clash.text("/fields/subject/theirs") == "Paper jam");
        CHECK(clash.text("/fields/subject/by") == "Noor");
    });
}

TEST_CASE("eight who change eight things at once lose none of them") {
    at_each_desk([](TicketDesk& desk) {
        const auto id = desk.asks("Printer jams");
        tests::race(8, [&](int runner) {
            const auto tagged = desk.run([&](db::Transaction& tx, const Actor& actor, Instant now) {
                ChangeTicket change;
                if (runner == 0) change.subject = Subject{"Paper jam"};
                if (runner == 1) change.impact = 1;
                if (runner == 2) change.urgency = 3;
                if (runner == 3) change.kind = Kind::incident;
                if (runner > 3) return add_tag(tx, actor, id, "tag " + std::to_string(runner), now);
                return change_ticket(tx, actor, id, change, now);
            });
            CHECK(tagged.has_value());
        });
        const auto ticket = desk.ticket(id);
        CHECK(ticket.subject == "Paper jam");
        CHECK(ticket.impact == 1);
        CHECK(ticket.urgency == 3);
        CHECK(ticket.kind == Kind::incident);
        CHECK(ticket.version == 5);
        CHECK(desk.facts("ticket_tags_changed") == 4);
    });
}

TEST_CASE("priority follows the matrix until somebody says why it does not fit") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto path = path_of(desk.asks("Printer jams"));
        CHECK(noor.patch(path, R"({"impact":1,"urgency":1})").number("/priority") == 1);
        CHECK(noor.patch(path, R"({"priority":4})").text("/pointer") == "/priority_reason");
        CHECK(
            noor.patch(path, R"({"priority":4,"priority_reason":"A spare stands beside it"})")
                .number("/priority") == 4
        );
        CHECK(noor.patch(path, R"({"impact":3})").number("/priority") == 4);
        CHECK(noor.patch(path, R"({"priority":null})").number("/priority") == 3);
        CHECK(noor.patch(path, R"({"priority":6,"priority_reason":"x"})").code() == "out_of_range");
    });
}

TEST_CASE("a reason belongs to a priority that somebody has set") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto path = path_of(desk.asks("Printer jams"));
        const auto alone = noor.patch(path, R"({"priority_reason":"The director's"})");
        CHECK(alone.status() == 422);
        CHECK(alone.text("/pointer") == "/priority");
        const auto against = noor.patch(path, R"({"priority":null,"priority_reason":"Why"})");
        CHECK(against.text("/pointer") == "/priority");
        noor.patch(path, R"({"priority":1,"priority_reason":"The director's"})");
        const auto other = noor.patch(path, R"({"priority_reason":"The whole floor prints here"})");
        CHECK(other.text("/priority_reason") == "The whole floor prints here");
        CHECK(other.number("/priority") == 1);
        CHECK(
            noor.patch(path, R"({"priority_reason":null})").text("/pointer") == "/priority_reason"
        );
        CHECK(
            noor.patch(path, R"({"priority":null,"priority_reason":null})").number("/priority") == 3
        );
    });
}

TEST_CASE("what is wrong in a change is named, and nothing of it happens") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks("Printer jams");
        const auto before = desk.ticket(id);
        const std::vector<std::pair<std::string, std::string>> wrong{
            {R"({"subject":null})", "/subject"},
            {R"({"subject":""})", "/subject"},
            {R"({"impact":4})", "/impact"},
            {R"({"kind":"wish"})", "/kind"},
            {R"({"team_id":999})", "/team_id"},
            {R"({"owner_id":999})", "/owner_id"},
            {R"({"impact":1,"opening_category_id":999})", "/opening_category_id"},
            {R"({"colour":"red"})", "/colour"},
        };
        for (const auto& [body, pointer] : wrong) {
            CAPTURE(body);
            const auto refused = noor.patch(path_of(id), body);
            CHECK(refused.status() == 422);
            CHECK(refused.text("/pointer") == pointer);
        }
        CHECK(desk.ticket(id) == before);
    });
}

TEST_CASE("who owns a request may answer it: in its team, or in any when it has none") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto printers = desk.team("Printers");
        const auto network = desk.team("Network");
        auto sam = desk.agent_of("Sam", network);
        const auto id = desk.asks("Printer jams", {.team = printers});
        const auto refused = noor.patch(path_of(id), one("owner_id", sam.person.value));
        CHECK(refused.status() == 422);
        CHECK(refused.code() == "may_not_own");
        CHECK(refused.text("/pointer") == "/owner_id");
        CHECK(refused.text("/detail").contains("Sam"));
        CHECK(noor.patch(path_of(id), R"({"team_id":null})").status() == 200);
        CHECK(noor.patch(path_of(id), one("owner_id", sam.person.value)).status() == 200);
        const auto moved = noor.patch(path_of(id), one("team_id", printers.value));
        CHECK(moved.code() == "may_not_own");
        CHECK(moved.text("/pointer") == "/team_id");
        CHECK(noor.patch(path_of(id), one("team_id", network.value)).status() == 200);
    });
}

TEST_CASE("customers and those who may only read own nothing") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        auto kim = desk.agent("Kim", "auditor");
        const auto path = path_of(desk.asks("Printer jams"));
        const auto ana = desk.person("ana");
        CHECK(noor.patch(path, one("owner_id", ana.value)).code() == "not_an_agent");
        CHECK(noor.patch(path, one("owner_id", kim.person.value)).code() == "may_not_own");
        CHECK(kim.patch(path, R"({"impact":1})").status() == 403);
    });
}

TEST_CASE("what is resolved may move on though its owner has left") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto leo = desk.agent("Leo").person;
        const auto id = desk.asks("Printer jams", {.owner = leo});
        REQUIRE(noor.post(path_of(id) + "/resolution", "{}").status() == 200);
        REQUIRE(
            desk.administrator()
                .post("/api/v1/agents/" + std::to_string(leo.value) + "/deactivation", "{}")
                .status() == 201
        );
        CHECK(noor.patch(path_of(id), one("team_id", desk.team("Printers").value)).status() == 200);
    });
}

TEST_CASE("the history has a line for each field, old and new, with who and when") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto path = path_of(desk.asks("Printer jams"));
        REQUIRE(noor.patch(path, R"({"subject":"Paper jam","impact":1})").status() == 200);
        const auto history = noor.get(path + "/history");
        CHECK(history.text("/items/0/field") == "subject");
        CHECK(history.text("/items/0/old_value") == "Printer jams");
        CHECK(history.text("/items/0/new_value") == "Paper jam");
        CHECK(history.text("/items/0/actor/name") == "Noor");
        CHECK(history.text("/items/1/field") == "impact");
        CHECK(history.text("/items/2/field") == "priority");
        CHECK(history.text("/items/3/kind") == "ticket_opened");
        const auto newest = noor.get(path + "/history?limit=1");
        CHECK(newest.size("/items") == 3);
        const auto older = noor.get(path + "/history?limit=1&cursor=" + newest.text("/next"));
        CHECK(older.size("/items") == 1);
        CHECK(older.text("/items/0/kind") == "ticket_opened");
        CHECK(older.text("/next") == "null");
    });
}

TEST_CASE("entries move what lists show and leave the version alone") {
    at_each_desk([](TicketDesk& desk) {
        const auto id = desk.asks("Printer jams");
        desk.clock.advance(std::chrono::minutes{5});
        const auto added = desk.run([&](db::Transaction& tx, const Actor& actor, Instant now) {
            auto ticket = *get_ticket_for_update(tx, actor, id);
            return add_entry(
                tx, actor, ticket, {.at = now, .public_from = Side::customer, .excerpt = "Still"}
            );
        });
        REQUIRE(added);
        const auto ticket = desk.ticket(id);
        CHECK(ticket.version == 1);
        CHECK(ticket.entry_count == 1);
        CHECK(ticket.changed_at == desk.clock.now());
        CHECK(ticket.last_public_from == Side::customer);
        CHECK(desk.facts("ticket_changed") == 0);
    });
}

TEST_CASE("a request for nobody, or with what does not exist, is not opened") {
    at_each_desk([](TicketDesk& desk) {
        const auto refusal = [&](const OpenTicket& command) {
            const auto opened = desk.run([&](db::Transaction& tx, const Actor& actor, Instant now) {
                return open_ticket(tx, actor, command, now);
            });
            REQUIRE_FALSE(opened);
            return opened.error().pointer;
        };
        const auto ana = desk.person("ana");
        CHECK(refusal({.subject = "x", .customer = PersonId{999}}) == "/customer/id");
        CHECK(refusal({.subject = "x", .customer = ana, .team = TeamId{999}}) == "/team_id");
        CHECK(refusal({.subject = "x", .customer = ana, .owner = ana}) == "/owner_id");
        CHECK(refusal({.subject = "x", .customer = ana, .impact = 0}) == "/impact");
        CHECK(refusal({.subject = "x", .customer = ana, .tags = {"a,b"}}) == "/tags");
        CHECK(desk.facts("ticket_opened") == 0);
    });
}

TEST_CASE("what somebody wrote over is guarded however much has changed since") {
    at_each_desk([](TicketDesk& desk) {
        const auto path = path_of(desk.asks("Printer jams"));
        auto noor = desk.agent("Noor");
        REQUIRE(noor.patch(path, R"({"subject":"Paper jam"})").status() == 200);
        for (int impact = 0; impact < 102; ++impact)
            REQUIRE(
                noor.patch(path, impact % 2 == 0 ? R"({"impact":1})" : R"({"impact":3})")
                    .status() == 200
            );
        const auto clash = noor.patch(path, R"({"expected_version":1,"subject":"Jammed"})");
        CHECK(clash.status() == 409);
        CHECK(clash.text("/fields/subject/theirs") == "Paper jam");
        CHECK(noor.patch(path, R"({"expected_version":2,"subject":"Jammed"})").status() == 200);
    });
}

TEST_CASE("who looked thousands of changes ago writes over nothing that stands there now") {
    at_each_desk([](TicketDesk& desk) {
        const auto id = desk.asks("Printer jams");
        const auto path = path_of(id);
        auto noor = desk.agent("Noor");
        REQUIRE(noor.patch(path, R"({"impact":1})").status() == 200);
        // So many that nobody looks through them.
        REQUIRE(desk.run([&](db::Transaction& tx, const Actor&, Instant) -> Result<bool> {
            return tx.run("UPDATE ticket SET version = version + 10000 WHERE id = ?1", id) == 1;
        }));
        const auto clash = noor.patch(path, R"({"expected_version":1,"subject":"Jammed"})");
        CHECK(clash.code() == "changed_meanwhile");
        CHECK(clash.text("/fields/subject/theirs") == "Printer jams");
        CHECK(clash.text("/fields/subject/by") == "null");
        const auto known = noor.patch(path, R"({"expected_version":1,"impact":2})");
        CHECK(known.text("/fields/impact/by") == "Noor");
        CHECK(noor.patch(path, R"({"expected_version":1,"impact":1})").status() == 200);
        CHECK(noor.patch(path, R"({"expected_version":10002,"subject":"Jammed"})").status() == 200);
    });
}

TEST_CASE("If-Match says which version was seen, like expected_version") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto path = path_of(desk.asks("Printer jams"));
        REQUIRE(noor.patch(path, R"({"subject":"Paper jam"})").status() == 200);
        noor.with("If-Match", "\"1\"");
        CHECK(noor.patch(path, R"({"subject":"Jammed"})").code() == "changed_meanwhile");
        CHECK(noor.patch(path, R"({"impact":1})").status() == 200);
        CHECK(noor.patch(path, R"({"expected_version":2,"impact":1})").code() == "two_versions");
        noor.with("If-Match", "yesterday");
        CHECK(noor.patch(path, R"({"impact":1})").code() == "bad_if_match");
        noor.with("If-Match", "*");
        CHECK(noor.patch(path, R"({"subject":"Jammed"})").status() == 200);
    });
}

TEST_CASE("history and conflicts name the token by which somebody acted") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        auto program = desk.program({{"ticket:read"}, {"ticket:write"}});
        const auto path = path_of(desk.asks("Printer jams"));
        REQUIRE(program.patch(path, R"({"subject":"Paper jam"})").status() == 200);
        const auto clash = noor.patch(path, R"({"expected_version":1,"subject":"Jammed"})");
        CHECK(clash.text("/fields/subject/by") == "program");
        CHECK(clash.text("/fields/subject/token") == "program");
        const auto history = noor.get(path + "/history");
        CHECK(history.text("/items/0/actor/kind") == "token");
        CHECK(history.text("/items/0/actor/token") == "program");
        CHECK(history.text("/items/1/actor/token") == "null");
    });
}
