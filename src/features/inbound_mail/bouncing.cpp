// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/bouncing.hpp"

#include "features/people/people.hpp"
#include "platform/mail/addresses.hpp"

#include <algorithm>

namespace heed::inbound_mail {

namespace {

using conversations::Delivery;
using conversations::Entry;

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

/// Somebody in copy did not get it; those it was written to, as far as is known, did.
bool is_about_copy(const Entry& entry, const std::string& recipient) {
    return !names(entry.to_addresses, recipient) && names(entry.cc_addresses, recipient);
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

} // namespace

std::optional<Entry>
hear_bounce(db::Transaction& tx, const Actor& actor, const mail::Bounce& bounce, Instant now) {
    auto entry = conversations::find_by_message_id(tx, bounce.original_message_id);
    if (!entry || entry->kind != conversations::EntryKind::message_out) return std::nullopt;
    conversations::DeliveryNews news{.text = {}, .attempts = entry->attempts};
    if (bounce.delayed) {
        // Late news of trying does not undo that it was given up.
        if (entry->delivery == Delivery::bounced) return entry;
        news.delivery = Delivery::sent;
        news.text = "Not delivered yet: " + bounce.reason;
        tell(tx, actor, *entry, news, now);
        return entry;
    }
    const bool in_copy = is_about_copy(*entry, bounce.recipient);
    news.delivery = in_copy ? entry->delivery.value_or(Delivery::sent) : Delivery::bounced;
    const auto who = in_copy ? bounce.recipient + " (in copy)" : std::string("The customer");
    news.text = who + " did not get this: " + bounce.reason;
    tell(tx, actor, *entry, news, now);
    conversations::add_judgement(
        tx,
        actor,
        *entry,
        {.kind = conversations::JudgementKind::bounce, .reason = news.text, .reversible = true},
        now
    );
    if (bounce.hard && went_to(*entry, bounce.recipient))
        people::mark_undeliverable(tx, actor, bounce.recipient, now);
    return entry;
}

} // namespace heed::inbound_mail
