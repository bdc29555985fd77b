// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/queries.hpp"

#include "features/access/store.hpp"
#include "platform/json/decode.hpp"

#include <algorithm>
#include <map>

namespace heed::access {

namespace {

std::unexpected<Error> not_found() {
    return refuse(Refusal::not_found, "not_found");
}

/// What all rows of the list need, read once.
struct Surroundings {
    std::map<PersonId, std::vector<HeldRole>> roles;
    std::map<PersonId, std::vector<TeamId>> teams;
    std::map<PersonId, Instant> seen;
    std::vector<PersonId> joined; // sorted
};

Surroundings surroundings_of(db::Transaction& tx, const std::vector<PersonId>& ids) {
    Surroundings result;
    for (const auto& held : store::assignments(tx)) {
        result.roles[held.person_id].push_back({.role_id = held.role_id, .team_id = held.team_id});
    }
    for (const auto& team : people::find_teams(tx)) {
        for (const auto member : people::members_of(tx, team.id))
            result.teams[member].push_back(team.id);
    }
    for (const auto& seen : store::last_seen(tx, ids)) result.seen[seen.person_id] = seen.seen_at;
    result.joined = store::with_passwords(tx, ids);
    std::ranges::sort(result.joined);
    return result;
}

AgentDetail agent_from(people::PersonBrief person, const Surroundings& around) {
    AgentDetail detail;
    detail.person = std::move(person);
    const auto id = detail.person.id;
    if (const auto roles = around.roles.find(id); roles != around.roles.end())
        detail.roles = roles->second;
    if (const auto teams = around.teams.find(id); teams != around.teams.end())
        detail.teams = teams->second;
    if (const auto seen = around.seen.find(id); seen != around.seen.end())
        detail.last_seen_at = seen->second;
    detail.invited = !std::ranges::binary_search(around.joined, id);
    detail.version = detail.person.version;
    return detail;
}

TokenDetail token_from(store::ApiToken token) {
    const auto scopes = decode_fact<std::vector<std::string>>(token.scopes);
    CHECK(scopes.has_value());
    return {
        .id = token.id,
        .person_id = token.person_id,
        .name = std::move(token.name),
        .scopes = *scopes,
        .created_at = token.created_at,
        .last_used_at = token.last_used_at,
        .expires_at = token.expires_at,
    };
}

} // namespace

std::vector<AgentDetail> all_agents(db::Transaction& tx) {
    auto people = people::find_agents(tx);
    std::vector<PersonId> ids;
    ids.reserve(people.size());
    for (const auto& person : people) ids.push_back(person.id);
    const auto around = surroundings_of(tx, ids);
    std::vector<AgentDetail> result;
    result.reserve(people.size());
    for (auto& person : people) result.push_back(agent_from(std::move(person), around));
    return result;
}

Result<AgentDetail> agent_detail(db::Transaction& tx, PersonId id) {
    auto person = people::find_person(tx, id);
    if (!person || person->kind != people::PersonKind::agent) return not_found();
    const std::vector<PersonId> one{id};
    Surroundings around;
    around.roles[id] = store::held_roles(tx, id);
    around.teams[id] = people::teams_of(tx, id);
    for (const auto& seen : store::last_seen(tx, one)) around.seen[id] = seen.seen_at;
    around.joined = store::with_passwords(tx, one);
    return agent_from(*std::move(person), around);
}

void add_invitations(
    db::Transaction& tx,
    const Actor& actor,
    const InvitationLetters& letters,
    std::span<AgentDetail> agents
) {
    if (!letters || !actor.may(Permission::agent_manage)) return;
    std::vector<PersonId> invited;
    for (const auto& agent : agents)
        if (agent.invited) invited.push_back(agent.person.id);
    auto found = letters(tx, invited);
    CHECK(found.size() == invited.size());
    auto next = found.begin();
    for (auto& agent : agents)
        if (agent.invited) agent.invitation = std::move(*next++);
}

std::vector<Role> all_roles(db::Transaction& tx) {
    return store::roles(tx);
}

Result<Role> role_detail(db::Transaction& tx, RoleId id) {
    auto role = store::find_role(tx, id);
    if (!role) return not_found();
    return *std::move(role);
}

std::vector<TokenDetail> visible_tokens(db::Transaction& tx, const Actor& actor) {
    std::optional<PersonId> whose;
    if (!actor.may(Permission::token_manage)) whose = actor.person;
    std::vector<TokenDetail> result;
    for (auto& token : store::tokens(tx, whose)) result.push_back(token_from(std::move(token)));
    return result;
}

Result<TokenDetail> token_detail(db::Transaction& tx, const Actor& actor, TokenId id) {
    auto token = store::find_token(tx, id);
    if (!token || token->revoked_at) return not_found();
    const bool mine = token->person_id && *token->person_id == actor.person;
    if (!mine && !actor.may(Permission::token_manage)) return not_found();
    return token_from(*std::move(token));
}

std::vector<SessionDetail> sessions_of(db::Transaction& tx, PersonId person, Instant now) {
    constexpr int shown_max = 100;
    std::vector<SessionDetail> result;
    for (auto& session : store::live_sessions(tx, person, now, shown_max)) {
        result.push_back({
            .id = session.id,
            .method = std::move(session.method),
            .network = std::move(session.network),
            .device = {.browser = std::move(session.browser), .system = std::move(session.system)},
            .created_at = session.created_at,
            .last_seen_at = session.seen_at,
            .ends_at = session.ends_at,
        });
    }
    return result;
}

} // namespace heed::access
