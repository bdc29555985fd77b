// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/tickets/queries.hpp"
#include "features/tickets/test_desk.hpp"

using namespace heed;
using namespace heed::tickets;

using tests::at_each_desk;
using tests::one;
using tests::path_of;
using tests::TicketDesk;

namespace {

/// Somebody writes entry `entry`; the desk itself when no actor is given.
void writes(TicketDesk& desk, TicketId id, EntryId entry, std::optional<Actor> who = {}) {
    const auto actor = who.value_or(Actor::system("inbound_mail"));
    const auto added = desk.run([&](db::Transaction& tx, const Actor&, Instant now) {
        auto ticket = *get_ticket_for_update(tx, Actor::system("test"), id);
        return add_entry(tx, actor, ticket, {.at = now, .entry = entry});
    });
    REQUIRE(added);
}

} // namespace

TEST_CASE("what somebody else wrote is unread until one has read it, each for themselves") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        auto leo = desk.agent("Leo");
        const auto id = desk.asks("Printer jams");
        const auto unread = [](tests::Visitor& who) {
            return who.get("/api/v1/tickets").text("/items/0/unread");
        };
        CHECK(unread(noor) == "false");
        writes(desk, id, EntryId{10});
        CHECK(unread(noor) == "true");
        const auto read = noor.put(path_of(id) + "/read", one("entry_id", 10));
        CHECK(read.status() == 200);
        CHECK(read.text("/unread") == "false");
        CHECK(read.number("/read_until") == 10);
        CHECK(unread(noor) == "false");
        CHECK(unread(leo) == "true");
        writes(desk, id, EntryId{11});
        CHECK(unread(noor) == "true");
        CHECK(desk.ticket(id).version == 1);
    });
}

TEST_CASE("one's own words are not unread, and reading never goes back by itself") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks("Printer jams");
        writes(desk, id, EntryId{10}, desk.actor(noor.person));
        CHECK(noor.get("/api/v1/tickets").text("/items/0/unread") == "false");
        writes(desk, id, EntryId{12});
        const auto path = path_of(id) + "/read";
        CHECK(noor.put(path, one("entry_id", 999)).number("/read_until") == 12);
        CHECK(noor.put(path, one("entry_id", 10)).number("/read_until") == 12);
        CHECK(noor.remove(path).text("/unread") == "true");
        CHECK(noor.remove(path).text("/read_until") == "null");
    });
}

TEST_CASE("who is new begins with nothing unread, and what is over is read") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks("Printer jams");
        writes(desk, id, EntryId{10});
        desk.clock.advance(std::chrono::hours{1});
        auto mia = desk.agent("Mia");
        const auto unread = [](tests::Visitor& who) {
            return who.get("/api/v1/tickets").text("/items/0/unread");
        };
        CHECK(unread(mia) == "false");
        CHECK(unread(noor) == "true");
        writes(desk, id, EntryId{11});
        CHECK(unread(mia) == "true");
        REQUIRE(mia.post(path_of(id) + "/cancellation", R"({"as":"error"})").status() == 200);
        CHECK(unread(noor) == "false");
        CHECK(unread(mia) == "false");
    });
}

TEST_CASE("programs and strangers have read nothing, what is hidden is not found") {
    at_each_desk([](TicketDesk& desk) {
        const auto id = desk.asks("Salary", {.team = desk.team("People")});
        auto program = desk.program({{"ticket:read"}});
        CHECK(program.put(path_of(id) + "/read", one("entry_id", 1)).code() == "nobody");
        auto sam = desk.agent_of("Sam", desk.team("Network"));
        CHECK(sam.put(path_of(id) + "/read", one("entry_id", 1)).status() == 404);
        CHECK(desk.customer("ben").put(path_of(id) + "/read", one("entry_id", 1)).status() == 403);
    });
}

TEST_CASE("many who read at once all have read") {
    at_each_desk([](TicketDesk& desk) {
        const auto id = desk.asks("Printer jams");
        writes(desk, id, EntryId{8});
        const auto actor = desk.actor(desk.agent("Noor").person);
        tests::race(8, [&](int runner) {
            CHECK(desk.run([&](db::Transaction& tx, const Actor&, Instant) {
                          return mark_read(tx, actor, id, EntryId{runner + 1});
                      }
            ).has_value());
        });
        const auto until =
            desk.read([&](db::Transaction& tx) { return read_until(tx, actor, id); });
        CHECK(until == EntryId{8});
    });
}
