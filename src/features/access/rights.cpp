// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/rights.hpp"

#include "features/access/factor_policy.hpp"
#include "features/access/scopes.hpp"
#include "features/access/store.hpp"
#include "features/people/people.hpp"

#include <algorithm>

namespace heed::access {

namespace {

void add_in_team(Actor& actor, TeamId team, PermissionSet permissions) {
    const auto held = std::ranges::find(actor.in_teams, team, &Actor::InTeam::team);
    if (held == actor.in_teams.end())
        actor.in_teams.push_back({.team = team, .permissions = permissions});
    else
        held->permissions.add(permissions);
}

Actor agent(db::Transaction& tx, PersonId id) {
    Actor actor;
    actor.kind = Actor::Kind::agent;
    actor.person = id;
    for (const auto& grant : store::grants(tx, id)) {
        if (grant.team_id)
            add_in_team(actor, *grant.team_id, grant.permissions);
        else
            actor.permissions.add(grant.permissions);
    }
    return actor;
}

Actor customer(const people::PersonBrief& person) {
    Actor actor;
    actor.kind = Actor::Kind::customer;
    actor.person = person.id;
    if (person.organisation && person.shares_tickets) actor.organisation = person.organisation->id;
    return actor;
}

bool must_enrol(db::Transaction& tx, const Actor& actor, Instant now) {
    if (actor.kind != Actor::Kind::agent) return false;
    const auto from = factor_needed_from(tx, actor.person);
    return from && now >= *from && !has_factor(tx, actor.person);
}

Actor without_rights(const Actor& actor) {
    Actor nobody;
    nobody.kind = actor.kind;
    nobody.person = actor.person;
    return nobody;
}

void narrow(Actor& actor, PermissionSet scopes) {
    actor.permissions = actor.permissions.only(scopes);
    for (auto& held : actor.in_teams) held.permissions = held.permissions.only(scopes);
    std::erase_if(actor.in_teams, [](const Actor::InTeam& held) {
        return held.permissions.empty();
    });
}

} // namespace

std::optional<Actor> actor_of_person(db::Transaction& tx, PersonId id) {
    const auto person = people::find_person(tx, id);
    if (!person || !person->active) return std::nullopt;
    if (person->kind == people::PersonKind::customer) return customer(*person);
    return agent(tx, id);
}

std::optional<Known>
known_by_session(db::Transaction& tx, const std::string& digest, Instant used_at, Instant now) {
    const auto session = store::find_session(tx, digest);
    if (!session) return std::nullopt;
    const auto idle_until =
        std::max(session->seen_at, used_at) + std::chrono::milliseconds{session->idle_ms};
    if (now >= session->ends_at || now >= idle_until) return std::nullopt;
    auto actor = actor_of_person(tx, session->person_id);
    if (!actor) return std::nullopt;
    const bool must = must_enrol(tx, *actor, now);
    return Known{
        .actor = must ? without_rights(*actor) : *std::move(actor),
        .session = session->id,
        .token = {},
        .good_until = std::min(session->ends_at, idle_until),
        .must_enrol = must,
    };
}

std::optional<Known> known_by_token(db::Transaction& tx, const std::string& digest, Instant now) {
    const auto token = store::find_token(tx, digest);
    if (!token || token->revoked_at) return std::nullopt;
    if (token->expires_at && now >= *token->expires_at) return std::nullopt;
    const auto scopes = scopes_from(token->scopes);
    Actor actor;
    if (token->person_id) {
        auto owner = actor_of_person(tx, *token->person_id);
        if (!owner) return std::nullopt;
        actor = *std::move(owner);
        narrow(actor, scopes);
    } else {
        actor.permissions = scopes;
    }
    actor.kind = Actor::Kind::token;
    actor.token = token->id.value;
    actor.reason = token->name;
    return Known{
        .actor = std::move(actor),
        .session = {},
        .token = token->id,
        .good_until = token->expires_at.value_or(Instant::max()),
        .must_enrol = false,
    };
}

Result<> require_covers(const Actor& actor, PermissionSet permissions) {
    if (is_within(permissions, actor.permissions)) return {};
    return refuse(
        Refusal::forbidden,
        "beyond_own_permissions",
        {},
        "This takes somebody who holds all the permissions concerned."
    );
}

PermissionSet all_held(db::Transaction& tx, PersonId id) {
    PermissionSet result;
    for (const auto& grant : store::grants(tx, id)) result.add(grant.permissions);
    return result;
}

} // namespace heed::access
