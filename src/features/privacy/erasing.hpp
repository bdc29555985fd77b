// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/privacy/request.hpp"
#include "features/tickets/tickets.hpp"
#include "platform/db/transaction.hpp"

namespace heed::privacy {

/// All that hangs on a ticket, and it itself. The caller holds its lock.
void delete_for_good(
    db::Transaction& tx, const Actor& actor, const tickets::Ticket& ticket, Instant now
);

/// Who asked, what was said, its files and letters: what stays is that there was a ticket, when,
/// of what kind, and how long it took. The caller holds its lock.
void erase_content(db::Transaction& tx, const Actor& actor, tickets::Ticket& ticket, Instant now);

/// One step of an erasure: a ticket, or at the end the person. True when there is nothing left.
bool erase_step(db::Transaction& tx, const Actor& actor, PrivacyRequest& request, Instant now);

/// What an erasure would take, and what it would leave and why.
struct ErasurePreview {
    int tickets = 0;     // theirs, counted up to 1,000: emptied
    int taking_part = 0; // others' tickets in which they wrote or were copied
    int addresses = 0;
    std::vector<TicketId> held = {}; // theirs that stay whole, at most 20
};
HEED_FIELDS(ErasurePreview, tickets, taking_part, addresses, held)

ErasurePreview erasure_preview(db::Transaction& tx, PersonId person);

} // namespace heed::privacy
