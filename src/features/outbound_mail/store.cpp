// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/outbound_mail/store.hpp"

#include <algorithm>

namespace heed::outbound_mail::store {

bool insert(db::Transaction& tx, const LetterRow& letter) {
    const auto inserted = tx.run(
        "INSERT INTO outgoing_letter (kind, cause, ticket_id, entry_id, person_id, token_id, "
        "address, "
        "mailbox_id, state, attempts, due_at, remaining, words, created_at) VALUES (?1, ?2, ?3, "
        "?4, "
        "?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) ON CONFLICT (kind, cause) DO NOTHING",
        letter.kind,
        letter.cause,
        letter.ticket_id,
        letter.entry_id,
        letter.person_id,
        letter.token_id,
        letter.address,
        letter.mailbox_id,
        letter.state,
        letter.attempts,
        letter.due_at,
        letter.remaining,
        letter.words,
        letter.created_at
    );
    return inserted == 1;
}

std::optional<LetterRow> find(db::Transaction& tx, OutgoingId id) {
    return tx.row<LetterRow>(
        "SELECT id, kind, cause, ticket_id, entry_id, person_id, token_id, address, mailbox_id, "
        "message_id, state, attempts, due_at, remaining, words, created_at "
        "FROM outgoing_letter WHERE id = ?1",
        id
    );
}

std::optional<LetterRow> find_for_update(db::Transaction& tx, OutgoingId id) {
    return tx.row_for_update<LetterRow>(
        "SELECT id, kind, cause, ticket_id, entry_id, person_id, token_id, address, mailbox_id, "
        "message_id, state, attempts, due_at, remaining, words, created_at "
        "FROM outgoing_letter WHERE id = ?1",
        id
    );
}

void save(db::Transaction& tx, const LetterRow& letter) {
    tx.run(
        "UPDATE outgoing_letter SET address = ?2, mailbox_id = ?3, message_id = ?4, state = ?5, "
        "attempts = ?6, due_at = ?7, remaining = ?8, words = ?9 WHERE id = ?1",
        letter.id,
        letter.address,
        letter.mailbox_id,
        letter.message_id,
        letter.state,
        letter.attempts,
        letter.due_at,
        letter.remaining,
        letter.words
    );
}

std::optional<LetterRow> first_due(db::Transaction& tx, std::int64_t mailbox, Instant now) {
    return tx.row<LetterRow>(
        "SELECT id, kind, cause, ticket_id, entry_id, person_id, token_id, address, mailbox_id, "
        "message_id, state, attempts, due_at, remaining, words, created_at "
        "FROM outgoing_letter WHERE mailbox_id = ?1 AND due_at <= ?2 ORDER BY due_at LIMIT 1",
        mailbox,
        now
    );
}

bool claim(db::Transaction& tx, const LetterRow& letter, Instant until) {
    return tx.run(
               "UPDATE outgoing_letter SET due_at = ?3, attempts = attempts + 1 "
               "WHERE id = ?1 AND attempts = ?2 AND due_at IS NOT NULL",
               letter.id,
               letter.attempts,
               until
           ) == 1;
}

bool begin_sending(db::Transaction& tx, const LetterRow& letter, Instant until) {
    return tx.run(
               "UPDATE outgoing_letter SET state = 'sending', due_at = ?3, message_id = ?4 "
               "WHERE id = ?1 AND attempts = ?2 AND due_at IS NOT NULL",
               letter.id,
               letter.attempts,
               until,
               letter.message_id
           ) == 1;
}

void take_up(db::Transaction& tx, std::int64_t mailbox, Instant now) {
    tx.run(
        "UPDATE outgoing_letter SET due_at = ?2 WHERE mailbox_id = ?1 AND due_at > ?2 "
        "AND state = 'sending'",
        mailbox,
        now
    );
}

std::vector<LetterRow> without_mailbox(db::Transaction& tx, int limit) {
    return tx.rows<LetterRow>(
        "SELECT id, kind, cause, ticket_id, entry_id, person_id, token_id, address, mailbox_id, "
        "message_id, state, attempts, due_at, remaining, words, created_at "
        "FROM outgoing_letter WHERE mailbox_id IS NULL AND due_at IS NOT NULL ORDER BY due_at "
        "LIMIT ?1",
        limit
    );
}

std::vector<LetterRow> waiting_in(db::Transaction& tx, std::int64_t mailbox, int limit) {
    return tx.rows<LetterRow>(
        "SELECT id, kind, cause, ticket_id, entry_id, person_id, token_id, address, mailbox_id, "
        "message_id, state, attempts, due_at, remaining, words, created_at "
        "FROM outgoing_letter WHERE mailbox_id = ?1 AND due_at IS NOT NULL ORDER BY due_at LIMIT "
        "?2",
        mailbox,
        limit
    );
}

std::vector<LetterRow> unsent_of(db::Transaction& tx, TicketId ticket) {
    return tx.rows<LetterRow>(
        "SELECT id, kind, cause, ticket_id, entry_id, person_id, token_id, address, mailbox_id, "
        "message_id, state, attempts, due_at, remaining, words, created_at "
        "FROM outgoing_letter WHERE state <> 'sent' AND ticket_id = ?1 ORDER BY id",
        ticket
    );
}

std::vector<LetterRow>
letters_to(db::Transaction& tx, LetterKind kind, const std::string& address) {
    return tx.rows<LetterRow>(
        "SELECT id, kind, cause, ticket_id, entry_id, person_id, token_id, address, mailbox_id, "
        "message_id, state, attempts, due_at, remaining, words, created_at "
        "FROM outgoing_letter WHERE kind = ?1 AND address = ?2 ORDER BY created_at",
        kind,
        address
    );
}

std::vector<LetterRow> unsent(db::Transaction& tx, std::int64_t before, std::size_t limit) {
    return tx.rows<LetterRow>(
        "SELECT id, kind, cause, ticket_id, entry_id, person_id, token_id, address, mailbox_id, "
        "message_id, state, attempts, due_at, remaining, words, created_at "
        "FROM outgoing_letter WHERE state <> 'sent' AND id < ?1 ORDER BY id DESC LIMIT ?2",
        before,
        static_cast<std::int64_t>(limit)
    );
}

std::optional<LetterRow> newest_invitation(db::Transaction& tx, PersonId person) {
    return tx.row<LetterRow>(
        "SELECT id, kind, cause, ticket_id, entry_id, person_id, token_id, address, mailbox_id, "
        "message_id, state, attempts, due_at, remaining, words, created_at "
        "FROM outgoing_letter WHERE kind = 'invitation' AND person_id = ?1 ORDER BY id DESC "
        "LIMIT 1",
        person
    );
}

namespace {

/// "ana+%@acme.example": whatever stands behind a plus, and no other wildcard.
std::string details_of(std::string_view box) {
    const auto at_sign = std::min(box.rfind('@'), box.size());
    std::string pattern;
    for (std::size_t at = 0; at < box.size(); ++at) {
        if (at == at_sign) pattern += "+%";
        if (std::string_view("!%_").contains(box[at])) pattern += '!';
        pattern += box[at];
    }
    return pattern;
}

} // namespace

std::int64_t sent_to(db::Transaction& tx, LetterKind kind, std::string_view box, Span hour) {
    return tx.value<std::int64_t>(
        "SELECT count(*) FROM (SELECT 1 FROM outgoing_letter WHERE kind = ?1 "
        "AND created_at > ?2 AND created_at <= ?3 "
        "AND (address = ?4 OR address LIKE ?5 ESCAPE '!') LIMIT 1000) AS recent",
        kind,
        hour.since,
        hour.until,
        box,
        details_of(box)
    );
}

std::int64_t sent_in(db::Transaction& tx, LetterKind kind, Span hour) {
    return tx.value<std::int64_t>(
        "SELECT count(*) FROM (SELECT 1 FROM outgoing_letter WHERE kind = ?1 AND created_at > ?2 "
        "AND created_at <= ?3 LIMIT 1000) AS recent",
        kind,
        hour.since,
        hour.until
    );
}

std::optional<Template>
find_template(db::Transaction& tx, TemplateKind kind, std::string_view language) {
    return tx.row<Template>(
        "SELECT kind, language, subject, text, html, version FROM letter_template "
        "WHERE kind = ?1 AND language = ?2",
        kind,
        language
    );
}

std::vector<Template> templates(db::Transaction& tx) {
    return tx.rows<Template>(
        "SELECT kind, language, subject, text, html, version FROM letter_template "
        "ORDER BY kind, language LIMIT 1000"
    );
}

bool save_template(db::Transaction& tx, const Template& letter_template) {
    const auto saved = tx.run(
        "INSERT INTO letter_template (kind, language, subject, text, html, version) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (kind, language) DO UPDATE SET "
        "subject = excluded.subject, text = excluded.text, html = excluded.html, "
        "version = excluded.version WHERE letter_template.version = excluded.version - 1",
        letter_template.kind,
        letter_template.language,
        letter_template.subject,
        letter_template.text,
        letter_template.html,
        letter_template.version
    );
    return saved == 1;
}

} // namespace heed::outbound_mail::store
