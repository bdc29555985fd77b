// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/outbound_mail/letter.hpp"
#include "kernel/result.hpp"
#include "platform/db/transaction.hpp"
#include "platform/journal/fact.hpp"

namespace heed::outbound_mail {

/// Notes the letter that a fact asks for, once however often it is heard.
Result<> hear(db::Transaction& tx, const journal::Fact& fact);

/// Automatic answers to one address in an hour: to who writes letters, which a machine may do, and
/// to who fills in the form, as often as it is taken; and of the whole desk.
inline constexpr std::int64_t acknowledgements_per_writer = 1;
inline constexpr std::int64_t acknowledgements_per_asker = 5;
inline constexpr std::int64_t acknowledgements_per_desk = 500;

std::int64_t acknowledgements_for(bool by_letter);

/// Whether the whole desk has acknowledged as often within the last hour as it does.
bool is_braked(db::Transaction& tx, Instant now, std::int64_t already = 0);

struct Counting {
    std::int64_t per_address = acknowledgements_per_writer;
    std::int64_t already = 0; // of the last hour's letters, how many are the one at hand
};

/// All addresses of one mailbox count as one. Why the desk may not answer this address by itself;
/// empty when it may.
std::string why_not_acknowledged(
    db::Transaction& tx, const std::string& address, Instant at, const Counting& counting
);

} // namespace heed::outbound_mail
