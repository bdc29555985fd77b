// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/people.hpp"
#include "features/tickets/queries.hpp"
#include "features/tickets/store.hpp"
#include "features/tickets/tickets.hpp"

#include <algorithm>

namespace heed::tickets {

namespace {

/// Only people read, and only staff have lists.
bool reads(const Actor& actor) {
    return actor.is_staff() && actor.person.is_set();
}

/// Nothing waits there for anybody to read it.
bool is_over(State state) {
    return state == State::closed || state == State::cancelled;
}

Result<> require_reader(const Actor& actor) {
    if (reads(actor)) return {};
    return refuse(Refusal::forbidden, "nobody", "", "Only people can have read something.");
}

} // namespace

Result<Done> mark_read(db::Transaction& tx, const Actor& actor, TicketId id, EntryId until) {
    TRY(require_reader(actor));
    const auto ticket = TRY(get_ticket(tx, actor, id));
    const auto newest = ticket.last_entry_id.value_or(EntryId{});
    const auto read = std::min(until, newest);
    if (read.is_set()) store::save_read(tx, actor.person, {.ticket_id = id, .entry_id = read});
    return Done{.id = id.value};
}

Result<Done> mark_unread(db::Transaction& tx, const Actor& actor, TicketId id) {
    TRY(require_reader(actor));
    TRY(get_ticket(tx, actor, id));
    store::remove_read(tx, actor.person, id);
    return Done{.id = id.value};
}

std::optional<EntryId> read_until(db::Transaction& tx, const Actor& actor, TicketId id) {
    if (!reads(actor)) return std::nullopt;
    const auto marks = store::read_marks(tx, actor.person, {id});
    return marks.empty() ? std::nullopt : std::optional(marks.front().entry_id);
}

void show_unread(
    db::Transaction& tx,
    const Actor& actor,
    const std::vector<Ticket>& tickets,
    std::vector<TicketRow>& rows
) {
    if (!reads(actor) || tickets.empty()) return;
    std::vector<TicketId> ids;
    ids.reserve(tickets.size());
    for (const auto& ticket : tickets) ids.push_back(ticket.id);
    const auto marks = store::read_marks(tx, actor.person, ids);
    const auto since = people::agent_since(tx, actor.person);
    for (std::size_t at = 0; at < tickets.size(); ++at) {
        const auto& ticket = tickets[at];
        if (!ticket.last_entry_id || ticket.last_entry_by == actor.person) continue;
        if (is_over(ticket.state) || (since && ticket.last_entry_at < since)) continue;
        const auto mark = std::ranges::find(marks, ticket.id, &store::ReadMark::ticket_id);
        rows[at].unread = mark == marks.end() || mark->entry_id < *ticket.last_entry_id;
    }
}

} // namespace heed::tickets
