// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/forgetting.hpp"

#include "features/access/store.hpp"

namespace heed::access {

void forget_person(
    db::Transaction& tx, PersonId person, const std::vector<std::string>& addresses
) {
    store::forget_person(tx, person);
    for (const auto& address : addresses) store::forget_tokens_for(tx, address);
}

void forget_links_to(db::Transaction& tx, TicketId ticket) {
    store::forget_links_to(tx, ticket);
}

} // namespace heed::access
