// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/store_passkeys.hpp"

namespace heed::access::store {

bool insert_passkey(db::Transaction& tx, Passkey& passkey) {
    const auto id = tx.row<PasskeyId>(
        "INSERT INTO passkey (person_id, name, credential, public_key, sign_count, created_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (credential) DO NOTHING RETURNING id",
        passkey.person_id,
        passkey.name,
        passkey.credential,
        passkey.public_key,
        passkey.sign_count,
        passkey.created_at
    );
    if (id) passkey.id = *id;
    return id.has_value();
}

std::optional<Passkey> find_passkey(db::Transaction& tx, PasskeyId id) {
    return tx.row<Passkey>(
        "SELECT id, person_id, name, credential, public_key, sign_count, created_at, last_used_at"
        " FROM passkey WHERE id = ?1",
        id
    );
}

std::optional<Passkey> find_passkey(db::Transaction& tx, const std::string& credential) {
    return tx.row<Passkey>(
        "SELECT id, person_id, name, credential, public_key, sign_count, created_at, last_used_at"
        " FROM passkey WHERE credential = ?1",
        credential
    );
}

std::vector<Passkey> passkeys_of(db::Transaction& tx, PersonId person) {
    return tx.rows<Passkey>(
        "SELECT id, person_id, name, credential, public_key, sign_count, created_at, last_used_at"
        " FROM passkey WHERE person_id = ?1 ORDER BY id",
        person
    );
}

bool has_passkey(db::Transaction& tx, PersonId person) {
    return tx.row<PasskeyId>("SELECT id FROM passkey WHERE person_id = ?1 LIMIT 1", person)
        .has_value();
}

void use_passkey(db::Transaction& tx, PasskeyId id, std::int64_t sign_count, Instant now) {
    tx.run(
        "UPDATE passkey SET sign_count = ?2, last_used_at = ?3 WHERE id = ?1", id, sign_count, now
    );
}

void rename_passkey(db::Transaction& tx, PasskeyId id, const std::string& name) {
    tx.run("UPDATE passkey SET name = ?2 WHERE id = ?1", id, name);
}

bool delete_passkey(db::Transaction& tx, PasskeyId id) {
    return tx.run("DELETE FROM passkey WHERE id = ?1", id) == 1;
}

std::int64_t delete_passkeys(db::Transaction& tx, PersonId person) {
    return tx.run("DELETE FROM passkey WHERE person_id = ?1", person);
}

void insert_challenge(db::Transaction& tx, const Challenge& challenge) {
    tx.run(
        "INSERT INTO passkey_challenge (digest, bound_to, expires_at) VALUES (?1, ?2, ?3)",
        challenge.digest,
        challenge.bound_to,
        challenge.expires_at
    );
}

bool spend_challenge(
    db::Transaction& tx, const std::string& digest, const std::string& bound_to, Instant now
) {
    return tx.run(
               "DELETE FROM passkey_challenge"
               " WHERE digest = ?1 AND bound_to = ?2 AND expires_at > ?3",
               digest,
               bound_to,
               now
           ) == 1;
}

std::int64_t delete_old_challenges(db::Transaction& tx, Instant now, int limit) {
    return tx.run(
        "DELETE FROM passkey_challenge WHERE digest IN (SELECT digest FROM passkey_challenge"
        " WHERE expires_at <= ?1 ORDER BY expires_at LIMIT ?2)",
        now,
        limit
    );
}

} // namespace heed::access::store
