// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/store.hpp"

#include "platform/mail/addresses.hpp"
#include "platform/mail/domains.hpp"

namespace heed::inbound_mail::store {

namespace {

/// Every way of reading letters begins so.
db::Query letters() {
    return db::Query(
        "SELECT id, mailbox_id, source, sha256, size, received_at, delivered_at, state, attempts, "
        "message_id, digest, from_address, from_name, subject, ticket_id, entry_id, "
        "may_acknowledge, "
        "by_hand_at, attempted_at, decisions FROM letter"
    );
}

db::Query letter_with(LetterId id) {
    auto query = letters();
    query.add("WHERE id = ?", id);
    return query;
}

} // namespace

LetterId insert(db::Transaction& tx, const LetterRow& letter) {
    return tx.value<LetterId>(
        "INSERT INTO letter (mailbox_id, source, sha256, size, received_at, delivered_at, state, "
        "attempts, may_acknowledge, by_hand_at, decisions) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
        "?9, ?10, ?11) RETURNING id",
        letter.mailbox_id,
        letter.source,
        letter.sha256,
        letter.size,
        letter.received_at,
        letter.delivered_at,
        letter.state,
        letter.attempts,
        letter.may_acknowledge,
        letter.by_hand_at,
        letter.decisions
    );
}

void save(db::Transaction& tx, const LetterRow& letter) {
    tx.run(
        "UPDATE letter SET mailbox_id = ?2, state = ?3, attempts = ?4, message_id = ?5, "
        "digest = ?6, from_address = ?7, from_name = ?8, subject = ?9, ticket_id = ?10, "
        "entry_id = ?11, may_acknowledge = ?12, by_hand_at = ?13, attempted_at = ?14, "
        "decisions = ?15 WHERE id = ?1",
        letter.id,
        letter.mailbox_id,
        letter.state,
        letter.attempts,
        letter.message_id,
        letter.digest,
        letter.from_address,
        letter.from_name,
        letter.subject,
        letter.ticket_id,
        letter.entry_id,
        letter.may_acknowledge,
        letter.by_hand_at,
        letter.attempted_at,
        letter.decisions
    );
}

std::optional<LetterRow> find(db::Transaction& tx, LetterId id) {
    return tx.row<LetterRow>(letter_with(id));
}

std::optional<LetterRow> find_for_update(db::Transaction& tx, LetterId id) {
    auto query = letter_with(id);
    // SQLite has one writer, who is alone anyway.
    if (tx.engine() == db::Engine::postgres) query.add("FOR UPDATE");
    return tx.row<LetterRow>(query);
}

std::optional<LetterRow> claim(db::Transaction& tx, const LetterRow& letter) {
    const auto mailbox = letter.mailbox_id.value_or(0);
    const auto claimed = tx.run(
        "INSERT INTO letter_once (mailbox_id, message_id, digest, letter_id) VALUES (?1, ?2, ?3, "
        "?4) "
        "ON CONFLICT (mailbox_id, message_id, digest) DO NOTHING",
        mailbox,
        letter.message_id,
        letter.digest,
        letter.id
    );
    if (claimed == 1) return std::nullopt;
    const auto first = tx.value<LetterId>(
        "SELECT letter_id FROM letter_once WHERE mailbox_id = ?1 AND message_id = ?2 AND digest = "
        "?3",
        mailbox,
        letter.message_id,
        letter.digest
    );
    return first == letter.id ? std::nullopt : find(tx, first);
}

std::vector<LetterRow> of_ticket(db::Transaction& tx, TicketId ticket) {
    auto query = letters();
    return tx.rows<LetterRow>(query.add("WHERE ticket_id = ? ORDER BY id", ticket));
}

std::vector<LetterRow> from_without_ticket(db::Transaction& tx, const std::string& address) {
    auto query = letters();
    query.add("WHERE ticket_id IS NULL AND from_address = ?", address);
    return tx.rows<LetterRow>(query.add("ORDER BY id LIMIT 100"));
}

void forget_ticket_of_blocks(db::Transaction& tx, TicketId ticket) {
    tx.run("UPDATE blocked_sender SET ticket_id = NULL WHERE ticket_id = ?1", ticket);
}

void set_original(db::Transaction& tx, LetterId id, const attachments::ReadyBlob& blob) {
    tx.run("UPDATE letter SET sha256 = ?2, size = ?3 WHERE id = ?1", id, blob.sha256, blob.size);
}

std::vector<LetterRow>
in_state(db::Transaction& tx, LetterState state, std::int64_t before, int limit) {
    auto query = letters();
    query.add("WHERE state = ?", state).add("AND id < ?", before);
    return tx.rows<LetterRow>(query.add("ORDER BY id DESC LIMIT ?", limit));
}

std::vector<LetterRow> set_aside(db::Transaction& tx, std::int64_t before, int limit) {
    auto query = letters();
    query.add("WHERE (state IN ('auto_reply', 'dropped', 'duplicate') "
              "OR (state = 'bounce' AND ticket_id IS NULL))");
    query.add("AND id < ?", before);
    return tx.rows<LetterRow>(query.add("ORDER BY id DESC LIMIT ?", limit));
}

bool opened_by(db::Transaction& tx, TicketId ticket, std::string_view address) {
    const auto first = tx.row<std::string>(
        "SELECT COALESCE(from_address, '') FROM letter WHERE ticket_id = ?1 AND state = 'taken' "
        "ORDER BY id LIMIT 1",
        ticket
    );
    return first && mail::normalised_address(*first) == address;
}

std::int64_t count_duplicates(db::Transaction& tx, EntryId entry) {
    return tx.value<std::int64_t>(
        "SELECT count(*) FROM letter WHERE entry_id = ?1 AND state = 'duplicate'", entry
    );
}

std::optional<LetterId> last_duplicate(db::Transaction& tx, EntryId entry) {
    return tx.row<LetterId>(
        "SELECT id FROM letter WHERE entry_id = ?1 AND state = 'duplicate' ORDER BY id DESC "
        "LIMIT 1",
        entry
    );
}

std::vector<LetterId> arrived_before(db::Transaction& tx, Instant before, int limit) {
    return tx.rows<LetterId>(
        "SELECT id FROM letter WHERE state = 'arrived' AND COALESCE(attempted_at, received_at) < "
        "?1 "
        "ORDER BY id LIMIT ?2",
        before,
        limit
    );
}

int forget(db::Transaction& tx, LetterState state, Instant before) {
    tx.run(
        "DELETE FROM letter_once WHERE letter_id IN (SELECT id FROM letter WHERE state = ?1 "
        "AND received_at < ?2 ORDER BY id LIMIT 100)",
        state,
        before
    );
    return static_cast<int>(tx.run(
        "DELETE FROM letter WHERE id IN (SELECT id FROM letter WHERE state = ?1 "
        "AND received_at < ?2 ORDER BY id LIMIT 100)",
        state,
        before
    ));
}

std::optional<Blocked> find_block(db::Transaction& tx, std::string_view address) {
    for (const auto& spelling : mail::spellings(address)) {
        auto found = tx.row<Blocked>(
            "SELECT id, pattern, ticket_id, created_at, created_by FROM blocked_sender WHERE "
            "pattern IN (?1, ?2) "
            "ORDER BY id LIMIT 1",
            spelling,
            "@" + mail::domain_of(spelling)
        );
        if (found) return found;
    }
    return std::nullopt;
}

std::vector<Blocked> blocks(db::Transaction& tx) {
    return tx.rows<Blocked>("SELECT id, pattern, ticket_id, created_at, created_by FROM "
                            "blocked_sender ORDER BY id DESC LIMIT 1000");
}

std::vector<Blocked> blocks_of(db::Transaction& tx, TicketId ticket) {
    return tx.rows<Blocked>(
        "SELECT id, pattern, ticket_id, created_at, created_by FROM blocked_sender WHERE ticket_id "
        "= ?1 "
        "ORDER BY id",
        ticket
    );
}

std::optional<std::int64_t> insert_block(db::Transaction& tx, const Blocked& block) {
    return tx.row<std::int64_t>(
        "INSERT INTO blocked_sender (pattern, ticket_id, created_at, created_by) "
        "VALUES (?1, ?2, ?3, ?4) ON CONFLICT (pattern) DO NOTHING RETURNING id",
        block.pattern,
        block.ticket_id,
        block.created_at,
        block.created_by
    );
}

std::optional<Blocked> remove_block(db::Transaction& tx, std::int64_t id) {
    return tx.row<Blocked>(
        "DELETE FROM blocked_sender WHERE id = ?1 RETURNING id, pattern, ticket_id, created_at, "
        "created_by",
        id
    );
}

} // namespace heed::inbound_mail::store
