// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/queries.hpp"
#include "features/access/route_tables.hpp"
#include "features/access/session_view.hpp"
#include "features/access/wire.hpp"
#include "platform/desk/described.hpp"

namespace heed::access {

namespace {

using http::Request;
using http::Response;

Result<Response> list_sessions(Desk& desk, Request& request) {
    TRY(require_session(request));
    const auto now = desk.clock.now();
    auto sessions = desk.db.read([&](db::Transaction& tx) {
        return sessions_of(tx, request.actor.person, now);
    });
    wire::OwnSessionsAnswer answer;
    for (auto& session : sessions) {
        auto& item = answer.items.emplace_back(wire::view(std::move(session)));
        item.current = item.id == visit_of(request).session;
        if (item.current) item.last_seen_at = now;
    }
    return http::ok_json(to_json(answer));
}

Result<Response> delete_one_session(Desk& desk, Request& request) {
    TRY(require_session(request));
    const auto& visit = visit_of(request);
    const auto number = TRY(request.path_number("id"));
    const SessionId id{number};
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return end_own_session(tx, request.actor, id, desk.clock.now());
    }));
    visit.gate.forget_all();
    return id == visit.session ? signed_out(request) : no_content(outcome);
}

Result<Response> delete_other_sessions(Desk& desk, Request& request) {
    TRY(require_session(request));
    const auto& visit = visit_of(request);
    const SessionsOf others{.person = request.actor.person, .spared = visit.session};
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) -> Result<Done> {
        end_sessions(tx, request.actor, others, desk.clock.now());
        return Done{.id = visit.session.value};
    }));
    visit.gate.forget_all();
    return no_content(outcome);
}

using enum http::Method;
using http::Lane;

constexpr std::string_view sessions = "/api/v1/sessions";
constexpr std::string_view one_session = "/api/v1/sessions/{id}";

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by column
constexpr Route table[] = {
    {get, sessions, "signed_in", list_sessions},
    {delete_, sessions, "signed_in", delete_other_sessions, Lane::write},
    {delete_, one_session, "signed_in", delete_one_session, Lane::write},
};
// NOLINTEND(modernize-use-designated-initializers)

constexpr Described descriptions[] = {
    {.method = get,
     .pattern = sessions,
     .says = "Where one is signed in: one's own sessions, the last used first.",
     .answer = gives<wire::OwnSessionsAnswer>},
    {.method = delete_,
     .pattern = sessions,
     .says = "Ends all of one's own sessions but the one at hand.",
     .status = 204,
     .media = ""},
    {.method = delete_,
     .pattern = one_session,
     .says = "Ends one of one's own sessions; the one at hand as signing out does.",
     .status = 204,
     .media = ""},
};

} // namespace

std::span<const Route> own_session_routes() {
    return table;
}

std::span<const Described> own_session_descriptions() {
    return descriptions;
}

} // namespace heed::access
