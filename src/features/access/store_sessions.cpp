// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/store.hpp"

namespace heed::access::store {

void insert_session(db::Transaction& tx, Session& session) {
    session.id = tx.value<SessionId>(
        "INSERT INTO session (person_id, digest, method, network, browser, system, created_at,"
        " seen_at, idle_ms, ends_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) RETURNING id",
        session.person_id,
        session.digest,
        session.method,
        session.network,
        session.browser,
        session.system,
        session.created_at,
        session.seen_at,
        session.idle_ms,
        session.ends_at
    );
}

std::optional<Session> find_session(db::Transaction& tx, const std::string& digest) {
    return tx.row<Session>(
        "SELECT id, person_id, digest, method, network, browser, system, created_at, seen_at,"
        " idle_ms, ends_at FROM session WHERE digest = ?1",
        digest
    );
}

std::vector<Session> live_sessions(db::Transaction& tx, PersonId person, Instant now, int limit) {
    return tx.rows<Session>(
        "SELECT id, person_id, digest, method, network, browser, system, created_at, seen_at,"
        " idle_ms, ends_at FROM session"
        " WHERE person_id = ?1 AND ends_at > ?2 AND seen_at + idle_ms > ?2"
        " ORDER BY seen_at DESC, id DESC LIMIT ?3",
        person,
        now,
        limit
    );
}

bool delete_session(db::Transaction& tx, SessionId id) {
    return tx.run("DELETE FROM session WHERE id = ?1", id) == 1;
}

bool delete_session_of(db::Transaction& tx, PersonId person, SessionId id) {
    return tx.run("DELETE FROM session WHERE id = ?1 AND person_id = ?2", id, person) == 1;
}

std::int64_t delete_sessions(db::Transaction& tx, const SessionsOf& which) {
    return tx.run(
        "DELETE FROM session WHERE person_id = ?1 AND id <> ?2", which.person, which.spared
    );
}

bool renew_session(db::Transaction& tx, SessionId id, const std::string& digest) {
    return tx.run("UPDATE session SET digest = ?2 WHERE id = ?1", id, digest) == 1;
}

void touch_session(db::Transaction& tx, SessionId id, Instant at) {
    tx.run("UPDATE session SET seen_at = ?1 WHERE id = ?2 AND seen_at < ?1", at, id);
}

std::int64_t delete_ended_sessions(db::Transaction& tx, Instant now, int limit) {
    return tx.run(
        "DELETE FROM session WHERE id IN"
        " (SELECT id FROM session WHERE ends_at < ?1 ORDER BY ends_at LIMIT ?2)",
        now,
        limit
    );
}

void save_last_seen(db::Transaction& tx, const LastSeen& seen) {
    tx.run(
        "INSERT INTO last_seen (person_id, seen_at) VALUES (?1, ?2)"
        " ON CONFLICT (person_id) DO UPDATE SET seen_at = excluded.seen_at",
        seen.person_id,
        seen.seen_at
    );
}

void insert_one_time_token(db::Transaction& tx, OneTimeToken& token) {
    token.id = tx.value<OneTimeTokenId>(
        "INSERT INTO one_time_token (purpose, person_id, address, digest, sealed, created_at,"
        " expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING id",
        token.purpose,
        token.person_id,
        token.address,
        token.digest,
        token.sealed,
        token.created_at,
        token.expires_at
    );
}

std::optional<OneTimeToken> find_one_time_token(db::Transaction& tx, OneTimeTokenId id) {
    return tx.row<OneTimeToken>(
        "SELECT id, purpose, person_id, address, digest, sealed, created_at, expires_at, spent_at"
        " FROM one_time_token WHERE id = ?1",
        id
    );
}

std::optional<OneTimeToken> find_one_time_token(db::Transaction& tx, const std::string& digest) {
    return tx.row<OneTimeToken>(
        "SELECT id, purpose, person_id, address, digest, sealed, created_at, expires_at, spent_at"
        " FROM one_time_token WHERE digest = ?1",
        digest
    );
}

bool spend_one_time_token(db::Transaction& tx, OneTimeTokenId id, Instant now) {
    return tx.run(
               "UPDATE one_time_token SET spent_at = ?1, sealed = ''"
               " WHERE id = ?2 AND spent_at IS NULL",
               now,
               id
           ) == 1;
}

void delete_unspent(db::Transaction& tx, PersonId person, Purpose purpose) {
    tx.run(
        "DELETE FROM one_time_token WHERE person_id = ?1 AND purpose = ?2 AND spent_at IS NULL",
        person,
        purpose
    );
}

void delete_setup_tokens(db::Transaction& tx) {
    tx.run("DELETE FROM one_time_token WHERE person_id IS NULL AND purpose = 'setup'");
}

std::int64_t delete_expired_tokens(db::Transaction& tx, Instant before, int limit) {
    return tx.run(
        "DELETE FROM one_time_token WHERE id IN"
        " (SELECT id FROM one_time_token WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2)",
        before,
        limit
    );
}

RequestLinkId insert_request_link(db::Transaction& tx, const RequestLinkRow& row, Instant now) {
    return tx.value<RequestLinkId>(
        "INSERT INTO request_link (ticket_id, person_id, digest, sealed, created_at, expires_at)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id",
        row.ticket_id,
        row.person_id,
        row.digest,
        row.sealed,
        now,
        row.expires_at
    );
}

std::optional<RequestLinkRow> find_request_link(db::Transaction& tx, RequestLinkId id) {
    return tx.row<RequestLinkRow>(
        "SELECT id, ticket_id, person_id, digest, sealed, expires_at, revoked_at"
        " FROM request_link WHERE id = ?1",
        id
    );
}

std::optional<RequestLinkRow> find_request_link(db::Transaction& tx, const std::string& digest) {
    return tx.row<RequestLinkRow>(
        "SELECT id, ticket_id, person_id, digest, sealed, expires_at, revoked_at"
        " FROM request_link WHERE digest = ?1",
        digest
    );
}

std::optional<RequestLinkRow>
newest_request_link(db::Transaction& tx, const RequestLink& link, Instant now) {
    return tx.row<RequestLinkRow>(
        "SELECT id, ticket_id, person_id, digest, sealed, expires_at, revoked_at"
        " FROM request_link WHERE ticket_id = ?1 AND person_id = ?2 AND revoked_at IS NULL"
        " AND expires_at > ?3 ORDER BY id DESC LIMIT 1",
        link.ticket,
        link.person,
        now
    );
}

void extend_request_link(db::Transaction& tx, RequestLinkId id, Instant expires_at) {
    tx.run(
        "UPDATE request_link SET expires_at = ?2 WHERE id = ?1 AND expires_at < ?2", id, expires_at
    );
}

std::int64_t revoke_request_links(db::Transaction& tx, const RequestLink& of, Instant now) {
    db::Query query("UPDATE request_link");
    query.add("SET revoked_at = ?, sealed = ''", now).add("WHERE ticket_id = ?", of.ticket);
    if (of.person.is_set()) query.add("AND person_id = ?", of.person);
    query.add("AND revoked_at IS NULL");
    return tx.run(query);
}

std::int64_t delete_expired_links(db::Transaction& tx, Instant before, int limit) {
    return tx.run(
        "DELETE FROM request_link WHERE id IN"
        " (SELECT id FROM request_link WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2)",
        before,
        limit
    );
}

} // namespace heed::access::store
