// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/factor_policy.hpp"
#include "kernel/actor.hpp"
#include "kernel/result.hpp"
#include "platform/db/transaction.hpp"
#include "platform/desk/done.hpp"

#include <string>
#include <vector>

namespace heed::access {

/// Recovery codes as they are shown, once: sixteen letters and digits in groups of four. Made
/// before the transaction that keeps them.
std::vector<std::string> fresh_recovery_codes();

/// In place of all before.
void keep_recovery_codes(
    db::Transaction& tx, const Actor& actor, const std::vector<std::string>& codes, Instant now
);

/// Refuses `no_factor` to who has nothing to recover.
Result<Done> renew_recovery_codes(
    db::Transaction& tx, const Actor& actor, const std::vector<std::string>& codes, Instant now
);

/// Whatever somebody made of spaces, hyphens and capitals. False when it is none of theirs, or was
/// used: of two at once one is let in.
bool use_recovery_code(db::Transaction& tx, PersonId person, std::string_view typed, Instant now);

/// After one was taken away: refuses `last_factor` to whom the desk asks for one.
Result<> require_factor_left(db::Transaction& tx, PersonId person);

/// Recovery codes of who has no factor any more are none.
void end_codes_of_nothing(db::Transaction& tx, PersonId person);

/// All of a colleague's factors, for who has lost them, and their sessions. Refuses `own_factors`:
/// one's own are changed by whoever knows the password.
Result<Done> reset_factors(db::Transaction& tx, const Actor& actor, PersonId agent, Instant now);

} // namespace heed::access
