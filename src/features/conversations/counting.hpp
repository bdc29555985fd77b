// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/tickets/tickets.hpp"

namespace heed::conversations {

/// What lists show of a ticket that an entry has left. The caller holds the ticket's lock.
void recount(db::Transaction& tx, tickets::Ticket& ticket);

} // namespace heed::conversations
