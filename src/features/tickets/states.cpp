// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/settings/settings.hpp"
#include "features/tickets/rules.hpp"
#include "features/tickets/store.hpp"
#include "features/tickets/tickets.hpp"

#include <algorithm>

namespace heed::tickets {

namespace {

/// Leaves the state: what belonged to the old one goes with it.
void enter(Ticket& ticket, State state, Instant now) {
    ticket.state = state;
    ticket.changed_at = now;
    ticket.waiting_for.reset();
    ticket.waiting_until.reset();
    ticket.cancelled_as.reset();
    if (state == State::resolved) ticket.resolved_at = now;
    if (state == State::closed) ticket.closed_at = now;
    if (is_unresolved(state)) {
        ticket.resolved_at.reset();
        ticket.resolved_by.reset();
    }
}

/// The ticket to change, checked and locked, with what it was.
struct Change {
    Ticket before;
    Ticket ticket;
};

Result<Change> begin(db::Transaction& tx, const Actor& actor, TicketId id, State wanted) {
    auto before = TRY(get_ticket_for_update(tx, actor, id));
    TRY(require_changeable(actor, before));
    TRY(require_may_become(before, wanted));
    return Change{.before = before, .ticket = std::move(before)};
}

/// What an entry shows and moves once it is there for whom it is meant.
Result<> take_entry(Ticket& ticket, const EntryMade& entry, std::optional<PersonId> by) {
    ticket.last_entry_at = entry.at;
    ticket.changed_at = entry.at;
    if (entry.shown) ticket.public_changed_at = entry.at;
    if (entry.public_from) ticket.last_public_from = entry.public_from;
    if (!entry.excerpt.empty()) ticket.excerpt = entry.excerpt;
    if (!entry.then || *entry.then == ticket.state) return {};
    TRY(require_may_become(ticket, *entry.then));
    enter(ticket, *entry.then, entry.at);
    if (*entry.then == State::waiting) ticket.waiting_for = WaitingFor::customer;
    if (*entry.then == State::resolved && by) ticket.resolved_by = by;
    return {};
}

/// Nothing waits for who may no longer answer it: the ticket goes back to those who can. Returns
/// the reason, for the history.
std::optional<std::string>
drop_absent_owner(db::Transaction& tx, const Ticket& before, Ticket& ticket) {
    const bool wakes = before.state != ticket.state && is_unresolved(ticket.state);
    if (!wakes || may_own(tx, {.owner = ticket.owner_id, .team = ticket.team_id})) return {};
    ticket.owner_id.reset();
    return "Its owner no longer answers here, so it belongs to nobody.";
}

/// What is taken up again is no duplicate: the link that its cancelling made goes.
Result<> unlink_if_revived(
    db::Transaction& tx, const Actor& actor, const Ticket& before, const Ticket& ticket
) {
    if (before.state != State::cancelled || ticket.state == State::cancelled) return {};
    return unlink_made_by(tx, actor, ticket.id, LinkOrigin::cancellation, ticket.changed_at);
}

std::string says_is_not(const Ticket& ticket, State wanted) {
    return "This request is " + std::string(name_of(ticket.state)) + ", not " +
           std::string(name_of(wanted)) + ".";
}

/// Who cancels named the other request under this name.
std::unexpected<Error> at_duplicate(Error refused) {
    if (refused.pointer == "/number") refused.pointer = "/duplicate_of";
    return std::unexpected(std::move(refused));
}

/// Several are locked in the order of their ids, so that no two wait for each other.
std::vector<TicketId> in_order(std::vector<TicketId> ids) {
    std::ranges::sort(ids);
    return ids;
}

/// As the query that found it, now that the row is locked: another node may have closed it,
/// somebody at the desk may have spoken.
bool is_silent(const Ticket& ticket, Instant before) {
    return ticket.state == State::resolved && ticket.resolved_at && *ticket.resolved_at < before &&
           (!ticket.last_entry_at || *ticket.last_entry_at < before);
}

template <class T>
std::optional<std::string> text_of(const std::optional<T>& text) {
    return text ? std::optional(text->value) : std::nullopt;
}

} // namespace

Result<Done> resolve_ticket(
    db::Transaction& tx, const Actor& actor, TicketId id, const ResolveTicket& command, Instant now
) {
    auto change = TRY(begin(tx, actor, id, State::resolved));
    TRY(require_unchanged(
        tx,
        change.before,
        {.expected = command.expected_version, .wanted = {{"state", "\"resolved\""}}}
    ));
    if (command.closing_category_id) {
        TRY(settings::require_category(
            tx,
            {*command.closing_category_id},
            settings::CategoryKind::closing,
            "/closing_category_id"
        ));
    }
    auto& ticket = change.ticket;
    enter(ticket, State::resolved, now);
    ticket.resolution = text_of(command.resolution);
    ticket.cause_code.reset();
    if (command.cause_code)
        ticket.cause_code =
            TRY(settings::require_cause(tx, command.cause_code->value, "/cause_code"));
    ticket.will_last = command.will_last;
    if (actor.person.is_set()) ticket.resolved_by = actor.person;
    if (command.closing_category_id) ticket.closing_category_id = command.closing_category_id;
    save_changes(tx, actor, change.before, ticket);
    return Done{.id = id.value};
}

Result<Done> confirm_solved(db::Transaction& tx, const Actor& actor, TicketId id, Instant now) {
    const auto before = TRY(get_ticket_for_update(tx, actor, id));
    if (before.state == State::resolved) return Done{.id = id.value};
    TRY(require_may_become(before, State::resolved));
    auto ticket = before;
    enter(ticket, State::resolved, now);
    if (actor.person.is_set()) ticket.resolved_by = actor.person;
    save_changes(tx, actor, before, ticket, "The customer says that it is solved.");
    return Done{.id = id.value};
}

Result<Done>
reopen_ticket(db::Transaction& tx, const Actor& actor, TicketId id, State from, Instant now) {
    const auto before = TRY(get_ticket_for_update(tx, actor, id));
    TRY(require_changeable(actor, before));
    if (before.state != from) return wrong_state(before, says_is_not(before, from));
    TRY(require_may_become(before, State::open));
    auto ticket = before;
    enter(ticket, State::open, now);
    auto gone = drop_absent_owner(tx, before, ticket);
    save_changes(tx, actor, before, ticket, std::move(gone));
    TRY(unlink_if_revived(tx, actor, before, ticket));
    return Done{.id = id.value};
}

Result<Done> wait_ticket(
    db::Transaction& tx, const Actor& actor, TicketId id, const WaitTicket& command, Instant now
) {
    if (command.for_ == WaitingFor::until && !command.until)
        return refuse(Refusal::invalid, "required", "/until", "Say until when the request waits.");
    if (command.until && *command.until <= now)
        return refuse(
            Refusal::invalid, "in_the_past", "/until", "Choose a moment that is still to come."
        );
    auto change = TRY(begin(tx, actor, id, State::waiting));
    enter(change.ticket, State::waiting, now);
    change.ticket.waiting_for = command.for_;
    change.ticket.waiting_until = command.until;
    save_changes(tx, actor, change.before, change.ticket);
    return Done{.id = id.value};
}

Result<Done> cancel_ticket(
    db::Transaction& tx, const Actor& actor, TicketId id, const CancelTicket& command, Instant now
) {
    if (command.as == CancelledAs::duplicate && !command.duplicate_of)
        return refuse(
            Refusal::invalid, "required", "/duplicate_of", "Name the request this one repeats."
        );
    auto change = TRY(begin(tx, actor, id, State::cancelled));
    enter(change.ticket, State::cancelled, now);
    change.ticket.cancelled_as = command.as;
    save_changes(tx, actor, change.before, change.ticket, text_of(command.reason));
    if (command.as == CancelledAs::spam && command.block != Block::none)
        journal::append(
            tx,
            actor,
            now,
            BlockAsked{
                .ticket = id, .customer_id = change.ticket.customer_id, .block = command.block
            }
        );
    if (command.duplicate_of) {
        const auto linked = link_tickets(
            tx,
            actor,
            id,
            {.kind = LinkKind::duplicate_of,
             .number = *command.duplicate_of,
             .origin = LinkOrigin::cancellation},
            now
        );
        if (!linked) return at_duplicate(linked.error());
    }
    return Done{.id = id.value};
}

Result<Done> close_ticket(db::Transaction& tx, const Actor& actor, TicketId id, Instant now) {
    auto change = TRY(begin(tx, actor, id, State::closed));
    enter(change.ticket, State::closed, now);
    save_changes(tx, actor, change.before, change.ticket);
    return Done{.id = id.value};
}

Result<>
add_entry(db::Transaction& tx, const Actor& actor, Ticket& ticket, const EntryMade& entry) {
    const auto before = ticket;
    ++ticket.entry_count;
    if (entry.entry.is_set()) ticket.last_entry_id = entry.entry;
    ticket.last_entry_by = actor.person.is_set() ? std::optional(actor.person) : std::nullopt;
    TRY(take_entry(ticket, entry, entry.author ? entry.author : ticket.last_entry_by));
    const auto gone = drop_absent_owner(tx, before, ticket);
    save_changes(tx, actor, before, ticket, gone ? gone : entry.reason);
    return unlink_if_revived(tx, actor, before, ticket);
}

Result<>
show_entry(db::Transaction& tx, const Actor& actor, Ticket& ticket, const EntryMade& entry) {
    const auto before = ticket;
    TRY(take_entry(ticket, entry, entry.author));
    const auto gone = drop_absent_owner(tx, before, ticket);
    save_changes(tx, actor, before, ticket, gone ? gone : entry.reason);
    return unlink_if_revived(tx, actor, before, ticket);
}

Result<> come_back(
    db::Transaction& tx, const Actor& actor, Ticket& ticket, const std::string& reason, Instant now
) {
    if (ticket.state == State::closed || ticket.state == State::cancelled) return {};
    const auto before = ticket;
    if (ticket.owner_id) store::remove_read(tx, *ticket.owner_id, ticket.id);
    ticket.last_entry_by.reset();
    if (ticket.state == State::resolved || ticket.state == State::waiting)
        enter(ticket, State::open, now);
    const auto gone = drop_absent_owner(tx, before, ticket);
    save_changes(tx, actor, before, ticket, gone ? *gone : reason);
    return {};
}

Result<int> close_silent_tickets(db::Transaction& tx, Instant before, Instant now) {
    constexpr int at_once = 50;
    const auto silent = in_order(store::resolved_before(tx, before, at_once));
    for (const auto id : silent) {
        const auto ticket = store::find_for_update(tx, id);
        if (!ticket || !is_silent(*ticket, before)) continue; // somebody was faster
        TRY(close_ticket(tx, Actor::system("auto_close"), id, now));
    }
    return static_cast<int>(silent.size());
}

Result<int> resume_waiting_tickets(db::Transaction& tx, Instant now) {
    constexpr int at_once = 50;
    const auto due = in_order(store::waiting_until_before(tx, now, at_once));
    for (const auto id : due) {
        const auto ticket = store::find_for_update(tx, id);
        if (!ticket || ticket->state != State::waiting) continue; // somebody was faster
        const auto until = ticket->waiting_until;
        if (!until || *until > now) continue;
        // The instant that counts is the computed one, not the moment the timer ran.
        TRY(reopen_ticket(tx, Actor::system("waited"), id, State::waiting, *until));
    }
    return static_cast<int>(due.size());
}

} // namespace heed::tickets
