// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/live/sight.hpp"

#include "kernel/format.hpp"

namespace heed::live {

bool sees_alike(const Actor& left, const Actor& right) {
    return left.kind == right.kind && left.permissions == right.permissions &&
           left.in_teams == right.in_teams;
}

std::string event_text(const journal::Fact& fact) {
    FactEvent event{
        .position = fact.position,
        .kind = fact.kind,
        .subject_type = fact.subject_type,
        .subject_id = fact.subject_id,
        .ticket = fact.ticket_id,
        .version = {},
        .fields = {},
    };
    if (fact.is<tickets::TicketChanged>()) {
        const auto changed = fact.as<tickets::TicketChanged>();
        event.version = changed.version;
        for (const auto& change : changed.changes) event.fields.push_back(change.field);
    }
    return "event: fact\nid: " + std::to_string(fact.position) + "\ndata: " + to_json(event) +
           "\n\n";
}

Tickets tickets_of(db::Transaction& tx, const std::vector<journal::Fact>& facts) {
    const auto everything = Actor::system("live");
    Tickets result;
    for (const auto& fact : facts) {
        if (!fact.ticket_id || result.contains(*fact.ticket_id)) continue;
        if (auto ticket = tickets::get_ticket(tx, everything, *fact.ticket_id))
            result.emplace(*fact.ticket_id, std::move(*ticket));
    }
    return result;
}

bool may_hear(const Actor& actor, const journal::Fact& fact, const Tickets& tickets) {
    if (!fact.ticket_id) return actor.is_staff();
    const auto ticket = tickets.find(*fact.ticket_id);
    return ticket != tickets.end() && tickets::may_see(actor, ticket->second);
}

} // namespace heed::live
