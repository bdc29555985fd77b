// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/conversations/counting.hpp"

#include "features/conversations/store.hpp"

namespace heed::conversations {

void recount(db::Transaction& tx, tickets::Ticket& ticket) {
    const auto last = store::newest(tx, ticket.id);
    const auto spoken = store::newest_public(tx, ticket.id);
    tickets::EntriesLeft left{.count = static_cast<int>(store::count_entries(tx, ticket.id))};
    if (last) {
        left.last_id = last->id;
        left.last_by = last->author_id;
        left.last_at = last->at;
    }
    if (spoken) {
        left.last_public_from = spoken->side();
        left.excerpt = excerpt_of(spoken->reply_text.value_or(spoken->body_text));
    }
    tickets::set_entries(tx, ticket, left);
}

} // namespace heed::conversations
