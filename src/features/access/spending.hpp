// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/one_time_tokens.hpp"
#include "kernel/id.hpp"
#include "kernel/result.hpp"
#include "platform/db/transaction.hpp"

#include <string_view>

namespace heed::access {

struct Spend {
    Purpose purpose;
    std::string_view token;
};

/// Whom a one-time token is for, if it is still good: not spent, in time, its person active and
/// still the owner of the address it was sent to. Refuses `link_expired` for all else alike.
Result<PersonId> peek(db::Transaction& tx, const Spend& spend, Instant now);

/// As `peek`, and nobody gets it again.
Result<PersonId> spend_token(db::Transaction& tx, const Spend& spend, Instant now);

} // namespace heed::access
