// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/privacy/erasing.hpp"

#include "features/access/access.hpp"
#include "features/conversations/conversations.hpp"
#include "features/inbound_mail/inbound_mail.hpp"
#include "features/outbound_mail/outbound_mail.hpp"
#include "features/privacy/events.hpp"
#include "features/privacy/marker.hpp"
#include "features/privacy/store.hpp"
#include "platform/journal/payloads.hpp"

#include <algorithm>

namespace heed::privacy {

namespace {

constexpr int tickets_counted = 1000;
constexpr int others_looked_at = 500;
constexpr std::size_t held_shown = 20;

bool is_held(db::Transaction& tx, TicketId ticket) {
    return store::find_hold(tx, ticket).has_value();
}

/// A first name alone stands in too many texts that are about others.
std::vector<std::string> names_of(const people::PersonBrief& person) {
    if (person.name.contains(' ')) return {person.name};
    return {};
}

/// By name and by each address; what stands there instead names nobody.
conversations::Forgotten forgotten(db::Transaction& tx, const people::PersonBrief& person) {
    const auto addresses = people::addresses_of(tx, person.id);
    auto words = names_of(person);
    words.insert(words.end(), addresses.begin(), addresses.end());
    return {
        .person = person.id,
        .addresses = addresses,
        .name = mail::Redaction(words, erased_marker(tx)),
    };
}

/// Tickets of others that an address belongs to and that nothing keeps.
std::optional<TicketId>
next_taking_part(db::Transaction& tx, const std::vector<std::string>& addresses) {
    for (const auto& address : addresses) {
        const auto all = conversations::tickets_of_address(tx, address, others_looked_at);
        const auto free = std::ranges::find_if(all, [&](TicketId id) { return !is_held(tx, id); });
        if (free != all.end()) return *free;
    }
    return std::nullopt;
}

void leave_ticket(
    db::Transaction& tx,
    const Actor& actor,
    TicketId id,
    const conversations::Forgotten& forgotten,
    Instant now
) {
    auto ticket = tickets::get_ticket_for_update(tx, actor, id);
    CHECK(ticket.has_value());
    journal::rewrite_payloads_of(
        tx,
        {.actor = actor, .now = now},
        id,
        [&](std::string_view, std::string_view text) -> std::optional<std::string> {
            std::string changed(text);
            if (!forgotten.name.in_text(changed)) return std::nullopt;
            return changed;
        }
    );
    const auto rewrite = [&](std::string& text) { return forgotten.name.in_text(text); };
    tickets::rewrite_texts(tx, actor, *ticket, rewrite, now);
    const auto entries = conversations::forget_participant(tx, *ticket, forgotten, now);
    inbound_mail::forget_originals(tx, id, entries, forgotten.name, now);
    journal::append(tx, actor, now, ContentErased{.ticket = id});
}

void forget_person(
    db::Transaction& tx, const Actor& actor, const conversations::Forgotten& forgotten, Instant now
) {
    for (const auto& address : forgotten.addresses) {
        while (inbound_mail::forget_letters_from(tx, address, forgotten.name.marker(), now) >= 100
        ) {
        }
        outbound_mail::forget_letters_to(tx, address);
    }
    attachments::remove_uploads_of(tx, forgotten.person, now);
    access::forget_person(tx, forgotten.person, forgotten.addresses);
    people::erase_person(tx, actor, forgotten.person, erased_name(tx, forgotten.person), now);
}

} // namespace

void delete_for_good(
    db::Transaction& tx, const Actor& actor, const tickets::Ticket& ticket, Instant now
) {
    journal::rewrite_payloads_of(
        tx, {.actor = actor, .now = now}, ticket.id, journal::without_content
    );
    inbound_mail::forget_letters_of(
        tx, ticket.id, inbound_mail::TicketBecomes::deleted, deleted_marker(tx), now
    );
    outbound_mail::forget_letters_of(tx, ticket.id);
    access::forget_links_to(tx, ticket.id);
    conversations::remove_conversation(tx, ticket.id, now);
    tickets::delete_ticket(tx, actor, ticket, now);
}

void erase_content(db::Transaction& tx, const Actor& actor, tickets::Ticket& ticket, Instant now) {
    const auto marker = erased_marker(tx);
    journal::rewrite_payloads_of(
        tx, {.actor = actor, .now = now}, ticket.id, journal::without_content
    );
    const auto rewrite = [&](std::string& text) {
        text = marker;
        return true;
    };
    tickets::rewrite_texts(tx, actor, ticket, rewrite, now);
    inbound_mail::forget_letters_of(
        tx, ticket.id, inbound_mail::TicketBecomes::emptied, marker, now
    );
    outbound_mail::forget_letters_of(tx, ticket.id);
    access::forget_links_to(tx, ticket.id);
    conversations::empty_conversation(tx, ticket, marker, now);
    journal::append(tx, actor, now, ContentErased{.ticket = ticket.id});
}

bool erase_step(db::Transaction& tx, const Actor& actor, PrivacyRequest& request, Instant now) {
    const auto person = people::find_person(tx, *request.person_id);
    CHECK(person.has_value());
    const auto asked = tickets::tickets_asked_by(tx, person->id, request.done_to, 1);
    if (!asked.empty()) {
        request.done_to = asked.front();
        if (is_held(tx, request.done_to)) return false;
        auto ticket = tickets::get_ticket_for_update(tx, actor, request.done_to);
        CHECK(ticket.has_value());
        erase_content(tx, actor, *ticket, now);
        return false;
    }
    const auto who = forgotten(tx, *person);
    if (const auto next = next_taking_part(tx, who.addresses)) {
        leave_ticket(tx, actor, *next, who, now);
        return false;
    }
    forget_person(tx, actor, who, now);
    return true;
}

ErasurePreview erasure_preview(db::Transaction& tx, PersonId person) {
    ErasurePreview preview;
    const auto asked = tickets::tickets_asked_by(tx, person, TicketId{0}, tickets_counted);
    preview.tickets = static_cast<int>(asked.size());
    for (const auto ticket : asked)
        if (is_held(tx, ticket) && preview.held.size() < held_shown) preview.held.push_back(ticket);
    const auto addresses = people::addresses_of(tx, person);
    preview.addresses = static_cast<int>(addresses.size());
    std::vector<TicketId> others;
    for (const auto& address : addresses) {
        for (const auto ticket : conversations::tickets_of_address(tx, address, others_looked_at))
            if (std::ranges::find(asked, ticket) == asked.end()) others.push_back(ticket);
    }
    std::ranges::sort(others);
    const auto [first, last] = std::ranges::unique(others);
    preview.taking_part = static_cast<int>(std::distance(others.begin(), first));
    static_cast<void>(last);
    return preview;
}

} // namespace heed::privacy
