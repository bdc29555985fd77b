// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/bouncing.hpp"

#include "features/people/people.hpp"
#include "platform/mail/addresses.hpp"
#include "platform/mail/reply_address.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace heed::inbound_mail {

namespace {

using conversations::Delivery;
using conversations::Entry;

constexpr int looked_at = 50; // of the newest entries of a request

bool names(const RawJson& addresses, const std::string& recipient) {
    return std::ranges::any_of(
        conversations::addresses_from(addresses),
        [&](const mail::MailAddress& address) {
            return mail::normalised_address(address.address) == recipient;
        }
    );
}

bool went_to(const Entry& entry, const std::string& recipient) {
    return names(entry.to_addresses, recipient) || names(entry.cc_addresses, recipient);
}

std::vector<mail::BouncedRecipient> all_of(const mail::Bounce& bounce) {
    std::vector<mail::BouncedRecipient> all = {
        {.status = bounce.status,
         .hard = bounce.hard,
         .delayed = bounce.delayed,
         .reason = bounce.reason,
         .recipient = bounce.recipient}
    };
    std::ranges::copy(bounce.others, std::back_inserter(all));
    return all;
}

/// Our answer, by the id that it went out under.
std::optional<Entry>
by_id(db::Transaction& tx, const mail::Bounce& bounce, std::string_view signing_key) {
    const auto& id = bounce.original_message_id;
    if (auto entry = conversations::find_by_message_id(tx, id)) return entry;
    const auto named = mail::entry_of_message_id(id, signing_key);
    return named ? conversations::find_entry(tx, EntryId{*named}) : std::nullopt;
}

std::optional<TicketId> request_of(const ReadLetter& read, std::string_view signing_key) {
    auto addresses = recipients_of(read.letter);
    addresses.push_back(read.bounce->original_reply_to);
    for (const auto& address : addresses)
        if (const auto ticket = mail::ticket_of_address(address, signing_key))
            return TicketId{*ticket};
    return std::nullopt;
}

/// A report without our Message-ID, as some servers write, names the request all the same by the
/// reply address. What nobody named got is not guessed.
std::optional<Entry>
by_reply_address(db::Transaction& tx, const ReadLetter& read, std::string_view signing_key) {
    const auto ticket = request_of(read, signing_key);
    if (!ticket) return std::nullopt;
    const auto recipients = all_of(*read.bounce);
    auto newest = conversations::entries_before(tx, *ticket, std::nullopt, looked_at);
    const auto is_it = [&](const Entry& entry) {
        if (entry.kind != conversations::EntryKind::message_out || !entry.released_at) return false;
        return std::ranges::any_of(recipients, [&](const mail::BouncedRecipient& one) {
            return went_to(entry, one.recipient);
        });
    };
    const auto found = std::ranges::find_if(newest, is_it);
    if (found == newest.end()) return std::nullopt;
    return std::move(*found);
}

std::optional<Entry> find_sent(db::Transaction& tx, const ReadLetter& read) {
    const auto key = mailboxes::desk_key(tx).signing_key;
    auto entry = by_id(tx, *read.bounce, key);
    if (!entry) entry = by_reply_address(tx, read, key);
    const bool is_answer = entry && entry->kind == conversations::EntryKind::message_out;
    return is_answer ? std::move(entry) : std::nullopt;
}

/// Somebody in copy did not get it; those it was written to, as far as is known, did.
bool is_about_copy(const Entry& entry, const std::string& recipient) {
    return !names(entry.to_addresses, recipient) && names(entry.cc_addresses, recipient);
}

std::string name_in(const Entry& entry, const std::string& recipient, bool alone) {
    if (is_about_copy(entry, recipient)) return recipient + " (in copy)";
    const bool one = conversations::addresses_from(entry.to_addresses).size() == 1;
    return alone && (one || recipient.empty()) ? std::string("The customer") : recipient;
}

/// "The customer did not get this: 550 No such user"; a line for each when there are several.
std::string what_failed(const Entry& entry, const std::vector<mail::BouncedRecipient>& recipients) {
    const bool alone = recipients.size() == 1;
    std::string text;
    for (const auto& one : recipients) {
        const auto who = name_in(entry, one.recipient, alone);
        const auto* const what = one.delayed ? " has not got this yet: " : " did not get this: ";
        text += (text.empty() ? "" : "\n") + (who.empty() ? "Somebody" : who) + what + one.reason;
    }
    return text;
}

void tell(
    db::Transaction& tx,
    const Actor& actor,
    const Entry& entry,
    const conversations::DeliveryNews& news,
    Instant now
) {
    const auto recorded = conversations::record_delivery(tx, actor, entry.id, news, now);
    CHECK(recorded.has_value());
}

void judge(
    db::Transaction& tx, const Actor& actor, const Entry& entry, std::string text, Instant now
) {
    conversations::add_judgement(
        tx,
        actor,
        entry,
        {.kind = conversations::JudgementKind::bounce, .reason = std::move(text), .reversible = true
        },
        now
    );
}

/// It did arrive: only told, so that nobody goes on writing to who does not want it.
void tell_complaint(
    db::Transaction& tx,
    const Actor& actor,
    const Entry& entry,
    const mail::Bounce& bounce,
    Instant now
) {
    const auto& recipient = bounce.recipient;
    const auto who = went_to(entry, recipient) ? recipient : std::string("Who got this");
    const auto text = who + " marked it as spam with their mail provider. Ask by other means "
                            "whether they want your letters before you write again.";
    conversations::DeliveryNews news{.text = text, .attempts = entry.attempts};
    news.delivery = entry.delivery.value_or(Delivery::sent);
    tell(tx, actor, entry, news, now);
    judge(tx, actor, entry, text, now);
}

} // namespace

std::optional<Entry>
hear_bounce(db::Transaction& tx, const Actor& actor, const ReadLetter& read, Instant now) {
    const auto& bounce = *read.bounce;
    auto entry = find_sent(tx, read);
    if (!entry) return std::nullopt;
    if (bounce.complaint) {
        tell_complaint(tx, actor, *entry, bounce, now);
        return entry;
    }
    conversations::DeliveryNews news{.text = {}, .attempts = entry->attempts};
    const auto recipients = all_of(bounce);
    if (bounce.delayed) {
        // Late news of trying does not undo that it was given up.
        if (entry->delivery == Delivery::bounced) return entry;
        news.delivery = Delivery::sent;
        news.text = "Not delivered yet: " + bounce.reason;
        tell(tx, actor, *entry, news, now);
        return entry;
    }
    const bool only_copies =
        std::ranges::all_of(recipients, [&](const mail::BouncedRecipient& one) {
            return one.delayed || is_about_copy(*entry, one.recipient);
        });
    news.delivery = only_copies ? entry->delivery.value_or(Delivery::sent) : Delivery::bounced;
    news.text = what_failed(*entry, recipients);
    tell(tx, actor, *entry, news, now);
    judge(tx, actor, *entry, news.text, now);
    for (const auto& one : recipients)
        if (one.hard && went_to(*entry, one.recipient))
            people::mark_undeliverable(tx, actor, one.recipient, now);
    return entry;
}

} // namespace heed::inbound_mail
