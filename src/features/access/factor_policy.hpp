// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/role.hpp"
#include "kernel/actor.hpp"
#include "kernel/instant.hpp"
#include "kernel/result.hpp"
#include "platform/db/transaction.hpp"
#include "platform/desk/done.hpp"

#include <optional>
#include <vector>

namespace heed::access {

/// Which agents must have a second factor, and how long they may work without one meanwhile.
struct FactorPolicy {
    bool everybody = false;
    std::vector<RoleId> role_ids; // beside everybody: who holds one of these, anywhere
    int grace_days = 7;
    Instant since_at = {}; // when more people came under it for the last time
    std::int64_t version = 1;
};
HEED_FIELDS(FactorPolicy, everybody, role_ids, grace_days, since_at, version)

struct ReplaceFactorPolicy {
    bool everybody = false;
    std::vector<RoleId> role_ids;
    int grace_days = 7; // 0 to 90; 0: at once
    std::optional<std::int64_t> expected_version;
};
HEED_FIELDS(ReplaceFactorPolicy, everybody, role_ids, grace_days, expected_version)

FactorPolicy factor_policy(db::Transaction& tx);

/// Needs `settings:manage`. Refuses `unknown_role` and `bad_grace`.
Result<Done> replace_factor_policy(
    db::Transaction& tx, const Actor& actor, const ReplaceFactorPolicy& command, Instant now
);

/// From when an agent is let in to nothing but setting up a second factor; nothing for those of
/// whom none is asked. Whether they have one already is not looked at.
std::optional<Instant> factor_needed_from(db::Transaction& tx, PersonId agent);

/// An app or a passkey.
bool has_factor(db::Transaction& tx, PersonId person);

} // namespace heed::access
