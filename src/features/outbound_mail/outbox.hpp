// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/outbound_mail/letter.hpp"
#include "kernel/result.hpp"
#include "platform/db/transaction.hpp"
#include "platform/journal/fact.hpp"

namespace heed::outbound_mail {

/// Notes the letter that a fact asks for, once however often it is heard.
Result<> hear(db::Transaction& tx, const journal::Fact& fact);

/// Automatic answers to one address in an hour, and of the whole desk.
inline constexpr std::int64_t acknowledgements_per_address = 1;
inline constexpr std::int64_t acknowledgements_per_desk = 500;

/// Why the desk may not answer this address by itself; empty when it may. `counted` is how many
/// letters of the last hour are the one at hand.
std::string why_not_acknowledged(
    db::Transaction& tx, const std::string& address, Instant at, std::int64_t counted
);

} // namespace heed::outbound_mail
