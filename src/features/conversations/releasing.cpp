// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/conversations/releasing.hpp"

#include "features/conversations/store.hpp"
#include "kernel/fault.hpp"
#include "platform/desk/desk.hpp"
#include "platform/journal/savepoint.hpp"
#include "platform/log/log.hpp"
#include "platform/mail/addresses.hpp"

#include <algorithm>
#include <exception>

namespace heed::conversations {

namespace {

using tickets::Side;
using tickets::State;
using tickets::Ticket;

constexpr int released_at_once = 100;

Actor releasing() {
    return Actor::system("release");
}

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

Result<>
release(db::Transaction& tx, Result<Ticket> locked, const store::DueEntry& due, Instant now) {
    const auto actor = releasing();
    auto ticket = TRY(std::move(locked));
    if (!store::set_released(tx, due.id, now)) return {};
    HEED_FAULT("message_releasing");
    attachments::make_public(tx, due.id);
    const auto entry = store::find(tx, due.id);
    CHECK(entry.has_value());
    const auto then = state_after_late_reply(tx, ticket, *entry);
    TRY(require_answerable(ticket, then));
    auto made = leave(tx, actor, *entry, then, now);
    const auto newest = store::newest_public(tx, ticket.id);
    if (newest && newest->id != entry->id) {
        made.public_from.reset();
        made.excerpt.clear();
    }
    return tickets::show_entry(tx, actor, ticket, made);
}

/// Why an answer stays here, for who wrote it.
std::string why_not_sent(const Result<Ticket>& ticket, const Error& refusal) {
    const std::string unsent = "It was not sent: ";
    if (ticket && ticket->state == State::closed)
        return unsent + "this request had been closed when it was to leave.";
    if (!ticket || ticket->state != State::cancelled) return unsent + refusal.detail;
    const bool spam = ticket->cancelled_as == tickets::CancelledAs::spam;
    return unsent + (spam ? "this request was marked as spam before it was to leave."
                          : "this request was cancelled before it was to leave.");
}

/// The answer will not leave, its words and files stay with the desk, and its author sees why.
void hold_back(
    db::Transaction& tx, const store::DueEntry& due, const std::string& why, Instant now
) {
    if (!store::set_unsent(tx, due.id, why, now)) return;
    journal::append(
        tx,
        releasing(),
        now,
        DeliveryChanged{
            .ticket = due.ticket_id, .entry = due.id, .delivery = Delivery::failed, .text = why
        }
    );
    log::warning(
        "answer_held_back", {{"ticket", due.ticket_id}, {"entry", due.id}, {"reason", why}}
    );
}

/// Whether it is done with. A fault leaves it for the next tick and keeps none of the others back.
bool release_alone(Desk& desk, const store::DueEntry& due, Instant now) {
    try {
        const auto done = desk.db.write(
            [&](db::Transaction& tx) -> Result<> {
                release_or_hold_back(tx, due, now);
                return {};
            },
            {.lane = db::Lane::background}
        );
        return done.has_value();
    } catch (const std::exception& fault) {
        log::error(
            "answer_not_released",
            {{"ticket", due.ticket_id}, {"entry", due.id}, {"reason", fault.what()}}
        );
        return false;
    }
}

} // namespace

std::optional<State> state_after_reply(const Ticket& ticket, std::optional<Then> then) {
    if (then) return enum_from<State>(name_of(*then));
    // A word between does not end the wait for a supplier, a change or a date.
    const bool waits_for_them = ticket.waiting_for == tickets::WaitingFor::customer;
    if (ticket.state == State::new_ || waits_for_them) return State::open;
    return std::nullopt;
}

Result<> require_answerable(const Ticket& ticket, std::optional<State> then) {
    if (ticket.state == State::cancelled && !then)
        return refuse(
            Refusal::conflict,
            "wrong_state",
            "",
            "This request is cancelled; take it up again to answer it."
        );
    TRY(tickets::require_not_closed(ticket));
    if (!then || *then == ticket.state) return {};
    return tickets::require_may_become(ticket, *then);
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

void release_or_hold_back(db::Transaction& tx, const store::DueEntry& due, Instant now) {
    // Before the savepoint, whose end would give the lock back.
    const auto ticket = tickets::get_ticket_for_update(tx, releasing(), due.ticket_id);
    journal::Savepoint savepoint(tx);
    const auto released = release(tx, ticket, due, now);
    HEED_FAULT("message_released");
    if (released) return savepoint.keep();
    savepoint.undo();
    hold_back(tx, due, why_not_sent(ticket, released.error()), now);
}

int release_due(Desk& desk, Instant now) {
    const auto due = desk.db.read([&](db::Transaction& tx) {
        return store::due_for_release(tx, now, released_at_once);
    });
    return static_cast<int>(std::ranges::count_if(due, [&](const store::DueEntry& one) {
        return release_alone(desk, one, now);
    }));
}

} // namespace heed::conversations
