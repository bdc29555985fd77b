// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/inbound_mail/letter.hpp"
#include "platform/db/transaction.hpp"
#include "platform/mail/redaction.hpp"

#include <span>
#include <string>
#include <vector>

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

/// All letters of a ticket, with who wrote them. `deleted`: the ticket itself goes, too. What keeps
/// each from being taken a second time stays.
enum class TicketBecomes { emptied, deleted };
void forget_letters_of(
    db::Transaction& tx, TicketId ticket, TicketBecomes becomes, const std::string& why, Instant now
);

/// Letters from an address that became part of no ticket, at most 100.
std::vector<LetterRow> letters_without_ticket(db::Transaction& tx, const std::string& address);

/// Letters from that address which became part of no ticket, at most 100, and a block of it.
/// Returns how many.
int forget_letters_from(
    db::Transaction& tx, const std::string& address, const std::string& why, Instant now
);

} // namespace heed::inbound_mail
