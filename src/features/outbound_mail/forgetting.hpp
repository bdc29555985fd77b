// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/transaction.hpp"

#include <string>

namespace heed::outbound_mail {

/// Letters of a ticket that wait or did not arrive leave no more, and say nothing of it.
void forget_letters_of(db::Transaction& tx, TicketId ticket);

/// Letters to one address are to nobody from now on; what waits does not leave.
void forget_letters_to(db::Transaction& tx, const std::string& address);

} // namespace heed::outbound_mail
