// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/own_password.hpp"

#include "features/access/factor_wire.hpp"
#include "features/access/gate.hpp"
#include "features/access/session_view.hpp"
#include "platform/json/decode.hpp"

namespace heed::access {

Result<> require_agent_in_person(const http::Request& request) {
    TRY(require_session(request));
    if (request.actor.kind == Actor::Kind::agent) return {};
    return refuse(
        Refusal::forbidden,
        "not_allowed",
        {},
        "This is for agents: customers have no password to add a second factor to."
    );
}

Result<> require_own_password(Desk& desk, const http::Request& request) {
    const auto body = TRY(parse_json<wire::OwnPassword>(request.body));
    const Reassurance given{
        .person = request.actor.person,
        .password = body.password.value,
        .network = network_of(request.peer),
    };
    return require_password(visit_of(request).gate.password_door(), given, desk.clock.now());
}

} // namespace heed::access
