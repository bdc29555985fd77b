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

bool save_answered(db::Transaction& tx, const Key& key, const Answered& answered, Instant at) {
    return tx.run(
               "INSERT INTO idempotency (key, actor, route, body_digest, status, id, item, at) "
               "VALUES (?1, ?2, ?3, ?4, 200, ?5, ?6, ?7) ON CONFLICT (actor, key) DO NOTHING",
               key.key,
               key.actor,
               answered.route,
               answered.body_digest,
               answered.id,
               answered.item,
               at
           ) == 1;
}

std::int64_t forget_answered(db::Transaction& tx, Instant before) {
    return tx.run(
        "DELETE FROM idempotency WHERE at < ?1 AND (actor, key) IN "
        "(SELECT actor, key FROM idempotency WHERE at < ?1 ORDER BY at LIMIT 200)",
        before
    );
}

std::optional<std::string> find_value(db::Transaction& tx, std::string_view name) {
    return tx.row<std::string>("SELECT value FROM desk_value WHERE name = ?1", name);
}

void save_value(db::Transaction& tx, std::string_view name, std::string_view value) {
    tx.run(
        "INSERT INTO desk_value (name, value) VALUES (?1, ?2) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name,
        value
    );
}

} // namespace heed::desk_store
