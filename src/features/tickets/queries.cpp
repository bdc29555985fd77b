// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/tickets/queries.hpp"

#include "features/tickets/store.hpp"
#include "features/tickets/tickets.hpp"

#include <algorithm>

namespace heed::tickets {

namespace {

template <class Range, class T>
auto with_id(const Range& items, const T& id) {
    const auto found = std::ranges::find_if(items, [&](const auto& item) { return item.id == id; });
    return found == items.end() ? nullptr : &*found;
}

std::vector<PersonId> people_in(const std::vector<Ticket>& tickets) {
    std::vector<PersonId> ids;
    for (const auto& ticket : tickets) {
        ids.push_back(ticket.customer_id);
        if (ticket.owner_id) ids.push_back(*ticket.owner_id);
    }
    return ids;
}

TicketRow row_of(const Ticket& ticket) {
    return {
        .number = ticket.id,
        .kind = ticket.kind,
        .state = ticket.state,
        .waiting_for = ticket.waiting_for,
        .waiting_until = ticket.waiting_until,
        .cancelled_as = ticket.cancelled_as,
        .subject = ticket.subject,
        .customer = {.id = ticket.customer_id, .name = {}, .email = {}, .organisation = {}},
        .team = {},
        .owner = {},
        .priority = ticket.priority,
        .impact = ticket.impact,
        .urgency = ticket.urgency,
        .priority_reason = ticket.priority_reason,
        .channel = ticket.channel,
        .tags = {},
        .opened_at = ticket.opened_at,
        .changed_at = ticket.changed_at,
        .last_entry_at = ticket.last_entry_at,
        .last_public_from = ticket.last_public_from,
        .entry_count = ticket.entry_count,
        .excerpt = ticket.excerpt,
        .unread = false,
        .version = ticket.version,
        .public_changed_at = ticket.public_changed_at,
    };
}

LinkWire link_wire(db::Transaction& tx, const store::LinkRow& link, TicketId seen_from) {
    const bool outward = link.ticket_id == seen_from;
    const auto other = outward ? link.other_id : link.ticket_id;
    const auto ticket = store::find(tx, other);
    CHECK(ticket.has_value());
    return {
        .id = link.id,
        .kind = (outward ? "" : "inverse_") + std::string(name_of(link.kind)),
        .number = other,
        .subject = ticket->subject,
        .state = ticket->state,
    };
}

HistoryActor actor_of(const journal::Fact& fact) {
    HistoryActor actor{
        .kind = fact.actor_kind, .id = fact.actor_id, .name = fact.actor_reason, .token = {}
    };
    if (fact.actor_kind == "token") actor.token = fact.actor_reason;
    return actor;
}

HistoryItem item_of(const journal::Fact& fact) {
    return {
        .position = fact.position,
        .at = fact.at,
        .actor = actor_of(fact),
        .kind = fact.kind,
        .field = {},
        .old_value = {},
        .new_value = {},
        .reason = {},
        .caused_by = fact.caused_by,
    };
}

void add_items(const journal::Fact& fact, std::vector<HistoryItem>& items) {
    if (!fact.is<TicketChanged>()) {
        auto item = item_of(fact);
        item.new_value = fact.data;
        items.push_back(std::move(item));
        return;
    }
    const auto changed = fact.as<TicketChanged>();
    for (const auto& change : changed.changes) {
        auto item = item_of(fact);
        item.field = change.field;
        item.old_value = change.old_value;
        item.new_value = change.new_value;
        item.reason = changed.reason;
        items.push_back(std::move(item));
    }
}

} // namespace

std::vector<TicketRow> rows_of(db::Transaction& tx, const std::vector<Ticket>& tickets) {
    const auto people = people::find_people(tx, people_in(tickets));
    const auto teams = people::find_teams(tx);
    std::vector<TicketRow> rows;
    rows.reserve(tickets.size());
    for (const auto& ticket : tickets) {
        auto row = row_of(ticket);
        if (const auto* customer = with_id(people, ticket.customer_id)) {
            row.customer.name = customer->name;
            row.customer.email = customer->email;
            row.customer.organisation = customer->organisation;
        }
        if (ticket.owner_id) {
            const auto* owner = with_id(people, *ticket.owner_id);
            row.owner =
                NamedPerson{.id = *ticket.owner_id, .name = owner != nullptr ? owner->name : ""};
        }
        if (ticket.team_id) {
            const auto* team = with_id(teams, *ticket.team_id);
            row.team = NamedTeam{.id = *ticket.team_id, .name = team != nullptr ? team->name : ""};
        }
        row.tags = store::tags_of(tx, ticket.id);
        rows.push_back(std::move(row));
    }
    return rows;
}

PublicTicketRow public_row_of(db::Transaction& tx, const Ticket& ticket) {
    const auto customer = people::find_person(tx, ticket.customer_id);
    const bool until = ticket.waiting_for == WaitingFor::until;
    return {
        .number = ticket.id,
        .state = ticket.state,
        .waiting_for = ticket.waiting_for,
        .waiting_until = until ? ticket.waiting_until : std::nullopt,
        .subject = ticket.subject,
        .customer = {.id = ticket.customer_id, .name = customer ? customer->name : ""},
        .opened_at = ticket.opened_at,
        .changed_at = ticket.public_changed_at,
        .last_public_from = ticket.last_public_from,
    };
}

std::vector<TicketId>
numbers_before(db::Transaction& tx, std::optional<TicketId> before, int limit) {
    return store::next_of_all(tx, {.direction = Direction::desc, .behind = before, .limit = limit});
}

std::vector<TicketId> numbers_of_customer_before(
    db::Transaction& tx, PersonId customer, std::optional<TicketId> before, int limit
) {
    return store::next_of_customer(
        tx, customer, {.direction = Direction::desc, .behind = before, .limit = limit}
    );
}

std::vector<std::string> tags_of(db::Transaction& tx, TicketId id) {
    return store::tags_of(tx, id);
}

TicketView view_of(db::Transaction& tx, const Actor& actor, const Ticket& ticket) {
    TicketDetails details{
        .mailbox_id = ticket.mailbox_id,
        .opening_category_id = ticket.opening_category_id,
        .closing_category_id = ticket.closing_category_id,
        .resolution = {},
        .closed_at = ticket.closed_at,
        .follow_up_of = ticket.follow_up_of,
        .helpers = {},
        .watchers = watchers_of(tx, ticket),
        .links = {},
        .allowed =
            {.states = allowed_states(ticket),
             .change = may_change(actor, ticket) && ticket.state != State::closed},
        .read_until = read_until(tx, actor, ticket.id),
    };
    if (ticket.resolved_at) {
        details.resolution = ResolutionWire{
            .text = ticket.resolution,
            .cause_code = ticket.cause_code,
            .will_last = ticket.will_last,
            .resolved_at = ticket.resolved_at,
            .resolved_by = ticket.resolved_by,
        };
    }
    for (const auto& helper : store::helpers_of(tx, ticket.id)) {
        const auto person = people::find_person(tx, helper.person_id);
        details.helpers.push_back({helper.person_id, person ? person->name : "", helper.joined_at});
    }
    for (const auto& link : store::links_of(tx, ticket.id)) {
        const auto other = link.ticket_id == ticket.id ? link.other_id : link.ticket_id;
        if (get_ticket(tx, actor, other)) details.links.push_back(link_wire(tx, link, ticket.id));
    }
    auto rows = rows_of(tx, {ticket});
    show_unread(tx, actor, {ticket}, rows);
    return {.row = std::move(rows.front()), .details = std::move(details)};
}

SchemaText schema_of(Schemas& schemas, std::type_identity<TicketView>) {
    return schema_of_all<TicketRow, TicketDetails>(schemas, "TicketView");
}

void write_json(std::string& out, const TicketView& view) {
    out += '{';
    append_members(out, view.row);
    append_members(out, view.details);
    out += '}';
}

Result<Ticket> get_ticket(db::Transaction& tx, const Actor& actor, TicketId id) {
    auto ticket = store::find(tx, id);
    if (!ticket)
        return refuse(
            Refusal::not_found,
            "not_found",
            "",
            "There is no such request, or it is not yours to see."
        );
    TRY(require_visible(actor, *ticket));
    return std::move(*ticket);
}

Result<Ticket> get_ticket_for_update(db::Transaction& tx, const Actor& actor, TicketId id) {
    auto ticket = store::find_for_update(tx, id);
    if (!ticket)
        return refuse(
            Refusal::not_found,
            "not_found",
            "",
            "There is no such request, or it is not yours to see."
        );
    TRY(require_visible(actor, *ticket));
    return std::move(*ticket);
}

TicketPage ticket_page(db::Transaction& tx, const Actor& actor, const TicketList& list) {
    std::vector<Ticket> tickets;
    for (const auto& part : parts_of(list, actor)) {
        auto found = store::list_part(tx, part);
        std::ranges::move(found, std::back_inserter(tickets));
    }
    std::ranges::sort(tickets, [&](const Ticket& left, const Ticket& right) {
        return comes_before(list, left, right);
    });
    TicketPage page;
    const auto limit = static_cast<std::size_t>(list.limit);
    if (tickets.size() > limit) {
        tickets.resize(limit);
        page.next = to_text(cursor_behind(list, tickets.back()));
    }
    page.items = rows_of(tx, tickets);
    show_unread(tx, actor, tickets, page.items);
    return page;
}

Counts counts_of(db::Transaction& tx, const Actor& actor) {
    Counts counts;
    counts.position = store::counted_to(tx);
    for (const auto& row : store::counts(tx)) {
        CountWire wire{.team_id = {}, .state = row.state, .owner_id = {}, .count = row.tickets};
        if (row.team_id != 0) wire.team_id = TeamId{row.team_id};
        if (row.owner_id != 0) wire.owner_id = PersonId{row.owner_id};
        Ticket like;
        like.team_id = wire.team_id;
        if (may_see(actor, like)) counts.items.push_back(wire);
    }
    return counts;
}

HistoryPage history_of(db::Transaction& tx, TicketId id, std::int64_t before, int limit) {
    HistoryPage page;
    const auto facts = store::facts_of(tx, id, before, limit + 1);
    std::vector<PersonId> actors;
    for (const auto& fact : facts) {
        if (page.next) break;
        add_items(fact, page.items);
        if (fact.actor_id) actors.emplace_back(*fact.actor_id);
        const bool full = &fact - facts.data() + 1 == limit;
        if (full && facts.size() > static_cast<std::size_t>(limit))
            page.next = to_json(fact.position);
    }
    const auto people = people::find_people(tx, actors);
    for (auto& item : page.items) {
        if (!item.actor.id) continue;
        const auto* person = with_id(people, PersonId{*item.actor.id});
        if (person != nullptr) item.actor.name = person->name;
    }
    return page;
}

} // namespace heed::tickets
