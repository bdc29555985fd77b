// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/factor_wire.hpp"
#include "kernel/id.hpp"
#include "platform/db/transaction.hpp"

namespace heed::access {

/// How the account of an agent is protected.
wire::SecurityView security_of(db::Transaction& tx, PersonId agent);

} // namespace heed::access
