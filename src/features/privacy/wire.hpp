// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/fields.hpp"
#include "kernel/id.hpp"

namespace heed::privacy::wire {

/// Where something was redacted; what stands there now is read from the ticket.
struct Redacted {
    TicketId number;
    EntryId entry_id;
};
HEED_FIELDS(Redacted, number, entry_id)

} // namespace heed::privacy::wire
