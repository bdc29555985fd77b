// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/factor_wire.hpp"
#include "kernel/actor.hpp"
#include "kernel/id.hpp"
#include "kernel/result.hpp"
#include "platform/db/transaction.hpp"
#include "platform/desk/done.hpp"

namespace heed::access {

/// How the account of an agent is protected, and what happened to it.
wire::SecurityView security_of(db::Transaction& tx, PersonId agent);

/// All of an agent's, by somebody who may lay hands on them.
Result<Done>
end_agent_sessions(db::Transaction& tx, const Actor& actor, PersonId agent, Instant now);

} // namespace heed::access
