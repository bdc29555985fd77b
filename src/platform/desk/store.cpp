// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/desk/store.hpp"

namespace heed::desk_store {

std::optional<Answered>
find_answered(db::Transaction& tx, const std::string& actor, const std::string& key) {
    return tx.row<Answered>(
        "SELECT route, body_digest, id, item FROM idempotency WHERE actor = ?1 AND key = ?2",
        actor,
        key
    );
}

void save_answered(db::Transaction& tx, const Key& key, const Answered& answered, Instant at) {
    tx.run(
        "INSERT INTO idempotency (key, actor, route, body_digest, status, id, item, at) "
        "VALUES (?1, ?2, ?3, ?4, 200, ?5, ?6, ?7)",
        key.key,
        key.actor,
        answered.route,
        answered.body_digest,
        answered.id,
        answered.item,
        at
    );
}

std::int64_t forget_answered(db::Transaction& tx, Instant before) {
    return tx.run(
        "DELETE FROM idempotency WHERE (actor, key) IN (SELECT actor, key FROM idempotency "
        "WHERE at < ?1 ORDER BY at LIMIT 200)",
        before
    );
}

} // namespace heed::desk_store
