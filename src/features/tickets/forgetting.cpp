// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/tickets/forgetting.hpp"

#include "features/tickets/rules.hpp"
#include "features/tickets/store.hpp"
#include "features/tickets/tickets.hpp"

namespace heed::tickets {

namespace {

void rewrite_optional(
    std::optional<std::string>& text, std::optional<std::string>& before, const Rewrite& rewrite
) {
    if (!text || !rewrite(*text)) return;
    before.reset();
}

} // namespace

bool rewrite_texts(
    db::Transaction& tx, const Actor& actor, Ticket& ticket, const Rewrite& rewrite, Instant now
) {
    auto before = ticket;
    const auto version = ticket.version;
    if (rewrite(ticket.subject)) before.subject.clear();
    rewrite_optional(ticket.resolution, before.resolution, rewrite);
    rewrite_optional(ticket.priority_reason, before.priority_reason, rewrite);
    ticket.changed_at = now;
    save_changes(tx, actor, before, ticket);
    return ticket.version != version;
}

void delete_ticket(db::Transaction& tx, const Actor& actor, const Ticket& ticket, Instant now) {
    store::remove_ticket(tx, ticket.id);
    journal::append(tx, actor, now, TicketDeleted{.ticket = ticket.id, .place = place_of(ticket)});
}

std::vector<TicketId>
tickets_asked_by(db::Transaction& tx, PersonId customer, TicketId after, int limit) {
    return store::next_of_customer(
        tx, customer, {.direction = Direction::asc, .behind = after, .limit = limit}
    );
}

} // namespace heed::tickets
