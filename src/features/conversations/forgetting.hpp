// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/conversations/entry.hpp"
#include "features/tickets/tickets.hpp"
#include "platform/mail/redaction.hpp"

#include <optional>
#include <vector>

namespace heed::conversations {

/// Takes words out of a conversation, or of one entry of it: bodies, subjects, reasons, what a mail
/// server said. The letters such entries came from are theirs no longer; whoever keeps letters
/// forgets those. Returns the entries that had the words. The caller holds the ticket's lock.
std::vector<EntryId> redact_words(
    db::Transaction& tx,
    tickets::Ticket& ticket,
    const mail::Redaction& redaction,
    std::optional<EntryId> only = {}
);

/// All that an entry says becomes the marker; who wrote it, to whom and when stays.
void redact_entry(
    db::Transaction& tx, tickets::Ticket& ticket, const Entry& entry, const std::string& marker
);

/// The entry's letter is known to it no longer: what is shown is what the entry says.
void forget_original(db::Transaction& tx, EntryId entry);

} // namespace heed::conversations
