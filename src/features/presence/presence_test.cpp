// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/people.hpp"
#include "features/presence/presence.hpp"
#include "features/tickets/tickets.hpp"
#include "tests/support/race.hpp"
#include "tests/support/world.hpp"

#include <algorithm>
#include <doctest/doctest.h>

using namespace heed;
using namespace heed::presence;
using namespace std::chrono_literals;

namespace {

constexpr TicketId printer{1};
constexpr TicketId router{2};

Present noor(Doing doing = Doing::viewing) {
    return {.person_id = PersonId{1}, .name = "Noor", .doing = doing};
}

Present leo(Doing doing = Doing::viewing) {
    return {.person_id = PersonId{2}, .name = "Leo", .doing = doing};
}

struct Room {
    HandClock clock{Instant{1'800'000'000s}};
    Presence presence{clock};

    std::string names(TicketId ticket) {
        std::string all;
        for (const auto& person : presence.at(ticket))
            all += person.name + (person.doing == Doing::writing ? " writes. " : " looks. ");
        return all;
    }
};

} // namespace

TEST_CASE("who looks and who writes is seen by name, at their ticket only") {
    Room room;
    CHECK(room.presence.arrive(printer, noor()));
    CHECK(room.presence.arrive(printer, leo(Doing::writing)));
    CHECK(room.names(printer) == "Leo writes. Noor looks. ");
    CHECK(room.names(router).empty());
}

TEST_CASE("a heartbeat is no news; writing after looking is") {
    Room room;
    CHECK(room.presence.arrive(printer, noor()));
    CHECK_FALSE(room.presence.arrive(printer, noor()));
    CHECK(room.presence.arrive(printer, noor(Doing::writing)));
    CHECK(room.names(printer) == "Noor writes. ");
}

TEST_CASE("who leaves is gone, and leaves once") {
    Room room;
    room.presence.arrive(printer, noor());
    CHECK(room.presence.leave(printer, PersonId{1}));
    CHECK_FALSE(room.presence.leave(printer, PersonId{1}));
    CHECK_FALSE(room.presence.leave(router, PersonId{1}));
    CHECK(room.names(printer).empty());
}

TEST_CASE("who says nothing for thirty seconds is no longer there, and the others hear it once") {
    Room room;
    room.presence.arrive(printer, noor());
    room.clock.advance(20s);
    room.presence.arrive(printer, leo());
    room.clock.advance(11s);
    CHECK(room.names(printer) == "Leo looks. ");
    CHECK(room.presence.expire() == std::vector{printer});
    CHECK(room.presence.expire().empty());
    room.clock.advance(31s);
    CHECK(room.presence.expire() == std::vector{printer});
    CHECK(room.names(printer).empty());
}

TEST_CASE("a heartbeat keeps one there") {
    Room room;
    room.presence.arrive(printer, noor());
    for (int beat = 0; beat < 5; ++beat) {
        room.clock.advance(20s);
        room.presence.arrive(printer, noor());
    }
    CHECK(room.presence.expire().empty());
    CHECK(room.names(printer) == "Noor looks. ");
}

TEST_CASE("many come and go at once, and those who stay are there") {
    Room room;
    tests::race(8, [&](int runner) {
        const Present person{.person_id = PersonId{runner + 1}, .name = "x"};
        for (int at = 0; at < 100; ++at) {
            room.presence.arrive(printer, person);
            static_cast<void>(room.presence.at(printer));
            static_cast<void>(room.presence.expire());
            if (at < 99) room.presence.leave(printer, person.person_id);
        }
    });
    CHECK(room.presence.at(printer).size() == 8);
}

TEST_CASE("presence is asked for and told at a ticket that one may see") {
    for (const auto engine : db::test_engines()) {
        tests::World world(engine, {.routes = {access::routes(), tickets::routes()}});
        const auto opened = world.run([&](db::Transaction& tx, const Actor& actor, Instant now) {
            const auto ana = people::find_or_create_customer(
                tx, actor, {.address = "ana@acme.example", .name = "Ana"}, now
            );
            return tickets::open_ticket(tx, actor, {.subject = "VPN", .customer = *ana}, now);
        });
        REQUIRE(opened);
        Presence presence(world.clock);
        live::Live live(world.desk());
        const auto routes = presence::routes(world.desk(), presence, live);
        const auto ask = [&](http::Method method, PersonId who, std::string body) {
            const auto route = std::ranges::find(routes, method, &http::Route::method);
            REQUIRE(route != routes.end());
            http::Request request;
            request.method = method;
            request.path_parameters.add("number", std::to_string(opened->id.value));
            request.body = std::move(body);
            request.actor = world.actor(who);
            return route->handler(request);
        };
        const auto agent = world.agent("Noor").person;
        const auto put = ask(http::Method::put, agent, R"({"doing":"writing"})");
        REQUIRE(put);
        CHECK(put->body.contains("\"name\":\"Noor\""));
        CHECK(put->body.contains("\"doing\":\"writing\""));
        CHECK_FALSE(ask(http::Method::put, agent, R"({"doing":"sleeping"})").has_value());
        const auto stranger = world.customer("ben").person;
        CHECK(ask(http::Method::get, stranger, "").error().code == "not_found");
        REQUIRE(ask(http::Method::delete_, agent, ""));
        CHECK(ask(http::Method::get, agent, "")->body.contains("\"people\":[]"));
    }
}
