// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/instant.hpp"
#include "kernel/result.hpp"
#include "platform/db/transaction.hpp"

namespace heed {

/// Forgets what was answered to requests with an Idempotency-Key more than 24 h ago. One small step
/// for the scheduler; returns how many were forgotten.
Result<int> forget_old_answers(db::Transaction& tx, Instant now);

} // namespace heed
