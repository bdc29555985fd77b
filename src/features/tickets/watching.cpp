// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/access.hpp"
#include "features/people/people.hpp"
#include "features/tickets/queries.hpp"
#include "features/tickets/rules.hpp"
#include "features/tickets/store.hpp"
#include "features/tickets/tickets.hpp"

namespace heed::tickets {

namespace {

constexpr std::size_t watchers_max = 100;

/// For oneself it takes no more than seeing the ticket; for others, that one may change it.
Result<Ticket>
ticket_to_watch(db::Transaction& tx, const Actor& actor, TicketId id, PersonId person) {
    auto ticket = TRY(get_ticket_for_update(tx, actor, id));
    if (actor.is_staff() && actor.person.is_set() && actor.person == person) return ticket;
    TRY(require_changeable(actor, ticket));
    return ticket;
}

bool may_watch(db::Transaction& tx, const Ticket& ticket, PersonId person) {
    const auto rights = access::actor_of_person(tx, person);
    return rights && rights->is_staff() && may_see(*rights, ticket);
}

Result<> require_watcher(db::Transaction& tx, const Ticket& ticket, PersonId watcher) {
    const auto person = people::find_person(tx, watcher);
    if (!person || !person->active || person->kind != people::PersonKind::agent)
        return refuse(
            Refusal::invalid,
            "not_an_agent",
            "/person_id",
            "Only an active agent can watch a request."
        );
    if (may_watch(tx, ticket, watcher)) return {};
    return refuse(
        Refusal::invalid,
        "may_not_watch",
        "/person_id",
        person->name + " may not see requests of this team; choose somebody of the team, or give "
                       "them a role in it."
    );
}

} // namespace

Result<Done>
watch_ticket(db::Transaction& tx, const Actor& actor, TicketId id, PersonId person, Instant now) {
    const auto ticket = TRY(ticket_to_watch(tx, actor, id, person));
    TRY(require_watcher(tx, ticket, person));
    if (store::watchers_of(tx, id).size() >= watchers_max)
        return refuse(
            Refusal::invalid, "too_many_watchers", "", "A request has at most 100 watchers."
        );
    if (store::add_watcher(tx, id, person, now))
        journal::append(tx, actor, now, WatcherJoined{.ticket = id, .person = person});
    return Done{.id = id.value};
}

Result<Done>
unwatch_ticket(db::Transaction& tx, const Actor& actor, TicketId id, PersonId person, Instant now) {
    TRY(ticket_to_watch(tx, actor, id, person));
    if (!store::remove_watcher(tx, id, person))
        return refuse(Refusal::not_found, "not_found", "", "This person does not watch it.");
    journal::append(tx, actor, now, WatcherLeft{.ticket = id, .person = person});
    return Done{.id = id.value};
}

std::vector<Watcher> watchers_of(db::Transaction& tx, const Ticket& ticket) {
    std::vector<Watcher> watchers;
    for (const auto& row : store::watchers_of(tx, ticket.id)) {
        const auto person = people::find_person(tx, row.person_id);
        if (!person || !person->active || !may_watch(tx, ticket, row.person_id)) continue;
        watchers.push_back({.id = row.person_id, .name = person->name, .since = row.since});
    }
    return watchers;
}

} // namespace heed::tickets
