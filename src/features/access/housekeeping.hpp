// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/instant.hpp"
#include "kernel/result.hpp"
#include "platform/db/transaction.hpp"

namespace heed::access {

/// For the scheduler, each minute: failed sign-ins of past minutes become one fact per source and
/// minute, and some rows that can never matter again go. True while there is more to do.
Result<bool> keep_house(db::Transaction& tx, Instant now);

} // namespace heed::access
