// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/devices.hpp"
#include "kernel/actor.hpp"
#include "kernel/id.hpp"
#include "kernel/instant.hpp"
#include "kernel/result.hpp"
#include "platform/db/transaction.hpp"
#include "platform/desk/done.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace heed::access {

using SessionId = Id<struct SessionTag>;

struct SessionLife {
    std::chrono::milliseconds idle;
    std::chrono::milliseconds longest;
};

inline constexpr SessionLife agent_life = {
    .idle = std::chrono::hours{8}, .longest = std::chrono::hours{7 * 24}
};
inline constexpr SessionLife customer_life = {
    .idle = std::chrono::hours{30 * 24}, .longest = std::chrono::hours{90 * 24}
};

/// How and from where somebody signed in.
struct SignIn {
    PersonId person;
    std::string_view method = "password"; // password, link, setup
    std::string network = {};
    Device device = {};
    SessionLife life = agent_life;
};

/// Begins a session under `token`, which was made before the transaction and which nobody could
/// guess (`crypto::random_token()`); only its digest is kept. Appends `signed_in`.
SessionId
open_session(db::Transaction& tx, const SignIn& sign_in, std::string_view token, Instant now);

/// Ends the session of the actor. Nothing happens when it has ended already.
void end_session(db::Transaction& tx, const Actor& actor, SessionId id, Instant now);

struct SessionsOf {
    PersonId person;
    SessionId spared = {};
};

/// The same session under another token, after what its person may do has changed: whoever knew the
/// one before has nothing. False when it has ended.
bool renew_session(db::Transaction& tx, SessionId id, std::string_view token);

/// All of a person but the one spared: after a new password, on deactivation.
void end_sessions(db::Transaction& tx, const Actor& actor, const SessionsOf& which, Instant now);

/// One of the actor's own, which may be the one at hand. Another person's is `not_found`, as one
/// that has ended already.
Result<Done> end_own_session(db::Transaction& tx, const Actor& actor, SessionId id, Instant now);

/// What a page must send back with each change, made from the session's token one way: it is
/// nowhere stored, and who knows it does not know the token.
std::string csrf_of(std::string_view token);

} // namespace heed::access
