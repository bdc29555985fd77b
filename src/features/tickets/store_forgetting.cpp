// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/tickets/store.hpp"

namespace heed::tickets::store {

void remove_ticket(db::Transaction& tx, TicketId id) {
    tx.run("DELETE FROM ticket_helper WHERE ticket_id = ?1", id);
    tx.run("DELETE FROM ticket_watcher WHERE ticket_id = ?1", id);
    tx.run("DELETE FROM ticket_tag WHERE ticket_id = ?1", id);
    tx.run("DELETE FROM ticket_link WHERE ticket_id = ?1", id);
    // Others stand for themselves again.
    tx.run(
        "UPDATE ticket SET follow_up_of = NULL WHERE follow_up_of = ?1 AND id IN "
        "(SELECT ticket_id FROM ticket_link WHERE other_id = ?1)",
        id
    );
    tx.run("DELETE FROM ticket_link WHERE other_id = ?1", id);
    tx.run("DELETE FROM read_until WHERE ticket_id = ?1", id);
    CHECK(tx.run("DELETE FROM ticket WHERE id = ?1", id) == 1);
}

} // namespace heed::tickets::store
