// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/mailboxes/store.hpp"

namespace heed::mailboxes::store {

namespace {

db::Query signing_keys() {
    return db::Query(
        "SELECT id, domain, selector, algorithm, private_key, record, made_at, found_at, signs "
        "FROM signing_key"
    );
}

db::Query signing_key_with(SigningKeyId id) {
    auto query = signing_keys();
    query.add("WHERE id = ?", id);
    return query;
}

} // namespace

SigningKeyId insert_signing_key(db::Transaction& tx, const SigningKey& key) {
    return tx.value<SigningKeyId>(
        "INSERT INTO signing_key (domain, selector, algorithm, private_key, record, made_at, "
        "signs) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING id",
        key.domain,
        key.selector,
        key.algorithm,
        key.private_key,
        key.record,
        key.made_at,
        key.signs
    );
}

void save_signing_key(db::Transaction& tx, const SigningKey& key) {
    tx.run(
        "UPDATE signing_key SET found_at = ?2, signs = ?3 WHERE id = ?1",
        key.id,
        key.found_at,
        key.signs
    );
}

bool remove_signing_key(db::Transaction& tx, SigningKeyId id) {
    return tx.run("DELETE FROM signing_key WHERE id = ?1", id) == 1;
}

std::optional<SigningKey> find_signing_key(db::Transaction& tx, SigningKeyId id) {
    return tx.row<SigningKey>(signing_key_with(id));
}

std::optional<SigningKey> find_signing_key_for_update(db::Transaction& tx, SigningKeyId id) {
    auto query = signing_key_with(id);
    // SQLite has one writer, who is alone anyway.
    if (tx.engine() == db::Engine::postgres) query.add("FOR UPDATE");
    return tx.row<SigningKey>(query);
}

std::vector<SigningKey> signing_keys_of(db::Transaction& tx, std::string_view domain) {
    auto query = signing_keys();
    query.add("WHERE domain = ?", domain);
    return tx.rows<SigningKey>(query.add("ORDER BY id"));
}

} // namespace heed::mailboxes::store
