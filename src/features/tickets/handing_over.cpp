// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/people.hpp"
#include "features/tickets/rules.hpp"
#include "features/tickets/store.hpp"
#include "features/tickets/tickets.hpp"

namespace heed::tickets {

namespace {

/// A ticket, its fact and its counters are a handful of rows: a step stays far below 200.
constexpr int tickets_at_once = 30;

/// What is given away, to whom and why.
struct Giving {
    store::Part part;
    HandOver to = {};
    std::string_view reason = "handed_over";
};

struct Given {
    int tickets = 0;
    bool more = false;
};

bool end_some_helping(
    db::Transaction& tx, const Actor& actor, const store::Part& part, Instant now
) {
    const auto helped = store::helped_by(tx, part, tickets_at_once);
    for (const auto id : helped) {
        if (store::end_helper(tx, id, part.person, now))
            journal::append(tx, actor, now, HelperLeft{.ticket = id, .person = part.person});
    }
    return helped.size() == tickets_at_once;
}

/// Gives the next few away; of a ticket that the new owner may not answer nobody becomes owner.
Given give_some_away(db::Transaction& tx, const Actor& actor, const Giving& giving, Instant now) {
    const auto& to = giving.to;
    const auto owned = store::unresolved_of(tx, giving.part, tickets_at_once);
    for (const auto id : owned) {
        const auto before = store::find_for_update(tx, id);
        CHECK(before.has_value());
        if (before->owner_id != giving.part.person || !is_unresolved(before->state)) continue;
        auto ticket = *before;
        if (to.team_id) ticket.team_id = to.team_id;
        ticket.owner_id = to.owner_id;
        if (!may_own(tx, {.owner = to.owner_id, .team = ticket.team_id})) ticket.owner_id.reset();
        ticket.changed_at = now;
        save_changes(tx, actor, *before, ticket, std::string(giving.reason));
    }
    return {.tickets = static_cast<int>(owned.size()), .more = owned.size() == tickets_at_once};
}

Given leave_some(db::Transaction& tx, const Actor& actor, const Giving& giving, Instant now) {
    auto given = give_some_away(tx, actor, giving, now);
    const bool more_helped = end_some_helping(tx, actor, giving.part, now);
    given.more = given.more || more_helped;
    return given;
}

std::optional<TeamId> team_from(std::int64_t team) {
    return team == 0 ? std::nullopt : std::optional(TeamId{team});
}

/// Takes a few requests from an agent that they may no longer answer; true when there may be more.
bool give_up_some(db::Transaction& tx, const Actor& actor, PersonId person, Instant now) {
    for (const auto team : store::teams_of_unresolved(tx, person)) {
        if (may_own(tx, {.owner = person, .team = team_from(team)})) continue;
        const store::Part part{.person = person, .team = team};
        give_some_away(tx, actor, {.part = part, .to = {}, .reason = "may_not_answer"}, now);
        return true;
    }
    for (const auto team : store::teams_of_helped(tx, person)) {
        if (may_help(tx, {.owner = person, .team = team_from(team)})) continue;
        end_some_helping(tx, actor, {.person = person, .team = team}, now);
        return true;
    }
    return false;
}

/// Everywhere that the tickets go, the new owner may answer.
Result<> require_taker(db::Transaction& tx, PersonId from, const HandOver& to) {
    constexpr std::string_view pointer = "/hand_over/owner_id";
    TRY(require_team(tx, to.team_id, "/hand_over/team_id"));
    if (to.team_id) return require_owner(tx, {.owner = to.owner_id, .team = to.team_id}, pointer);
    for (const auto team : store::teams_of_unresolved(tx, from)) {
        TRY(require_owner(tx, {.owner = to.owner_id, .team = team_from(team)}, pointer));
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
    store::remove_hand_overs_of(tx, from);
    const auto given = leave_some(tx, actor, {.part = {.person = from}, .to = to}, now);
    if (given.more) {
        const store::HandOverRow rest{
            .id = 0,
            .from_id = from,
            .team_id = to.team_id,
            .owner_id = to.owner_id,
            .asked_by = actor.person.is_set() ? std::optional(actor.person) : std::nullopt
        };
        store::insert_hand_over(tx, rest, now);
    }
    return given.tickets;
}

Result<> give_up_tickets(db::Transaction& tx, const Actor& actor, PersonId person, Instant now) {
    if (!give_up_some(tx, actor, person, now)) return {};
    const auto by = actor.person.is_set() ? std::optional(actor.person) : std::nullopt;
    plan_giving_up(tx, person, by, now);
    return {};
}

void plan_giving_up(
    db::Transaction& tx, PersonId person, std::optional<PersonId> asked_by, Instant now
) {
    const store::HandOverRow row{.id = 0, .from_id = person, .asked_by = asked_by};
    store::insert_hand_over(tx, row, now);
}

Result<int> go_on_handing_over(db::Transaction& tx, Instant now) {
    const auto row = store::first_hand_over(tx);
    if (!row) return 0;
    const auto person = people::find_person(tx, row->from_id);
    const auto actor = actor_of(*row);
    // Who is active, or has come back, gives up only what they may not answer.
    const bool more = person && person->active
                          ? give_up_some(tx, actor, row->from_id, now)
                          : leave_some(
                                tx,
                                actor,
                                {.part = {.person = row->from_id},
                                 .to = {.team_id = row->team_id, .owner_id = row->owner_id}},
                                now
                            )
                                .more;
    if (!more) store::remove_hand_over(tx, row->id);
    return 1;
}

} // namespace heed::tickets
