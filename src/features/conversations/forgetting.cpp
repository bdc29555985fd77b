// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/conversations/forgetting.hpp"

#include "features/conversations/counting.hpp"
#include "features/conversations/store.hpp"

namespace heed::conversations {

namespace {

constexpr int page_rows = 100;

bool redact(std::optional<std::string>& text, const mail::Redaction& redaction) {
    return text && redaction.in_text(*text);
}

/// Every text is looked at, also after one had the words.
bool redact_texts(Entry& entry, const mail::Redaction& redaction) {
    bool found = redaction.in_text(entry.body_text);
    if (entry.body_html) found = redaction.in_html(*entry.body_html) || found;
    found = redact(entry.reply_text, redaction) || found;
    found = redact(entry.subject, redaction) || found;
    found = redact(entry.from_name, redaction) || found;
    return redact(entry.delivery_text, redaction) || found;
}

bool redact_judgements(db::Transaction& tx, const Entry& entry, const mail::Redaction& redaction) {
    bool found = false;
    if (entry.judgements == 0) return found;
    for (auto& judgement : store::judgements_of(tx, entry.id)) {
        if (!redaction.in_text(judgement.reason)) continue;
        store::set_reason(tx, judgement.id, judgement.reason);
        found = true;
    }
    return found;
}

/// The letter an entry came from may say more than its body shows: it goes with the first word.
bool redact_one(db::Transaction& tx, Entry& entry, const mail::Redaction& redaction) {
    const bool judged = redact_judgements(tx, entry, redaction);
    if (!redact_texts(entry, redaction)) return judged;
    entry.original_sha256.reset();
    store::save_texts(tx, entry);
    return true;
}

} // namespace

std::vector<EntryId> redact_words(
    db::Transaction& tx,
    tickets::Ticket& ticket,
    const mail::Redaction& redaction,
    std::optional<EntryId> only
) {
    std::vector<EntryId> redacted;
    std::optional<EntryId> before;
    while (true) {
        auto entries = store::page(tx, {.ticket = ticket.id, .before = before, .limit = page_rows});
        for (auto& entry : entries) {
            if (only && entry.id != *only) continue;
            if (redact_one(tx, entry, redaction)) redacted.push_back(entry.id);
        }
        if (entries.size() < page_rows) break;
        before = entries.back().id;
    }
    if (!redacted.empty()) recount(tx, ticket);
    return redacted;
}

void redact_entry(
    db::Transaction& tx, tickets::Ticket& ticket, const Entry& entry, const std::string& marker
) {
    Entry redacted = entry;
    redacted.body_text = marker;
    redacted.body_html.reset();
    redacted.reply_text.reset();
    redacted.subject.reset();
    redacted.delivery_text.reset();
    redacted.original_sha256.reset();
    store::save_texts(tx, redacted);
    for (const auto& judgement : store::judgements_of(tx, entry.id))
        store::set_reason(tx, judgement.id, marker);
    recount(tx, ticket);
}

void forget_original(db::Transaction& tx, EntryId entry) {
    auto found = store::find(tx, entry);
    if (!found) return;
    found->original_sha256.reset();
    store::save_texts(tx, *found);
}

} // namespace heed::conversations
