// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/live/sight.hpp"

#include "features/live/audience.hpp"
#include "kernel/format.hpp"

namespace heed::live {

bool sees_alike(const Actor& left, const Actor& right) {
    return left.kind == right.kind && left.permissions == right.permissions &&
           left.in_teams == right.in_teams;
}

namespace {

FactEvent bare_event(const journal::Fact& fact) {
    return {
        .position = fact.position,
        .kind = fact.kind,
        .subject_type = fact.subject_type,
        .subject_id = fact.subject_id,
        .ticket = fact.ticket_id,
        .version = {},
        .fields = {},
    };
}

std::string text_of(const FactEvent& event) {
    return "event: fact\nid: " + std::to_string(event.position) + "\ndata: " + to_json(event) +
           "\n\n";
}

} // namespace

std::string leaving_text(const journal::Fact& fact) {
    return text_of(bare_event(fact));
}

std::string event_text(const journal::Fact& fact) {
    auto event = bare_event(fact);
    if (fact.is<tickets::TicketChanged>()) {
        const auto changed = fact.as<tickets::TicketChanged>();
        event.version = changed.version;
        for (const auto& change : changed.changes) event.fields.push_back(change.field);
    }
    return text_of(event);
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
    if (!fact.ticket_id) return belongs_to_audience(actor, fact.kind);
    const auto ticket = tickets.find(*fact.ticket_id);
    return ticket != tickets.end() && tickets::may_see(actor, ticket->second);
}

bool sees_it_leave(const Actor& actor, const journal::Fact& fact, const Tickets& tickets) {
    if (!fact.ticket_id || !fact.is<tickets::TicketChanged>()) return false;
    const auto ticket = tickets.find(*fact.ticket_id);
    if (ticket == tickets.end()) return false;
    auto before = ticket->second;
    before.team_id = fact.as<tickets::TicketChanged>().before.team_id;
    return !tickets::may_see(actor, ticket->second) && tickets::may_see(actor, before);
}

} // namespace heed::live
