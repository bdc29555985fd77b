// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/conversations/forgetting.hpp"

#include "features/attachments/attachments.hpp"
#include "features/conversations/counting.hpp"
#include "features/conversations/store.hpp"
#include "platform/mail/addresses.hpp"

#include <algorithm>

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

void empty(db::Transaction& tx, const Entry& entry, const std::string& marker, Instant now) {
    Entry emptied = entry;
    // An agent is named by their account, which is another's matter.
    emptied.from_name.reset();
    emptied.from_address.reset();
    emptied.to_addresses = {"[]"};
    emptied.cc_addresses = {"[]"};
    emptied.subject.reset();
    emptied.body_text = marker;
    emptied.body_html.reset();
    emptied.reply_text.reset();
    emptied.original_sha256.reset();
    emptied.delivery_text.reset();
    store::save_texts(tx, emptied);
    attachments::remove_files(tx, entry.id, now);
    store::set_attachments(tx, entry.id, 0);
    for (const auto& judgement : store::judgements_of(tx, entry.id))
        store::set_reason(tx, judgement.id, marker);
}

/// True when one of the addresses was in the list.
bool without(RawJson& list, const std::vector<std::string>& addresses) {
    auto all = addresses_from(list);
    const auto gone = std::erase_if(all, [&](const mail::MailAddress& one) {
        return std::ranges::find(addresses, mail::normalised_address(one.address)) !=
               addresses.end();
    });
    if (gone > 0) list = addresses_json(all);
    return gone > 0;
}

/// Newest first, in pages: `visit` may change or remove the entry it is given.
template <class Visit>
void for_each_entry(db::Transaction& tx, TicketId ticket, const Visit& visit) {
    std::optional<EntryId> before;
    while (true) {
        auto entries = store::page(tx, {.ticket = ticket, .before = before, .limit = page_rows});
        for (auto& entry : entries) visit(entry);
        if (entries.size() < page_rows) return;
        before = entries.back().id;
    }
}

} // namespace

std::vector<EntryId> redact_words(
    db::Transaction& tx,
    tickets::Ticket& ticket,
    const mail::Redaction& redaction,
    std::optional<EntryId> only
) {
    std::vector<EntryId> redacted;
    for_each_entry(tx, ticket.id, [&](Entry& entry) {
        if (only && entry.id != *only) return;
        if (redact_one(tx, entry, redaction)) redacted.push_back(entry.id);
    });
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

void empty_conversation(
    db::Transaction& tx, tickets::Ticket& ticket, const std::string& marker, Instant now
) {
    for_each_entry(tx, ticket.id, [&](Entry& entry) { empty(tx, entry, marker, now); });
    store::remove_participants(tx, ticket.id);
    recount(tx, ticket);
}

void remove_conversation(db::Transaction& tx, TicketId ticket, Instant now) {
    for_each_entry(tx, ticket, [&](Entry& entry) {
        attachments::remove_files(tx, entry.id, now);
        store::remove_judgements(tx, entry.id);
        store::remove(tx, entry.id);
    });
    store::remove_participants(tx, ticket);
}

std::vector<EntryId> forget_participant(
    db::Transaction& tx, tickets::Ticket& ticket, const Forgotten& forgotten, Instant now
) {
    std::vector<EntryId> touched;
    for_each_entry(tx, ticket.id, [&](Entry& entry) {
        if (entry.author_id == forgotten.person) {
            empty(tx, entry, forgotten.name.marker(), now);
            touched.push_back(entry.id);
            return;
        }
        const bool listed = without(entry.to_addresses, forgotten.addresses) ||
                            without(entry.cc_addresses, forgotten.addresses);
        if (listed) store::save_texts(tx, entry);
        if (redact_one(tx, entry, forgotten.name) || listed) touched.push_back(entry.id);
    });
    for (const auto& address : forgotten.addresses)
        store::remove_participant(tx, ticket.id, address);
    recount(tx, ticket);
    return touched;
}

void forget_original(db::Transaction& tx, EntryId entry) {
    auto found = store::find(tx, entry);
    if (!found) return;
    found->original_sha256.reset();
    store::save_texts(tx, *found);
}

} // namespace heed::conversations
