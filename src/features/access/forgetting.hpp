// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/transaction.hpp"

#include <string>
#include <vector>

namespace heed::access {

/// Every way in that somebody has or had: sessions, password, links, tokens, roles, and when they
/// were last here. A table of credentials that is added wants a line in `store::forget_person`.
void forget_person(db::Transaction& tx, PersonId person, const std::vector<std::string>& addresses);

/// The links to one ticket, everybody's.
void forget_links_to(db::Transaction& tx, TicketId ticket);

} // namespace heed::access
