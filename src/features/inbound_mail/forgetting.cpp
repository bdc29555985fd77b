// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/forgetting.hpp"

#include "features/attachments/attachments.hpp"
#include "features/inbound_mail/store.hpp"
#include "platform/journal/payloads.hpp"
#include "platform/json/decode.hpp"

#include <algorithm>

namespace heed::inbound_mail {

namespace {

std::string holder_of(const LetterRow& letter) {
    return "letter/" + std::to_string(letter.id.value);
}

/// A letter like any other, so that whoever reads originals reads why this one is none.
attachments::ReadyBlob letter_saying(const std::string& why) {
    return attachments::make_ready_row(
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + why +
        "\r\n"
    );
}

void forget_writer(LetterRow& row) {
    row.from_address.reset();
    row.from_name.reset();
}

void redact_row(LetterRow& row, const mail::Redaction& redaction) {
    const bool theirs = row.from_address && redaction.is_in(*row.from_address);
    if (theirs) forget_writer(row);
    if (theirs || redaction.empty()) {
        row.subject.reset();
        row.decisions = {"[]"};
        return;
    }
    if (row.subject) redaction.in_text(*row.subject);
    if (row.from_name) redaction.in_text(*row.from_name);
    auto steps = decode_fact<std::vector<Decision>>(row.decisions.text);
    CHECK(steps.has_value());
    for (auto& step : *steps) redaction.in_text(step.text);
    row.decisions = {to_json(*steps)};
}

void forget(db::Transaction& tx, LetterRow& row, const mail::Redaction& redaction, Instant now) {
    const auto marker = letter_saying(redaction.marker());
    const auto old = row.sha256;
    // First the row, then the bytes that it refers to.
    attachments::save_blob(tx, marker, now);
    redact_row(row, redaction);
    store::save(tx, row);
    store::set_original(tx, row.id, marker);
    attachments::hold_instead(tx, old, holder_of(row), marker, now);
}

} // namespace

void forget_originals(
    db::Transaction& tx,
    TicketId ticket,
    std::span<const EntryId> entries,
    const mail::Redaction& redaction,
    Instant now
) {
    for (auto& row : store::of_ticket(tx, ticket)) {
        if (!row.entry_id || std::ranges::find(entries, *row.entry_id) == entries.end()) continue;
        forget(tx, row, redaction, now);
    }
}

void forget_letters_of(
    db::Transaction& tx, TicketId ticket, TicketBecomes becomes, const std::string& why, Instant now
) {
    for (auto& row : store::of_ticket(tx, ticket)) {
        forget_writer(row);
        if (becomes == TicketBecomes::deleted) {
            row.ticket_id.reset();
            row.entry_id.reset();
        }
        forget(tx, row, mail::Redaction({}, why), now);
    }
    if (becomes == TicketBecomes::deleted) store::forget_ticket_of_blocks(tx, ticket);
}

std::vector<LetterRow> letters_without_ticket(db::Transaction& tx, const std::string& address) {
    return store::from_without_ticket(tx, address);
}

int forget_letters_from(
    db::Transaction& tx, const std::string& address, const std::string& why, Instant now
) {
    auto rows = store::from_without_ticket(tx, address);
    for (auto& row : rows) {
        forget_writer(row);
        forget(tx, row, mail::Redaction({}, why), now);
    }
    if (const auto block = store::find_block(tx, address); block && block->pattern == address) {
        store::remove_block(tx, block->id);
        const auto actor = Actor::system("privacy");
        const journal::Rewriter rewriter{.actor = actor, .now = now};
        journal::rewrite_payloads_of_block(tx, rewriter, block->id, journal::without_content);
    }
    return static_cast<int>(rows.size());
}

} // namespace heed::inbound_mail
