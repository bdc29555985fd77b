// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/privacy/redacting.hpp"

#include "features/conversations/conversations.hpp"
#include "features/inbound_mail/inbound_mail.hpp"
#include "features/privacy/events.hpp"
#include "features/privacy/marker.hpp"
#include "features/privacy/requests.hpp"
#include "features/privacy/store.hpp"
#include "features/tickets/tickets.hpp"
#include "platform/journal/payloads.hpp"

namespace heed::privacy {

namespace {

using conversations::Entry;
using tickets::Ticket;

constexpr std::size_t words_max = 20;
// "Yes" as a whole message must not take every yes with it.
constexpr std::size_t telling_bytes_min = 12;

Result<> require_may_redact(const Actor& actor, const Ticket& ticket) {
    TRY(tickets::require_changeable(actor, ticket));
    if (actor.may_in(Permission::ticket_redact, ticket.team_id)) return {};
    return refuse(
        Refusal::forbidden,
        "not_allowed",
        "",
        "This takes the permission ticket:redact in the ticket's team; ask your lead."
    );
}

/// The entry as it stands behind its ticket's lock.
struct Held {
    Ticket ticket;
    Entry entry;
};

Result<Held> hold(db::Transaction& tx, const Actor& actor, EntryId id) {
    const auto seen = TRY(conversations::get_entry(tx, actor, id));
    auto ticket = TRY(tickets::get_ticket_for_update(tx, actor, seen.ticket_id));
    TRY(require_may_redact(actor, ticket));
    TRY(require_not_held(tx, ticket.id));
    auto entry = TRY(conversations::get_entry(tx, actor, id));
    Held held{.ticket = std::move(ticket), .entry = std::move(entry)};
    return held;
}

std::vector<std::string> words_of(const RedactEntry& command, const Entry& entry) {
    std::vector<std::string> words;
    if (!command.words) {
        const auto& all = entry.reply_text ? *entry.reply_text : entry.body_text;
        if (all.size() >= telling_bytes_min) words.push_back(all);
        return words;
    }
    for (const auto& word : *command.words) words.push_back(word.value);
    return words;
}

Result<> require_sound(const RedactEntry& command, const mail::Redaction& redaction) {
    if (command.words && (command.words->empty() || command.words->size() > words_max))
        return refuse(
            Refusal::invalid, "too_many_words", "/words", "Name one to twenty pieces of text."
        );
    if (command.words && redaction.is_in(command.reason.value))
        return refuse(
            Refusal::invalid,
            "reason_repeats",
            "/reason",
            "The reason says again what is to disappear; put it in other words."
        );
    return {};
}

/// The ticket's own texts, and what the journal said of them before. Facts that are appended from
/// now on tell nothing of it.
bool redact_ticket(
    db::Transaction& tx,
    const Actor& actor,
    Ticket& ticket,
    const mail::Redaction& redaction,
    Instant now
) {
    journal::rewrite_payloads_of(
        tx,
        {.actor = actor, .now = now},
        ticket.id,
        [&](std::string_view, std::string_view text) -> std::optional<std::string> {
            std::string changed(text);
            if (!redaction.in_text(changed)) return std::nullopt;
            return changed;
        }
    );
    const auto rewrite = [&](std::string& text) { return redaction.in_text(text); };
    return tickets::rewrite_texts(tx, actor, ticket, rewrite, now);
}

attachments::Marker file_marker(const std::string& marker) {
    return {.name = marker + ".txt", .blob = attachments::make_ready_row(marker + "\n")};
}

void redact_files(db::Transaction& tx, EntryId entry, const std::string& marker, Instant now) {
    for (const auto& file : attachments::attachments_of(tx, entry))
        attachments::replace_file(tx, file, file_marker(marker), now);
}

/// Who did it and when, whether now or in another state of this desk.
std::string marker_for(
    db::Transaction& tx,
    const Actor& actor,
    const std::string& reason,
    Instant now,
    const Erasure* again
) {
    if (again == nullptr) return marker_of(tx, actor, reason, now);
    auto before = actor;
    before.person = again->done_by.value_or(PersonId{});
    return marker_of(tx, before, reason, again->at);
}

std::string
places_of(const RedactEntry& command, const mail::Redaction& words, const Entry& entry) {
    std::vector<Place> places;
    if (command.words) {
        for (const auto& [from, to] : words.places_in(entry.body_text))
            places.push_back(
                {.from = static_cast<std::int64_t>(from), .to = static_cast<std::int64_t>(to)}
            );
    }
    return to_json(places);
}

Erasure erasure_of(const RedactEntry& command, const mail::Redaction& words, const Entry& entry) {
    return {
        .scope = command.words ? Scope::words : Scope::entry,
        .ticket_id = entry.ticket_id,
        .entry_id = entry.id,
        .places = {places_of(command, words, entry)},
        .everywhere = command.everywhere.value_or(false),
        .basis = command.reason.value,
    };
}

Erasure
erasure_of(const RedactFile& command, const attachments::Attachment& file, const Entry& entry) {
    return {
        .scope = Scope::attachment,
        .ticket_id = entry.ticket_id,
        .entry_id = entry.id,
        .attachment_id = file.id.value,
        .basis = command.reason.value,
    };
}

void note(
    db::Transaction& tx, const Actor& actor, Erasure erasure, Instant now, const Erasure* again
) {
    if (again != nullptr) {
        store::note_again(tx, *again);
        return;
    }
    erasure.at = now;
    if (actor.person.is_set()) erasure.done_by = actor.person;
    store::note(tx, erasure);
}

/// Those in which something stood.
std::vector<EntryId> redact_entries(
    db::Transaction& tx,
    Held& held,
    const RedactEntry& command,
    const mail::Redaction& redaction,
    Instant now
) {
    const bool everywhere = command.everywhere.value_or(false);
    std::vector<EntryId> entries;
    if (!command.words) {
        redact_files(tx, held.entry.id, redaction.marker(), now);
        conversations::redact_entry(tx, held.ticket, held.entry, redaction.marker());
        entries = {held.entry.id};
    }
    if (command.words || everywhere) {
        const auto only = everywhere ? std::nullopt : std::optional(held.entry.id);
        const auto found = conversations::redact_words(tx, held.ticket, redaction, only);
        entries.insert(entries.end(), found.begin(), found.end());
    }
    return entries;
}

Result<> require_in_message(const attachments::Attachment& file) {
    if (file.entry_id) return {};
    return refuse(
        Refusal::conflict,
        "wrong_state",
        "",
        "This file was uploaded and belongs to no message yet; leave it out, and it is gone in a "
        "day."
    );
}

} // namespace

Result<Done> redact_entry(
    db::Transaction& tx, const Actor& actor, EntryId id, const RedactEntry& command, Instant now
) {
    auto held = TRY(hold(tx, actor, id));
    const auto marker = marker_for(tx, actor, command.reason.value, now, command.again);
    const mail::Redaction redaction(words_of(command, held.entry), marker);
    TRY(require_sound(command, redaction));
    auto erasure = erasure_of(command, redaction, held.entry);
    const bool in_ticket = redact_ticket(tx, actor, held.ticket, redaction, now);
    auto entries = redact_entries(tx, held, command, redaction, now);
    if (entries.empty() && !in_ticket)
        return refuse(
            Refusal::invalid,
            "words_not_found",
            "/words",
            "These words do not stand there; select them as the message shows them."
        );
    const bool whole = !command.words;
    const auto ticket = held.ticket.id;
    const mail::Redaction all({}, marker);
    inbound_mail::forget_originals(tx, ticket, entries, whole ? all : redaction, now);
    note(tx, actor, std::move(erasure), now, command.again);
    journal::append(
        tx,
        actor,
        now,
        EntryRedacted{
            .ticket = ticket,
            .entry = id,
            .what = whole ? What::entry : What::words,
            .entries = std::move(entries),
            .reason = command.reason.value,
        }
    );
    return Done{.id = ticket.value, .item = id.value};
}

Result<Done> redact_file(
    db::Transaction& tx,
    const Actor& actor,
    attachments::AttachmentId id,
    const RedactFile& command,
    Instant now
) {
    const auto file = TRY(attachments::get_attachment(tx, actor, id));
    TRY(require_in_message(file));
    auto [ticket, entry] = TRY(hold(tx, actor, *file.entry_id));
    const auto held = TRY(attachments::get_attachment(tx, actor, id));
    const auto marker = marker_for(tx, actor, command.reason.value, now, command.again);
    const mail::Redaction name({held.filename}, marker);
    attachments::replace_file(tx, held, file_marker(marker), now);
    // Letters name their files, and people in them often are the secret.
    conversations::redact_words(tx, ticket, name, entry.id);
    conversations::forget_original(tx, entry.id);
    inbound_mail::forget_originals(tx, ticket.id, std::vector{entry.id}, name, now);
    note(tx, actor, erasure_of(command, held, entry), now, command.again);
    journal::append(
        tx,
        actor,
        now,
        EntryRedacted{
            .ticket = ticket.id,
            .entry = entry.id,
            .what = What::attachment,
            .entries = {entry.id},
            .attachment = id,
            .reason = command.reason.value,
        }
    );
    return Done{.id = ticket.id.value, .item = entry.id.value};
}

} // namespace heed::privacy
