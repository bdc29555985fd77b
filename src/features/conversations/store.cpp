// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/conversations/store.hpp"

#include "platform/mail/domains.hpp"

#include <algorithm>
#include <functional>

namespace heed::conversations::store {

EntryId insert(db::Transaction& tx, const Entry& entry) {
    return tx.value<EntryId>(
        "INSERT INTO entry (ticket_id, kind, at, author_id, from_name, from_address, to_addresses, "
        "cc_addresses, subject, body_text, body_html, html_version, reply_text, message_id, "
        "mailbox_id, letter_id, original_sha256, call_direction, delivery, attempts, release_at, "
        "released_at, attachments, judgements, channel) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
        "?9, ?10, "
        "?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25) RETURNING id",
        entry.ticket_id,
        entry.kind,
        entry.at,
        entry.author_id,
        entry.from_name,
        entry.from_address,
        entry.to_addresses,
        entry.cc_addresses,
        entry.subject,
        entry.body_text,
        entry.body_html,
        entry.html_version,
        entry.reply_text,
        entry.message_id,
        entry.mailbox_id,
        entry.letter_id,
        entry.original_sha256,
        entry.call_direction,
        entry.delivery,
        entry.attempts,
        entry.release_at,
        entry.released_at,
        entry.attachments,
        entry.judgements,
        entry.channel
    );
}

std::optional<Entry> find(db::Transaction& tx, EntryId id) {
    return tx.row<Entry>(
        "SELECT id, ticket_id, kind, at, author_id, from_name, from_address, to_addresses, "
        "cc_addresses, subject, body_text, body_html, html_version, reply_text, message_id, "
        "mailbox_id, letter_id, original_sha256, call_direction, delivery, delivery_text, "
        "delivery_at, attempts, release_at, released_at, attachments, judgements, channel "
        "FROM entry WHERE id = ?1",
        id
    );
}

std::optional<Entry> find_by_message_id(db::Transaction& tx, std::string_view message_id) {
    return tx.row<Entry>(
        "SELECT id, ticket_id, kind, at, author_id, from_name, from_address, to_addresses, "
        "cc_addresses, subject, body_text, body_html, html_version, reply_text, message_id, "
        "mailbox_id, letter_id, original_sha256, call_direction, delivery, delivery_text, "
        "delivery_at, attempts, release_at, released_at, attachments, judgements, channel "
        "FROM entry WHERE message_id = ?1 ORDER BY id DESC LIMIT 1",
        message_id
    );
}

std::vector<Entry> page(db::Transaction& tx, const PageOf& page) {
    db::Query query(
        "SELECT id, ticket_id, kind, at, author_id, from_name, from_address, to_addresses, "
        "cc_addresses, subject, body_text, body_html, html_version, reply_text, message_id, "
        "mailbox_id, letter_id, original_sha256, call_direction, delivery, delivery_text, "
        "delivery_at, attempts, release_at, released_at, attachments, judgements, channel FROM "
        "entry"
    );
    query.add("WHERE ticket_id = ?", page.ticket);
    if (page.before) query.add("AND id < ?", *page.before);
    if (page.only_public) {
        query.add("AND kind IN ('message_in', 'message_out')");
        query.add("AND (kind = 'message_in' OR released_at IS NOT NULL)");
    }
    query.add("ORDER BY id DESC LIMIT ?", page.limit);
    return tx.rows<Entry>(query);
}

std::optional<std::int64_t> mailbox_written_to(db::Transaction& tx, TicketId ticket) {
    return tx.row<std::int64_t>(
        "SELECT mailbox_id FROM entry WHERE ticket_id = ?1 AND kind = 'message_in' "
        "AND mailbox_id IS NOT NULL ORDER BY id LIMIT 1",
        ticket
    );
}

std::vector<EntryId>
newer_than(db::Transaction& tx, TicketId ticket, EntryId after, PersonId author) {
    return tx.rows<EntryId>(
        "SELECT id FROM entry WHERE ticket_id = ?1 AND id > ?2 "
        "AND kind IN ('message_in', 'message_out', 'call') "
        "AND (author_id IS NULL OR author_id <> ?3) ORDER BY id LIMIT 20",
        ticket,
        after,
        author
    );
}

void set_delivery(db::Transaction& tx, const Entry& entry) {
    tx.run(
        "UPDATE entry SET delivery = ?2, delivery_text = ?3, delivery_at = ?4, attempts = ?5, "
        "message_id = ?6 WHERE id = ?1",
        entry.id,
        entry.delivery,
        entry.delivery_text,
        entry.delivery_at,
        entry.attempts,
        entry.message_id
    );
}

bool set_released(db::Transaction& tx, EntryId id, Instant at) {
    return tx.run(
               "UPDATE entry SET released_at = ?2, "
               "delivery = CASE WHEN delivery IS NULL THEN NULL ELSE 'queued' END "
               "WHERE id = ?1 AND released_at IS NULL",
               id,
               at
           ) == 1;
}

bool set_unsent(db::Transaction& tx, EntryId id, std::string_view why, Instant at) {
    return tx.run(
               "UPDATE entry SET release_at = NULL, delivery = 'failed', delivery_text = ?2, "
               "delivery_at = ?3 WHERE id = ?1 AND released_at IS NULL AND release_at IS NOT NULL",
               id,
               why,
               at
           ) == 1;
}

void set_held(db::Transaction& tx, EntryId id, const Held& held) {
    tx.run(
        "UPDATE entry SET then_state = ?2, held_version = ?3 WHERE id = ?1",
        id,
        held.then_state,
        held.held_version
    );
}

Held find_held(db::Transaction& tx, EntryId id) {
    return tx.row<Held>("SELECT then_state, held_version FROM entry WHERE id = ?1", id)
        .value_or(Held{});
}

void save_texts(db::Transaction& tx, const Entry& entry) {
    tx.run(
        "UPDATE entry SET from_name = ?2, from_address = ?3, to_addresses = ?4, cc_addresses = ?5, "
        "subject = ?6, body_text = ?7, body_html = ?8, reply_text = ?9, original_sha256 = ?10, "
        "delivery_text = ?11 WHERE id = ?1",
        entry.id,
        entry.from_name,
        entry.from_address,
        entry.to_addresses,
        entry.cc_addresses,
        entry.subject,
        entry.body_text,
        entry.body_html,
        entry.reply_text,
        entry.original_sha256,
        entry.delivery_text
    );
}

void set_attachments(db::Transaction& tx, EntryId id, int count) {
    tx.run("UPDATE entry SET attachments = ?2 WHERE id = ?1", id, count);
}

void remove_judgements(db::Transaction& tx, EntryId id) {
    tx.run("DELETE FROM judgement WHERE entry_id = ?1", id);
}

void remove_participants(db::Transaction& tx, TicketId ticket) {
    tx.run("DELETE FROM participant WHERE ticket_id = ?1", ticket);
}

void remove_participant(db::Transaction& tx, TicketId ticket, std::string_view address) {
    tx.run("DELETE FROM participant WHERE ticket_id = ?1 AND address = ?2", ticket, address);
}

void remove(db::Transaction& tx, EntryId id) {
    tx.run("DELETE FROM entry WHERE id = ?1", id);
}

void set_ticket(db::Transaction& tx, EntryId id, TicketId ticket) {
    tx.run("UPDATE entry SET ticket_id = ?2, woke_version = NULL WHERE id = ?1", id, ticket);
    tx.run("UPDATE judgement SET ticket_id = ?2 WHERE entry_id = ?1", id, ticket);
}

void set_author(db::Transaction& tx, EntryId id, PersonId author) {
    tx.run("UPDATE entry SET author_id = ?2 WHERE id = ?1", id, author);
}

void set_message_in(db::Transaction& tx, EntryId id, PersonId author) {
    tx.run(
        "UPDATE entry SET kind = 'message_in', channel = 'mail', author_id = ?2 WHERE id = ?1",
        id,
        author
    );
}

void set_woke(db::Transaction& tx, EntryId id, std::int64_t version) {
    tx.run("UPDATE entry SET woke_version = ?2 WHERE id = ?1", id, version);
}

std::optional<std::int64_t> woke_version(db::Transaction& tx, EntryId id) {
    const auto version = tx.row<std::int64_t>(
        "SELECT coalesce(woke_version, 0) AS version FROM entry WHERE id = ?1", id
    );
    return version && *version > 0 ? version : std::nullopt;
}

std::int64_t count_entries(db::Transaction& tx, TicketId ticket) {
    return tx.value<std::int64_t>("SELECT count(*) FROM entry WHERE ticket_id = ?1", ticket);
}

std::optional<Entry> newest(db::Transaction& tx, TicketId ticket) {
    auto entries = page(tx, {.ticket = ticket, .before = {}, .limit = 1});
    return entries.empty() ? std::nullopt : std::optional(std::move(entries.front()));
}

std::optional<std::string> sender_of_newest(db::Transaction& tx, TicketId ticket) {
    return tx.row<std::string>(
        "SELECT from_address FROM entry WHERE ticket_id = ?1 AND kind = 'message_in' "
        "AND from_address IS NOT NULL ORDER BY id DESC LIMIT 1",
        ticket
    );
}

std::optional<Entry> newest_public(db::Transaction& tx, TicketId ticket) {
    // What no person wrote, and thanks, answer nothing and ask nothing.
    return tx.row<Entry>(
        "SELECT id, ticket_id, kind, at, author_id, from_name, from_address, to_addresses, "
        "cc_addresses, subject, body_text, body_html, html_version, reply_text, message_id, "
        "mailbox_id, letter_id, original_sha256, call_direction, delivery, delivery_text, "
        "delivery_at, attempts, release_at, released_at, attachments, judgements, channel FROM "
        "entry e "
        "WHERE ticket_id = ?1 AND kind <> 'note' AND (kind <> 'message_out' OR released_at IS NOT "
        "NULL) AND NOT EXISTS (SELECT 1 FROM judgement j "
        "WHERE j.entry_id = e.id AND j.kind IN ('thanks', 'auto_reply') AND j.reversed_at IS NULL) "
        "ORDER BY id DESC LIMIT 1",
        ticket
    );
}

std::vector<DueEntry> due_for_release(db::Transaction& tx, Instant now, int limit) {
    return tx.rows<DueEntry>(
        "SELECT id, ticket_id FROM entry WHERE released_at IS NULL AND release_at IS NOT NULL "
        "AND release_at <= ?1 ORDER BY release_at, id LIMIT ?2",
        now,
        limit
    );
}

std::vector<std::string> message_ids_of(db::Transaction& tx, TicketId ticket, int limit) {
    return tx.rows<std::string>(
        "SELECT message_id FROM entry WHERE ticket_id = ?1 AND message_id IS NOT NULL "
        "AND kind IN ('message_in', 'message_out') ORDER BY id DESC LIMIT ?2",
        ticket,
        limit
    );
}

std::int64_t insert_judgement(db::Transaction& tx, const Judgement& judgement, Instant now) {
    return tx.value<std::int64_t>(
        "INSERT INTO judgement (entry_id, ticket_id, kind, reason, reversible, made_at) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id",
        judgement.entry_id,
        judgement.ticket_id,
        judgement.kind,
        judgement.reason,
        judgement.reversible,
        now
    );
}

std::vector<Judgement> judgements_of(db::Transaction& tx, EntryId entry) {
    return tx.rows<Judgement>(
        "SELECT id, entry_id, ticket_id, kind, reason, reversible, reversed_at FROM judgement "
        "WHERE entry_id = ?1 ORDER BY id",
        entry
    );
}

std::optional<Judgement> find_judgement(db::Transaction& tx, EntryId entry, std::int64_t id) {
    return tx.row<Judgement>(
        "SELECT id, entry_id, ticket_id, kind, reason, reversible, reversed_at FROM judgement "
        "WHERE id = ?1 AND entry_id = ?2",
        id,
        entry
    );
}

bool set_reversed(db::Transaction& tx, std::int64_t id, PersonId by, Instant at) {
    return tx.run(
               "UPDATE judgement SET reversed_at = ?2, reversed_by = ?3 "
               "WHERE id = ?1 AND reversed_at IS NULL",
               id,
               at,
               by
           ) == 1;
}

void set_reason(db::Transaction& tx, std::int64_t id, std::string_view reason) {
    tx.run("UPDATE judgement SET reason = ?2 WHERE id = ?1", id, reason);
}

void count_judgement(db::Transaction& tx, EntryId entry) {
    tx.run("UPDATE entry SET judgements = judgements + 1 WHERE id = ?1", entry);
}

std::vector<Participant> participants_of(db::Transaction& tx, TicketId ticket) {
    return tx.rows<Participant>(
        "SELECT address, name, role FROM participant WHERE ticket_id = ?1 ORDER BY address", ticket
    );
}

bool is_participant(db::Transaction& tx, TicketId ticket, std::string_view address) {
    return std::ranges::any_of(mail::spellings(address), [&](const std::string& spelling) {
        return tx
            .row<std::string>(
                "SELECT address FROM participant WHERE ticket_id = ?1 AND address = ?2",
                ticket,
                spelling
            )
            .has_value();
    });
}

void add_participant(db::Transaction& tx, TicketId ticket, const Participant& participant) {
    // The key knows one spelling only.
    if (mail::spellings(participant.address).size() > 1 &&
        is_participant(tx, ticket, participant.address))
        return;
    tx.run(
        "INSERT INTO participant (ticket_id, address, name, role) VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT (ticket_id, address) DO NOTHING",
        ticket,
        participant.address,
        participant.name,
        participant.role
    );
}

std::vector<TicketId> tickets_of_address(db::Transaction& tx, std::string_view address, int limit) {
    std::vector<TicketId> all;
    for (const auto& spelling : mail::spellings(address)) {
        const auto found = tx.rows<TicketId>(
            "SELECT ticket_id FROM participant WHERE address = ?1 ORDER BY ticket_id DESC LIMIT ?2",
            spelling,
            limit
        );
        all.insert(all.end(), found.begin(), found.end());
    }
    std::ranges::sort(all, std::ranges::greater{});
    all.resize(std::min(all.size(), static_cast<std::size_t>(limit)));
    return all;
}

} // namespace heed::conversations::store
