// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/people.hpp"
#include "features/privacy/privacy.hpp"
#include "features/privacy/route_tables.hpp"
#include "features/privacy/store.hpp"
#include "features/privacy/wire.hpp"
#include "platform/desk/described.hpp"
#include "platform/desk/desk.hpp"
#include "platform/desk/versions.hpp"
#include "platform/json/decode.hpp"

namespace heed::privacy {

namespace {

using http::Lane;
using http::Request;
using http::Response;

constexpr int requests_shown = 100;

std::optional<wire::Named> named(db::Transaction& tx, std::optional<PersonId> id) {
    if (!id) return std::nullopt;
    const auto person = people::find_person(tx, *id);
    return wire::Named{.id = *id, .name = person ? person->name : std::string()};
}

wire::PrivacyRequestView view(db::Transaction& tx, const PrivacyRequest& request) {
    return {
        .id = request.id,
        .kind = request.kind,
        .state = request.state,
        .number = request.ticket_id,
        .person = named(tx, request.person_id),
        .reason = request.reason,
        .asked_by = named(tx, request.asked_by),
        .asked_at = request.asked_at,
        .expires_at = request.expires_at,
        .confirmed_by = named(tx, request.confirmed_by),
        .ended_at = request.ended_at,
    };
}

Response present(Desk& desk, const Outcome& outcome, int status) {
    auto json = desk.db.read([&](db::Transaction& tx) {
        const auto request = store::find(tx, RequestId{outcome.done.id});
        CHECK(request.has_value());
        return to_json(view(tx, *request));
    });
    return answer(outcome, std::move(json), status);
}

Result<Response> list_requests(Desk& desk, Request&) {
    return http::ok_json(desk.db.read([](db::Transaction& tx) {
        wire::PrivacyRequests all;
        for (const auto& request : store::newest(tx, requests_shown))
            all.items.push_back(view(tx, request));
        return to_json(all);
    }));
}

Result<Response> post_deletion(Desk& desk, Request& request) {
    const auto number = TRY(request.path_number("number"));
    const auto ask = TRY(parse_json<Ask>(request.body));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return ask_deletion(tx, request.actor, TicketId{number}, ask, desk.clock.now());
    }));
    return present(desk, outcome, 201);
}

Result<Response> post_erasure(Desk& desk, Request& request) {
    const auto id = TRY(request.path_number("id"));
    const auto ask = TRY(parse_json<Ask>(request.body));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return ask_erasure(tx, request.actor, PersonId{id}, ask, desk.clock.now());
    }));
    return present(desk, outcome, 201);
}

Result<Response> get_erasure(Desk& desk, Request& request) {
    const auto path = TRY(request.path_number("id"));
    const PersonId id{path};
    return desk.db.read([&](db::Transaction& tx) -> Result<Response> {
        if (!people::find_person(tx, id)) return refuse(Refusal::not_found, "not_found");
        return http::ok_json(to_json(erasure_preview(tx, id)));
    });
}

Result<Response> post_confirmation(Desk& desk, Request& request) {
    const auto id = TRY(request.path_number("id"));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return confirm(tx, request.actor, RequestId{id}, desk.clock.now());
    }));
    return present(desk, outcome, 200);
}

Result<Response> delete_request(Desk& desk, Request& request) {
    const auto id = TRY(request.path_number("id"));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return withdraw(tx, request.actor, RequestId{id}, desk.clock.now());
    }));
    return present(desk, outcome, 200);
}

std::string settings_json(Desk& desk) {
    return desk.db.read([](db::Transaction& tx) { return to_json(store::settings(tx)); });
}

Result<Response> get_settings(Desk& desk, Request&) {
    return http::ok_json(settings_json(desk));
}

Result<Response> put_settings(Desk& desk, Request& request) {
    auto command = TRY(parse_json<ChangePrivacySettings>(request.body));
    TRY(take_version(request, command));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return change_settings(tx, request.actor, command, desk.clock.now());
    }));
    return answer(outcome, settings_json(desk));
}

std::string hold_json(Desk& desk, TicketId ticket) {
    return desk.db.read([&](db::Transaction& tx) {
        const auto hold = store::find_hold(tx, ticket);
        wire::HoldView view{.held = hold.has_value(), .reason = {}, .held_at = {}};
        if (hold) {
            view.reason = hold->reason;
            view.held_at = hold->held_at;
        }
        return to_json(view);
    });
}

Result<Response> get_hold(Desk& desk, Request& request) {
    const auto path = TRY(request.path_number("number"));
    const TicketId number{path};
    TRY(desk.db.read([&](db::Transaction& tx) {
        return tickets::get_ticket(tx, request.actor, number);
    }));
    return http::ok_json(hold_json(desk, number));
}

Result<Response> put_hold(Desk& desk, Request& request) {
    const auto path = TRY(request.path_number("number"));
    const TicketId number{path};
    const auto ask = TRY(parse_json<Ask>(request.body));
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return hold_ticket(tx, request.actor, number, ask, desk.clock.now());
    }));
    return answer(outcome, hold_json(desk, number));
}

Result<Response> delete_hold(Desk& desk, Request& request) {
    const auto path = TRY(request.path_number("number"));
    const TicketId number{path};
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return end_hold(tx, request.actor, number, desk.clock.now());
    }));
    return answer(outcome, hold_json(desk, number));
}

using enum http::Method;
using http::json_body;

constexpr std::string_view manage = "privacy:manage";
constexpr std::string_view deletion = "/api/v1/tickets/{number}/deletion";
constexpr std::string_view hold = "/api/v1/tickets/{number}/legal_hold";
constexpr std::string_view erasure = "/api/v1/people/{id}/erasure";
constexpr std::string_view settings = "/api/v1/privacy/settings";
constexpr std::string_view requests = "/api/v1/privacy/requests";
constexpr std::string_view one_request = "/api/v1/privacy/requests/{id}";
constexpr std::string_view confirmation = "/api/v1/privacy/requests/{id}/confirmation";

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by column
constexpr Route table[] = {
    {post, deletion, manage, post_deletion, Lane::write, json_body},
    {get, hold, "staff", get_hold},
    {put, hold, manage, put_hold, Lane::write, json_body},
    {delete_, hold, manage, delete_hold, Lane::write},
    {get, erasure, manage, get_erasure},
    {post, erasure, manage, post_erasure, Lane::write, json_body},
    {get, settings, manage, get_settings},
    {put, settings, manage, put_settings, Lane::write, json_body},
    {get, requests, manage, list_requests},
    {post, confirmation, manage, post_confirmation, Lane::write},
    {delete_, one_request, manage, delete_request, Lane::write},
};
// NOLINTEND(modernize-use-designated-initializers)

constexpr Described descriptions[] = {
    {.method = post,
     .pattern = deletion,
     .says = "Deletes a ticket for good with all that hangs on it, or asks a second person to "
             "confirm that where the desk wants two. Its number is never given again.",
     .body = takes<Ask>,
     .status = 201,
     .answer = gives_settled<wire::PrivacyRequestView>},
    {.method = get,
     .pattern = hold,
     .says = "Whether a legal hold keeps a ticket, and why.",
     .answer = gives<wire::HoldView>},
    {.method = put,
     .pattern = hold,
     .says = "Keeps a ticket from being redacted, erased or deleted.",
     .body = takes<Ask>,
     .answer = gives_settled<wire::HoldView>},
    {.method = delete_,
     .pattern = hold,
     .says = "Ends a legal hold; what an erasure had to leave because of it is erased now.",
     .answer = gives_settled<wire::HoldView>},
    {.method = get,
     .pattern = erasure,
     .says = "What erasing a person would take, and which tickets a legal hold keeps.",
     .answer = gives<ErasurePreview>},
    {.method = post,
     .pattern = erasure,
     .says = "Erases all that the desk knows of a person, in steps, or asks a second person to "
             "confirm that. Tickets stay as numbers without content.",
     .body = takes<Ask>,
     .status = 201,
     .answer = gives_settled<wire::PrivacyRequestView>},
    {.method = get,
     .pattern = settings,
     .says = "Whether a second person confirms what cannot be undone.",
     .answer = gives<PrivacySettings>},
    {.method = put,
     .pattern = settings,
     .says = "Changes that.",
     .body = takes<ChangePrivacySettings>,
     .answer = gives_settled<PrivacySettings>},
    {.method = get,
     .pattern = requests,
     .says = "Deletions and erasures, the newest 100.",
     .answer = gives<wire::PrivacyRequests>},
    {.method = post,
     .pattern = confirmation,
     .says = "Confirms what somebody else has asked for; it is carried out.",
     .answer = gives_settled<wire::PrivacyRequestView>},
    {.method = delete_,
     .pattern = one_request,
     .says = "Withdraws what nobody has confirmed yet.",
     .answer = gives_settled<wire::PrivacyRequestView>},
};

} // namespace

std::span<const Route> request_routes() {
    return table;
}

std::span<const Described> request_descriptions() {
    return descriptions;
}

} // namespace heed::privacy
