// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/inbound_mail/letter.hpp"
#include "platform/db/transaction.hpp"
#include "platform/mail/redaction.hpp"

#include <span>
#include <string>

namespace heed::inbound_mail {

/// Letters that entries came from, and their copies, lose the bytes they came as: whoever asks for
/// the original reads `why` instead. Their subjects and steps lose the redacted words, or all of
/// them where no words are given.
void forget_originals(
    db::Transaction& tx,
    TicketId ticket,
    std::span<const EntryId> entries,
    const mail::Redaction& redaction,
    Instant now
);

} // namespace heed::inbound_mail
