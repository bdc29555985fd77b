// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/sessions.hpp"

#include "features/access/events.hpp"
#include "features/access/store.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/token.hpp"

namespace heed::access {

SessionId
open_session(db::Transaction& tx, const SignIn& sign_in, std::string_view token, Instant now) {
    store::Session session{
        .id = {},
        .person_id = sign_in.person,
        .digest = crypto::token_digest(token),
        .method = std::string(sign_in.method),
        .network = sign_in.network,
        .browser = sign_in.device.browser,
        .system = sign_in.device.system,
        .created_at = now,
        .seen_at = now,
        .idle_ms = sign_in.life.idle.count(),
        .ends_at = now + sign_in.life.longest,
    };
    store::insert_session(tx, session);
    store::save_last_seen(tx, {.person_id = sign_in.person, .seen_at = now});
    Actor who;
    who.kind = Actor::Kind::anonymous; // until now; the person stands in the fact
    journal::append(
        tx,
        who,
        now,
        SignedIn{
            .person = sign_in.person,
            .method = session.method,
            .network = sign_in.network,
        }
    );
    return session.id;
}

void end_session(db::Transaction& tx, const Actor& actor, SessionId id, Instant now) {
    if (!store::delete_session(tx, id)) return;
    journal::append(tx, actor, now, SessionsEnded{.person = actor.person, .session_id = id.value});
}

bool renew_session(db::Transaction& tx, SessionId id, std::string_view token) {
    return store::renew_session(tx, id, crypto::token_digest(token));
}

void end_sessions(db::Transaction& tx, const Actor& actor, const SessionsOf& which, Instant now) {
    if (store::delete_sessions(tx, which) == 0) return;
    journal::append(tx, actor, now, SessionsEnded{.person = which.person, .session_id = 0});
}

Result<Done> end_own_session(db::Transaction& tx, const Actor& actor, SessionId id, Instant now) {
    if (!store::delete_session_of(tx, actor.person, id))
        return refuse(Refusal::not_found, "not_found");
    journal::append(tx, actor, now, SessionsEnded{.person = actor.person, .session_id = id.value});
    return Done{.id = id.value};
}

std::string csrf_of(std::string_view token) {
    return crypto::base64url(crypto::hmac_sha256(token, "heed csrf"));
}

} // namespace heed::access
