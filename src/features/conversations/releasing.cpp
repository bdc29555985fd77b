// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/conversations/releasing.hpp"

#include "features/conversations/store.hpp"
#include "platform/mail/addresses.hpp"

#include <algorithm>

namespace heed::conversations {

namespace {

using tickets::Side;
using tickets::State;
using tickets::Ticket;

/// An entry, its files, its ticket, people in copy and two facts: far below 200 rows a step.
constexpr int released_at_once = 20;

void admit_copied(db::Transaction& tx, const Entry& entry) {
    for (const auto& address : addresses_from(entry.cc_addresses))
        store::add_participant(
            tx,
            entry.ticket_id,
            {.address = mail::normalised_address(address.address),
             .name = address.name,
             .role = Role::cc}
        );
}

/// What was asked for when the answer was written, unless the ticket has gone on without it: to a
/// word of the customer it is no answer, and a state that somebody has set since then stays.
std::optional<State>
state_after_late_reply(db::Transaction& tx, const Ticket& ticket, const Entry& entry) {
    const auto held = store::find_held(tx, entry.id);
    const auto newest = store::newest_public(tx, ticket.id);
    const bool asked_since = newest && newest->side() == Side::customer;
    const bool moved = held.held_version && tickets::moved_since(tx, ticket, *held.held_version);
    if (!asked_since && !moved) return state_after_reply(ticket, held.then_state);
    return ticket.state == State::new_ ? std::optional(State::open) : std::nullopt;
}

Result<> release(db::Transaction& tx, const store::DueEntry& due, Instant now) {
    const auto actor = Actor::system("release");
    auto ticket = TRY(tickets::get_ticket_for_update(tx, actor, due.ticket_id));
    if (!store::set_released(tx, due.id, now)) return {};
    attachments::make_public(tx, due.id);
    const auto entry = store::find(tx, due.id);
    CHECK(entry.has_value());
    const auto then = state_after_late_reply(tx, ticket, *entry);
    auto made = leave(tx, actor, *entry, then, now);
    const auto newest = store::newest_public(tx, ticket.id);
    if (newest && newest->id != entry->id) {
        made.public_from.reset();
        made.excerpt.clear();
    }
    return tickets::show_entry(tx, actor, ticket, made);
}

} // namespace

std::optional<State> state_after_reply(const Ticket& ticket, std::optional<Then> then) {
    if (then) return enum_from<State>(name_of(*then));
    // A word between does not end the wait for a supplier, a change or a date.
    const bool waits_for_them = ticket.waiting_for == tickets::WaitingFor::customer;
    if (ticket.state == State::new_ || waits_for_them) return State::open;
    return std::nullopt;
}

tickets::EntryMade leave(
    db::Transaction& tx,
    const Actor& actor,
    const Entry& entry,
    std::optional<State> then,
    Instant now
) {
    admit_copied(tx, entry);
    const bool by_mail = entry.to_addresses.text != "[]" || entry.cc_addresses.text != "[]";
    journal::append(
        tx,
        actor,
        now,
        MessageReleased{
            .ticket = entry.ticket_id,
            .entry = entry.id,
            .author_id = entry.author_id,
            .mailbox_id = entry.mailbox_id,
            .by_mail = by_mail,
        }
    );
    return {
        .at = now,
        .entry = entry.id,
        .public_from = Side::agent,
        .shown = true,
        .excerpt = excerpt_of(entry.body_text),
        .then = then,
        .author = entry.author_id
    };
}

Result<int> release_due(db::Transaction& tx, Instant now) {
    auto due = store::due_for_release(tx, now, released_at_once);
    // Tickets are locked in order of their numbers, as by everybody who locks several.
    std::ranges::sort(due, {}, &store::DueEntry::ticket_id);
    for (const auto& entry : due) {
        TRY(release(tx, entry, now));
    }
    return static_cast<int>(due.size());
}

} // namespace heed::conversations
