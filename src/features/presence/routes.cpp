// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/people.hpp"
#include "features/presence/presence.hpp"
#include "features/tickets/tickets.hpp"
#include "platform/desk/described.hpp"
#include "platform/json/decode.hpp"

namespace heed::presence {

namespace {

using http::Method;
using http::Request;
using http::Response;

struct PutPresence {
    Doing doing = Doing::viewing;
};
HEED_FIELDS(PutPresence, doing)

/// What the three routes share.
struct Around {
    Desk& desk;
    Presence& presence;
    live::Live& live;
};

Result<TicketId> visible_ticket(const Around& around, const Request& request) {
    const auto number = TRY(request.path_number("number"));
    const auto ticket = around.desk.db.read([&](db::Transaction& tx) {
        return tickets::get_ticket(tx, request.actor, TicketId{number});
    });
    if (!ticket) return std::unexpected(ticket.error());
    return ticket->id;
}

Response told(const Around& around, TicketId ticket, bool changed) {
    const auto json = presence_json(ticket, around.presence.at(ticket));
    if (changed) around.live.publish("presence", ticket, json);
    return http::ok_json(json);
}

Result<Response> put_presence(const Around& around, Request& request) {
    const auto body = TRY(parse_json<PutPresence>(request.body));
    const auto ticket = TRY(visible_ticket(around, request));
    const auto person = around.desk.db.read([&](db::Transaction& tx) {
        return people::find_person(tx, request.actor.person);
    });
    if (!person) return refuse(Refusal::forbidden, "nobody", "", "Only people can be present.");
    const bool changed = around.presence.arrive(
        ticket, {.person_id = person->id, .name = person->name, .doing = body.doing}
    );
    return told(around, ticket, changed);
}

Result<Response> delete_presence(const Around& around, Request& request) {
    const auto ticket = TRY(visible_ticket(around, request));
    return told(around, ticket, around.presence.leave(ticket, request.actor.person));
}

Result<Response> get_presence(const Around& around, Request& request) {
    const auto ticket = TRY(visible_ticket(around, request));
    return told(around, ticket, false);
}

http::Route
route(Method method, Result<Response> (*handler)(const Around&, Request&), Around around) {
    return {
        .method = method,
        .pattern = "/api/v1/tickets/{number}/presence",
        .needs = "ticket:read",
        .handler = [handler, around](Request& request) { return handler(around, request); },
        .body = method == Method::put ? http::json_body : http::no_body,
    };
}

constexpr std::string_view unkeyed = "nothing is stored, and to say it twice is to say it once.";

constexpr Described descriptions[] = {
    {.method = Method::get,
     .pattern = "/api/v1/tickets/{number}/presence",
     .says = "Who is at a ticket now.",
     .answer = gives<PresenceEvent>,
     .needs = "ticket:read"},
    {.method = Method::put,
     .pattern = "/api/v1/tickets/{number}/presence",
     .says = "Says that one is there; to be said again every 20 seconds.",
     .body = takes<PutPresence>,
     .answer = gives<PresenceEvent>,
     .needs = "ticket:read",
     .unkeyed = unkeyed},
    {.method = Method::delete_,
     .pattern = "/api/v1/tickets/{number}/presence",
     .says = "Says that one has left.",
     .answer = gives<PresenceEvent>,
     .needs = "ticket:read",
     .unkeyed = unkeyed},
};

} // namespace

std::vector<http::Route> routes(Desk& desk, Presence& presence, live::Live& live) {
    const Around around{.desk = desk, .presence = presence, .live = live};
    return {
        route(Method::get, get_presence, around),
        route(Method::put, put_presence, around),
        route(Method::delete_, delete_presence, around),
    };
}

std::span<const Described> described() {
    return descriptions;
}

} // namespace heed::presence
