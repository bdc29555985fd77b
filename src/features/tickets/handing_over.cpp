// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/people.hpp"
#include "features/tickets/rules.hpp"
#include "features/tickets/store.hpp"
#include "features/tickets/tickets.hpp"

namespace heed::tickets {

namespace {

/// A ticket, its fact and its counters are a handful of rows: a step stays far below 200.
constexpr int tickets_at_once = 30;

/// Gives the next few away; of a ticket that the new owner may not answer nobody becomes owner.
int give_some_away(
    db::Transaction& tx, const Actor& actor, PersonId from, const HandOver& to, Instant now
) {
    const auto owned = store::unresolved_of(tx, from, tickets_at_once);
    for (const auto id : owned) {
        const auto before = store::find_for_update(tx, id);
        CHECK(before.has_value());
        if (before->owner_id != from || !is_unresolved(before->state)) continue;
        auto ticket = *before;
        if (to.team_id) ticket.team_id = to.team_id;
        ticket.owner_id = to.owner_id;
        if (!may_own(tx, {.owner = to.owner_id, .team = ticket.team_id})) ticket.owner_id.reset();
        ticket.changed_at = now;
        save_changes(tx, actor, *before, ticket, "handed_over");
    }
    return static_cast<int>(owned.size());
}

/// Everywhere that the tickets go, the new owner may answer.
Result<> require_taker(db::Transaction& tx, PersonId from, const HandOver& to) {
    constexpr std::string_view pointer = "/hand_over/owner_id";
    TRY(require_team(tx, to.team_id, "/hand_over/team_id"));
    if (to.team_id) return require_owner(tx, {.owner = to.owner_id, .team = to.team_id}, pointer);
    for (const auto team : store::teams_of_unresolved(tx, from)) {
        TRY(require_owner(
            tx,
            {.owner = to.owner_id, .team = team == 0 ? std::nullopt : std::optional(TeamId{team})},
            pointer
        ));
    }
    return require_owner(tx, {.owner = to.owner_id, .team = {}}, pointer);
}

Actor actor_of(const store::HandOverRow& row) {
    if (!row.asked_by) return Actor::system("hand_over");
    Actor actor;
    actor.kind = Actor::Kind::agent;
    actor.person = *row.asked_by;
    return actor;
}

} // namespace

Result<int> hand_over_tickets(
    db::Transaction& tx, const Actor& actor, PersonId from, const HandOver& to, Instant now
) {
    TRY(require_taker(tx, from, to));
    const auto given = give_some_away(tx, actor, from, to, now);
    if (given == tickets_at_once) {
        const store::HandOverRow rest{
            .id = 0,
            .from_id = from,
            .team_id = to.team_id,
            .owner_id = to.owner_id,
            .asked_by = actor.person.is_set() ? std::optional(actor.person) : std::nullopt
        };
        store::insert_hand_over(tx, rest, now);
    }
    return given;
}

Result<int> go_on_handing_over(db::Transaction& tx, Instant now) {
    const auto row = store::first_hand_over(tx);
    if (!row) return 0;
    const auto person = people::find_person(tx, row->from_id);
    const bool came_back = person && person->active;
    const HandOver to{.team_id = row->team_id, .owner_id = row->owner_id};
    const auto given = came_back ? 0 : give_some_away(tx, actor_of(*row), row->from_id, to, now);
    if (given < tickets_at_once) store::remove_hand_over(tx, row->id);
    return 1;
}

} // namespace heed::tickets
