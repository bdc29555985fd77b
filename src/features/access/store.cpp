// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/store.hpp"

namespace heed::access::store {

void insert_token(db::Transaction& tx, ApiToken& token) {
    token.id = tx.value<TokenId>(
        "INSERT INTO api_token (person_id, name, scopes, digest, created_at, expires_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id",
        token.person_id,
        token.name,
        token.scopes,
        token.digest,
        token.created_at,
        token.expires_at
    );
}

std::optional<ApiToken> find_token(db::Transaction& tx, TokenId id) {
    return tx.row<ApiToken>(
        "SELECT id, person_id, name, scopes, digest, created_at, last_used_at, expires_at,"
        " revoked_at FROM api_token WHERE id = ?1",
        id
    );
}

std::optional<ApiToken> find_token(db::Transaction& tx, const std::string& digest) {
    return tx.row<ApiToken>(
        "SELECT id, person_id, name, scopes, digest, created_at, last_used_at, expires_at,"
        " revoked_at FROM api_token WHERE digest = ?1",
        digest
    );
}

std::vector<ApiToken> tokens(db::Transaction& tx, std::optional<PersonId> person) {
    if (person) {
        return tx.rows<ApiToken>(
            "SELECT id, person_id, name, scopes, digest, created_at, last_used_at, expires_at,"
            " revoked_at FROM api_token WHERE person_id = ?1 AND revoked_at IS NULL"
            " ORDER BY id LIMIT 1000",
            *person
        );
    }
    return tx.rows<ApiToken>(
        "SELECT id, person_id, name, scopes, digest, created_at, last_used_at, expires_at,"
        " revoked_at FROM api_token WHERE revoked_at IS NULL ORDER BY id LIMIT 1000"
    );
}

bool revoke_token(db::Transaction& tx, TokenId id, Instant now) {
    return tx.run(
               "UPDATE api_token SET revoked_at = ?1 WHERE id = ?2 AND revoked_at IS NULL", now, id
           ) == 1;
}

std::vector<ApiToken> revoke_tokens_of(db::Transaction& tx, PersonId person, Instant now) {
    auto held = tokens(tx, person);
    tx.run(
        "UPDATE api_token SET revoked_at = ?1 WHERE person_id = ?2 AND revoked_at IS NULL",
        now,
        person
    );
    return held;
}

void touch_token(db::Transaction& tx, TokenId id, Instant at) {
    tx.run("UPDATE api_token SET last_used_at = ?1 WHERE id = ?2", at, id);
}

Attempts get_attempts_for_update(db::Transaction& tx, const std::string& key, Instant now) {
    const auto row = tx.row<Attempts>(
        "INSERT INTO attempt (key, window_started_at, tries, rounds, blocked_until)"
        " VALUES (?1, ?2, 0, 0, 0) ON CONFLICT (key) DO UPDATE SET key = excluded.key"
        " RETURNING window_started_at, tries, rounds, blocked_until",
        key,
        now
    );
    CHECK(row.has_value());
    return *row;
}

void save_attempts(db::Transaction& tx, const std::string& key, const Attempts& attempts) {
    tx.run(
        "UPDATE attempt SET window_started_at = ?1, tries = ?2, rounds = ?3, blocked_until = ?4"
        " WHERE key = ?5",
        attempts.window_started_at,
        attempts.tries,
        attempts.rounds,
        attempts.blocked_until,
        key
    );
}

void delete_attempts(db::Transaction& tx, const std::string& key) {
    tx.run("DELETE FROM attempt WHERE key = ?1", key);
}

std::int64_t delete_old_attempts(db::Transaction& tx, Instant before, int limit) {
    return tx.run(
        "DELETE FROM attempt WHERE key IN (SELECT key FROM attempt WHERE window_started_at < ?1"
        " ORDER BY window_started_at LIMIT ?2)",
        before,
        limit
    );
}

void count_failed_sign_in(db::Transaction& tx, const std::string& network, Instant minute_at) {
    tx.run(
        "INSERT INTO failed_sign_in (network, minute_at, tries) VALUES (?1, ?2, 1)"
        " ON CONFLICT (minute_at, network) DO UPDATE SET tries = failed_sign_in.tries + 1",
        network,
        minute_at
    );
}

std::vector<FailedSignIns> failed_before(db::Transaction& tx, Instant minute_at, int limit) {
    return tx.rows<FailedSignIns>(
        "SELECT network, minute_at, tries FROM failed_sign_in WHERE minute_at < ?1"
        " ORDER BY minute_at, network LIMIT ?2",
        minute_at,
        limit
    );
}

bool delete_failed(db::Transaction& tx, const FailedSignIns& counted) {
    return tx.run(
               "DELETE FROM failed_sign_in WHERE minute_at = ?1 AND network = ?2",
               counted.minute_at,
               counted.network
           ) == 1;
}

} // namespace heed::access::store
