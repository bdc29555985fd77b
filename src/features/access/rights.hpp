// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/api_tokens.hpp"
#include "features/access/role.hpp"
#include "features/access/sessions.hpp"
#include "kernel/actor.hpp"
#include "kernel/instant.hpp"
#include "platform/db/transaction.hpp"

#include <optional>
#include <string>

namespace heed::access {

/// What an active person may do now; nothing for people who are deactivated or unknown. Also for
/// work that goes on after the request that asked for it.
std::optional<Actor> actor_of_person(db::Transaction& tx, PersonId id);

/// Whom a credential stands for.
struct Known {
    Actor actor;
    SessionId session = {}; // one of the two is set
    TokenId token = {};
    Instant good_until = {}; // unless it is used again, for sessions
    // This desk asks them for a second factor, they have none, and their time for it is over: they
    // may set one up, and nothing else. Of sessions only.
    bool must_enrol = false;
};

/// By the digest of its token; nothing when it has ended, was idle too long, or its person is
/// gone. `used_at` is when it was last used as far as this node knows.
std::optional<Known>
known_by_session(db::Transaction& tx, const std::string& digest, Instant used_at, Instant now);

/// Nothing when it is revoked or out of time, or its owner gone.
std::optional<Known> known_by_token(db::Transaction& tx, const std::string& digest, Instant now);

/// Refuses `beyond_own_permissions` who would give, or lay hands on, more than they hold.
Result<> require_covers(const Actor& actor, PermissionSet permissions);

/// Everything a person holds anywhere.
PermissionSet all_held(db::Transaction& tx, PersonId id);

} // namespace heed::access
