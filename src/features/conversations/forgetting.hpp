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

/// Nothing of what was said, nor who said it, nor their files; times, kinds and counts stay.
void empty_conversation(
    db::Transaction& tx, tickets::Ticket& ticket, const std::string& marker, Instant now
);

/// Every entry with its files, and who belongs to the ticket.
void remove_conversation(db::Transaction& tx, TicketId ticket, Instant now);

/// Somebody in a ticket that is another's: who they are, and what stands where they stood.
struct Forgotten {
    PersonId person;
    std::vector<std::string> addresses = {};
    mail::Redaction name;
};

/// What they wrote goes whole, with its files; their name and addresses go from the rest. Returns
/// the entries that had any of it.
std::vector<EntryId> forget_participant(
    db::Transaction& tx, tickets::Ticket& ticket, const Forgotten& forgotten, Instant now
);

/// The entry's letter is known to it no longer: what is shown is what the entry says.
void forget_original(db::Transaction& tx, EntryId entry);

} // namespace heed::conversations
