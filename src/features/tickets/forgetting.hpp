// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/tickets/ticket.hpp"
#include "platform/db/transaction.hpp"

#include <functional>
#include <string>
#include <vector>

namespace heed::tickets {

/// Changes a text; false where it leaves it as it is.
using Rewrite = std::function<bool(std::string&)>;

/// The ticket's own texts (subject, resolution, reason of its priority) as `rewrite` makes them.
/// The fact tells what became of them and not what they were. The caller holds the ticket's lock
/// and rewrites the facts of before. True when one of them changed.
bool rewrite_texts(
    db::Transaction& tx, const Actor& actor, Ticket& ticket, const Rewrite& rewrite, Instant now
);

/// The ticket is gone for good with all that hangs on it, and its number is never given again. Its
/// conversation and files went before; the caller holds its lock and empties its facts.
void delete_ticket(db::Transaction& tx, const Actor& actor, const Ticket& ticket, Instant now);

/// Tickets that this customer asked, behind `after`, by number.
std::vector<TicketId>
tickets_asked_by(db::Transaction& tx, PersonId customer, TicketId after, int limit);

} // namespace heed::tickets
