// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/store.hpp"

namespace heed::access::store {

void forget_person(db::Transaction& tx, PersonId person) {
    tx.run("DELETE FROM session WHERE person_id = ?1", person);
    tx.run("DELETE FROM last_seen WHERE person_id = ?1", person);
    tx.run("DELETE FROM password WHERE person_id = ?1", person);
    tx.run("DELETE FROM one_time_token WHERE person_id = ?1", person);
    tx.run("DELETE FROM request_link WHERE person_id = ?1", person);
    tx.run("DELETE FROM api_token WHERE person_id = ?1", person);
    tx.run("DELETE FROM role_assignment WHERE person_id = ?1", person);
}

void forget_tokens_for(db::Transaction& tx, std::string_view address) {
    tx.run("DELETE FROM one_time_token WHERE address = ?1", address);
}

void forget_links_to(db::Transaction& tx, TicketId ticket) {
    tx.run("DELETE FROM request_link WHERE ticket_id = ?1", ticket);
}

} // namespace heed::access::store
