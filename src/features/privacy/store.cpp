// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/privacy/store.hpp"

namespace heed::privacy::store {

PrivacySettings settings(db::Transaction& tx) {
    return tx.value<PrivacySettings>("SELECT needs_two, version FROM privacy_settings WHERE id = 1"
    );
}

PrivacySettings settings_for_update(db::Transaction& tx) {
    return *tx.row_for_update<PrivacySettings>(
        "SELECT needs_two, version FROM privacy_settings WHERE id = 1"
    );
}

void save_settings(db::Transaction& tx, const PrivacySettings& settings) {
    tx.run(
        "UPDATE privacy_settings SET needs_two = ?1, version = ?2 WHERE id = 1",
        settings.needs_two,
        settings.version
    );
}

std::optional<RequestId> insert(db::Transaction& tx, const PrivacyRequest& request) {
    return tx.row<RequestId>(
        "INSERT INTO privacy_request (kind, ticket_id, person_id, reason, state, asked_by, "
        "asked_at, expires_at, confirmed_by, ended_at, done_to) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT DO NOTHING RETURNING id",
        request.kind,
        request.ticket_id,
        request.person_id,
        request.reason,
        request.state,
        request.asked_by,
        request.asked_at,
        request.expires_at,
        request.confirmed_by,
        request.ended_at,
        request.done_to
    );
}

std::optional<PrivacyRequest> find(db::Transaction& tx, RequestId id) {
    return tx.row<PrivacyRequest>(
        "SELECT id, kind, ticket_id, person_id, reason, state, asked_by, asked_at, expires_at, "
        "confirmed_by, ended_at, done_to FROM privacy_request WHERE id = ?1",
        id
    );
}

std::optional<PrivacyRequest> find_for_update(db::Transaction& tx, RequestId id) {
    return tx.row_for_update<PrivacyRequest>(
        "SELECT id, kind, ticket_id, person_id, reason, state, asked_by, asked_at, expires_at, "
        "confirmed_by, ended_at, done_to FROM privacy_request WHERE id = ?1",
        id
    );
}

std::optional<PrivacyRequest>
find_open_for_update(db::Transaction& tx, const PrivacyRequest& like) {
    return tx.row_for_update<PrivacyRequest>(
        "SELECT id, kind, ticket_id, person_id, reason, state, asked_by, asked_at, expires_at, "
        "confirmed_by, ended_at, done_to FROM privacy_request WHERE kind = ?1 "
        "AND coalesce(ticket_id, 0) = ?2 AND coalesce(person_id, 0) = ?3 "
        "AND state IN ('asked', 'running')",
        like.kind,
        like.ticket_id.value_or(TicketId{0}),
        like.person_id.value_or(PersonId{0})
    );
}

void save(db::Transaction& tx, const PrivacyRequest& request) {
    tx.run(
        "UPDATE privacy_request SET state = ?2, confirmed_by = ?3, ended_at = ?4, done_to = ?5 "
        "WHERE id = ?1",
        request.id,
        request.state,
        request.confirmed_by,
        request.ended_at,
        request.done_to
    );
}

std::vector<PrivacyRequest> newest(db::Transaction& tx, int limit) {
    return tx.rows<PrivacyRequest>(
        "SELECT id, kind, ticket_id, person_id, reason, state, asked_by, asked_at, expires_at, "
        "confirmed_by, ended_at, done_to FROM privacy_request ORDER BY id DESC LIMIT ?1",
        limit
    );
}

std::optional<PrivacyRequest> first_running(db::Transaction& tx) {
    return tx.row_for_update<PrivacyRequest>(
        "SELECT id, kind, ticket_id, person_id, reason, state, asked_by, asked_at, expires_at, "
        "confirmed_by, ended_at, done_to FROM privacy_request WHERE state = 'running' "
        "AND state IN ('asked', 'running') ORDER BY id LIMIT 1"
    );
}

std::optional<PrivacyRequest> first_expired(db::Transaction& tx, Instant now) {
    return tx.row_for_update<PrivacyRequest>(
        "SELECT id, kind, ticket_id, person_id, reason, state, asked_by, asked_at, expires_at, "
        "confirmed_by, ended_at, done_to FROM privacy_request WHERE state = 'asked' "
        "AND state IN ('asked', 'running') AND expires_at <= ?1 ORDER BY id LIMIT 1",
        now
    );
}

bool was_erased(db::Transaction& tx, PersonId person) {
    return tx
        .row<RequestId>(
            "SELECT id FROM privacy_request WHERE kind = 'erasure' AND person_id = ?1 "
            "AND state = 'done' LIMIT 1",
            person
        )
        .has_value();
}

std::optional<LegalHold> find_hold(db::Transaction& tx, TicketId ticket) {
    return tx.row<LegalHold>(
        "SELECT ticket_id, reason, held_by, held_at FROM legal_hold WHERE ticket_id = ?1", ticket
    );
}

bool insert_hold(db::Transaction& tx, const LegalHold& hold) {
    return tx.run(
               "INSERT INTO legal_hold (ticket_id, reason, held_by, held_at) "
               "VALUES (?1, ?2, ?3, ?4) ON CONFLICT (ticket_id) DO NOTHING",
               hold.ticket_id,
               hold.reason,
               hold.held_by,
               hold.held_at
           ) == 1;
}

bool remove_hold(db::Transaction& tx, TicketId ticket) {
    return tx.run("DELETE FROM legal_hold WHERE ticket_id = ?1", ticket) == 1;
}

void note(db::Transaction& tx, const Erasure& erasure) {
    tx.run(
        "INSERT INTO erasure (at, scope, person_id, ticket_id, entry_id, attachment_id, places, "
        "everywhere, done_by, basis) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        erasure.at,
        erasure.scope,
        erasure.person_id,
        erasure.ticket_id,
        erasure.entry_id,
        erasure.attachment_id,
        erasure.places,
        erasure.everywhere,
        erasure.done_by,
        erasure.basis
    );
}

void note_again(db::Transaction& tx, const Erasure& erasure) {
    tx.run(
        "INSERT INTO erasure (id, at, scope, person_id, ticket_id, entry_id, attachment_id, "
        "places, everywhere, done_by, basis) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        erasure.id,
        erasure.at,
        erasure.scope,
        erasure.person_id,
        erasure.ticket_id,
        erasure.entry_id,
        erasure.attachment_id,
        erasure.places,
        erasure.everywhere,
        erasure.done_by,
        erasure.basis
    );
}

bool is_noted(db::Transaction& tx, ErasureId id) {
    return tx.row<ErasureId>("SELECT id FROM erasure WHERE id = ?1", id).has_value();
}

std::vector<Erasure> erasures_after(db::Transaction& tx, ErasureId id, int limit) {
    return tx.rows<Erasure>(
        "SELECT id, at, scope, person_id, ticket_id, entry_id, attachment_id, places, everywhere, "
        "done_by, basis FROM erasure WHERE id > ?1 ORDER BY id LIMIT ?2",
        id,
        limit
    );
}

} // namespace heed::privacy::store
