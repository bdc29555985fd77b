// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/settings/settings.hpp"
#include "features/tickets/rules.hpp"
#include "features/tickets/store.hpp"
#include "features/tickets/tickets.hpp"
#include "kernel/fault.hpp"
#include "kernel/text.hpp"

namespace heed::tickets {

namespace {

Result<> require_openable(db::Transaction& tx, const OpenTicket& command) {
    TRY(require_team(tx, command.team, "/team_id"));
    TRY(require_owner(tx, {.owner = command.owner, .team = command.team}, "/owner_id"));
    TRY(require_level(command.impact, "/impact"));
    TRY(require_level(command.urgency, "/urgency"));
    if (!command.opening_category) return {};
    return settings::require_category(
        tx, {*command.opening_category}, settings::CategoryKind::opening, "/opening_category_id"
    );
}

Ticket ticket_of(db::Transaction& tx, const OpenTicket& command, Instant now) {
    Ticket ticket{
        .state = command.owner ? State::open : State::new_,
        .cancelled_as = command.cancelled_as,
        .subject = without_overrides(command.subject),
        .customer_id = command.customer,
        .team_id = command.team,
        .owner_id = command.owner,
        .mailbox_id = command.mailbox,
        .opening_category_id = command.opening_category,
        .opened_at = now,
        .changed_at = now,
        .follow_up_of = command.follow_up_of,
        .public_changed_at = now,
    };
    ticket.kind = command.kind;
    ticket.channel = command.channel;
    ticket.impact = command.impact;
    ticket.urgency = command.urgency;
    ticket.priority =
        settings::priority_of(tx, now, {.impact = command.impact, .urgency = command.urgency});
    if (command.cancelled_as) ticket.state = State::cancelled;
    return ticket;
}

TicketOpened fact_of(const Ticket& ticket) {
    return {
        .ticket = ticket.id,
        .ticket_kind = ticket.kind,
        .subject_text = ticket.subject,
        .customer_id = ticket.customer_id,
        .organisation_id = ticket.organisation_id,
        .place = place_of(ticket),
        .impact = ticket.impact,
        .urgency = ticket.urgency,
        .priority = ticket.priority,
        .channel = ticket.channel,
        .mailbox_id = ticket.mailbox_id,
        .follow_up_of = ticket.follow_up_of,
    };
}

} // namespace

Result<Ticket>
open_ticket(db::Transaction& tx, const Actor& actor, const OpenTicket& command, Instant now) {
    const auto customer = people::find_person(tx, command.customer);
    if (!customer)
        return refuse(
            Refusal::invalid, "unknown_person", "/customer/id", "There is no such customer."
        );
    TRY(require_openable(tx, command));
    auto ticket = ticket_of(tx, command, now);
    if (customer->organisation) ticket.organisation_id = customer->organisation->id;
    ticket.id = store::insert(tx, ticket);
    HEED_FAULT("ticket_row_saved");
    journal::append(tx, actor, now, fact_of(ticket));
    HEED_FAULT("ticket_fact_written");
    for (const auto& tag : command.tags) {
        TRY(add_tag(tx, actor, ticket.id, tag, now));
    }
    if (ticket.follow_up_of) {
        store::insert_link(
            tx,
            {.ticket_id = ticket.id,
             .other_id = *ticket.follow_up_of,
             .kind = LinkKind::follow_up_of,
             .origin = LinkOrigin::judgement},
            now
        );
    }
    return ticket;
}

} // namespace heed::tickets
