// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/begun.hpp"

#include "features/access/rights.hpp"
#include "features/access/session_view.hpp"
#include "platform/crypto/token.hpp"

namespace heed::access {

http::Response begun(Desk& desk, Gate& gate, const NewSession& session) {
    const auto now = desk.clock.now();
    const auto known = desk.db.read([&](db::Transaction& tx) {
        return known_by_session(tx, crypto::token_digest(session.token), now, now);
    });
    Viewer viewer{.actor = {}, .session_token = session.token};
    if (known) {
        viewer.actor = known->actor;
        viewer.must_enrol = known->must_enrol;
    }
    auto response = http::created(session_json(desk, gate, viewer));
    response.set("Set-Cookie", gate.cookie_for(session));
    return response;
}

http::Response entered(Desk& desk, Gate& gate, const Entry& entry) {
    if (const auto* session = std::get_if<NewSession>(&entry)) return begun(desk, gate, *session);
    Viewer viewer;
    viewer.second_step = std::get<SecondStep>(entry);
    return http::created(session_json(desk, gate, viewer));
}

void end_session_at_hand(Desk& desk, const http::Request& request) {
    const auto& visit = visit_of(request);
    if (!visit.session.is_set()) return;
    Actor leaving = request.actor;
    leaving.person = visit.person;
    static_cast<void>(desk.db.write([&](db::Transaction& tx) -> Result<> {
        end_session(tx, leaving, visit.session, desk.clock.now());
        return {};
    }));
    visit.gate.forget_all();
}

} // namespace heed::access
