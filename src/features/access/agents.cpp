// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/agents.hpp"

#include "features/access/events.hpp"
#include "features/access/letters.hpp"
#include "features/access/rights.hpp"
#include "features/access/sessions.hpp"
#include "features/access/store.hpp"
#include "features/people/people.hpp"
#include "kernel/require.hpp"
#include "platform/journal/changes.hpp"

#include <algorithm>

namespace heed::access {

namespace {

using Held = std::vector<HeldRole>;

std::unexpected<Error> not_found() {
    return refuse(Refusal::not_found, "not_found");
}

/// Roles and teams that exist, of no more than the actor holds.
Result<> require_roles(db::Transaction& tx, const Actor& actor, const Held& roles) {
    for (std::size_t at = 0; at < roles.size(); ++at) {
        const auto pointer = "/roles/" + std::to_string(at);
        const auto role = store::find_role(tx, roles[at].role_id);
        if (!role || role->key == "customer")
            return refuse(Refusal::invalid, "unknown_role", pointer + "/role_id", "No such role.");
        if (roles[at].team_id && !people::find_team(tx, *roles[at].team_id))
            return refuse(Refusal::invalid, "unknown_team", pointer + "/team_id", "No such team.");
        TRY(require_covers(actor, role->permissions));
    }
    return {};
}

/// True when a holder of the role but this one is active and has a password: who was invited and
/// never came in cannot let anybody in.
bool is_another_administrator(db::Transaction& tx, RoleId role, PersonId but) {
    const auto holders = store::holders(tx, role);
    return std::ranges::any_of(store::with_passwords(tx, holders), [&](PersonId holder) {
        if (holder == but) return false;
        const auto person = people::find_person(tx, holder);
        return person && person->active;
    });
}

/// Refuses to take the administrator's role from, or to deactivate, the last one who can sign in.
/// Expects `lock_administrators` before anything was read, so that of two who go at once one stays.
Result<> require_another_administrator(db::Transaction& tx, RoleId role, PersonId leaving) {
    const HeldRole administrator{.role_id = role, .team_id = {}};
    const auto held = store::held_roles(tx, leaving);
    if (std::ranges::find(held, administrator) == held.end()) return {};
    if (is_another_administrator(tx, role, leaving)) return {};
    return refuse(
        Refusal::conflict,
        "last_administrator",
        {},
        "This is the last administrator: there is nobody else who can sign in. Make somebody else "
        "one first, and wait until they have chosen a password."
    );
}

struct Wanted {
    PersonId person;
    Held roles;
};

struct WantedTeams {
    PersonId person;
    std::vector<TeamId> teams;
};

Held sorted(Held roles) {
    std::ranges::sort(roles);
    const auto repeated = std::ranges::unique(roles);
    roles.erase(repeated.begin(), repeated.end());
    return roles;
}

/// Adds and takes away until the person holds exactly `wanted`.
void save_roles(db::Transaction& tx, const Actor& actor, const Wanted& wanted, Instant now) {
    const auto held = sorted(store::held_roles(tx, wanted.person));
    const auto roles = sorted(wanted.roles);
    if (held == roles) return;
    Held gone;
    Held fresh;
    std::ranges::set_difference(held, roles, std::back_inserter(gone));
    std::ranges::set_difference(roles, held, std::back_inserter(fresh));
    for (const auto& role : gone) store::unassign(tx, wanted.person, role);
    for (const auto& role : fresh) store::assign(tx, wanted.person, role);
    journal::append(
        tx, actor, now, RolesChanged{.person = wanted.person, .old_roles = held, .new_roles = roles}
    );
}

Result<>
save_teams(db::Transaction& tx, const Actor& actor, const WantedTeams& wanted, Instant now) {
    const auto held = people::teams_of(tx, wanted.person);
    for (const auto team : held) {
        if (std::ranges::find(wanted.teams, team) != wanted.teams.end()) continue;
        TRY(people::remove_member(tx, actor, {.team = team, .person = wanted.person}, now));
    }
    for (const auto team : wanted.teams) {
        if (std::ranges::find(held, team) != held.end()) continue;
        if (!people::find_team(tx, team))
            return refuse(Refusal::invalid, "unknown_team", "/teams", "No such team.");
        TRY(people::add_member(tx, actor, {.team = team, .person = wanted.person}, now));
    }
    return {};
}

Result<Held> roles_or_default(db::Transaction& tx, const Held& given) {
    if (!given.empty()) return given;
    const auto agent = store::find_role_by_key(tx, "agent");
    CHECK(agent.has_value());
    return Held{{.role_id = agent->id, .team_id = {}}};
}

/// What only the desk itself may do when an agent comes or goes, once the rules have been kept.
void end_credentials(db::Transaction& tx, const Actor& actor, PersonId id, Instant now) {
    end_sessions(tx, actor, {.person = id}, now);
    for (const auto purpose :
         {Purpose::invitation, Purpose::password_reset, Purpose::sign_in_link, Purpose::second_step
         })
        store::delete_unspent(tx, id, purpose);
    for (const auto& token : store::revoke_tokens_of(tx, id, now)) {
        journal::append(
            tx, actor, now, TokenRevoked{.token_id = token.id.value, .name = token.name}
        );
    }
}

} // namespace

Result<people::PersonBrief>
get_manageable_agent(db::Transaction& tx, const Actor& actor, PersonId id) {
    TRY(require(actor, Permission::agent_manage));
    auto person = people::find_person(tx, id);
    if (!person || person->kind != people::PersonKind::agent) return not_found();
    TRY(require_covers(actor, all_held(tx, id)));
    return *std::move(person);
}

Result<Done>
invite_agent(db::Transaction& tx, const Actor& actor, const InviteAgent& command, Instant now) {
    TRY(require(actor, Permission::agent_manage));
    const auto roles = TRY(roles_or_default(tx, command.roles));
    TRY(require_roles(tx, actor, roles));
    const auto id = TRY(people::make_agent(
        tx, actor, {.address = command.email.value, .name = command.name.value}, now
    ));
    // A customer who becomes an agent begins anew: no session of before has an agent's rights.
    end_credentials(tx, actor, id, now);
    save_roles(tx, actor, {.person = id, .roles = roles}, now);
    TRY(save_teams(tx, actor, {.person = id, .teams = command.teams}, now));
    ask_letter(
        tx,
        actor,
        {.purpose = Purpose::invitation,
         .person = id,
         .address = people::addresses_of(tx, id).front(), // the one invited by
         .link = command.link},
        now
    );
    return Done{.id = id.value};
}

Result<Done>
invite_again(db::Transaction& tx, const Actor& actor, const InviteAgain& command, Instant now) {
    const auto agent = TRY(get_manageable_agent(tx, actor, command.id));
    if (!agent.active)
        return refuse(Refusal::conflict, "inactive", {}, "Reactivate this agent first.");
    if (store::find_password(tx, agent.id)) {
        return refuse(
            Refusal::conflict, "already_joined", {}, "This agent has a password already."
        );
    }
    ask_letter(
        tx,
        actor,
        {.purpose = Purpose::invitation,
         .person = agent.id,
         .address = agent.email.value_or(""),
         .link = command.link},
        now
    );
    return Done{.id = agent.id.value};
}

Result<Done>
change_agent(db::Transaction& tx, const Actor& actor, const ChangeAgent& command, Instant now) {
    const auto administrator = store::lock_administrators(tx);
    TRY(get_manageable_agent(tx, actor, command.id));
    if (command.name.present) {
        people::ChangePerson rename;
        rename.id = command.id;
        rename.expected_version = command.expected_version;
        rename.name = command.name;
        TRY(people::change_person(tx, actor, rename, now));
    }
    if (command.roles.present) {
        const Held roles = command.roles.value.value_or(Held{});
        TRY(require_roles(tx, actor, roles));
        const HeldRole keeps{.role_id = administrator, .team_id = {}};
        if (std::ranges::find(roles, keeps) == roles.end())
            TRY(require_another_administrator(tx, administrator, command.id));
        save_roles(tx, actor, {.person = command.id, .roles = roles}, now);
        if (command.give_up) TRY(command.give_up(tx, actor, command.id, now));
    }
    if (command.teams.present) {
        const auto teams = command.teams.value.value_or(std::vector<TeamId>{});
        TRY(save_teams(tx, actor, {.person = command.id, .teams = teams}, now));
    }
    return Done{.id = command.id.value};
}

Result<Done> deactivate_agent(
    db::Transaction& tx, const Actor& actor, const DeactivateAgent& command, Instant now
) {
    const auto administrator = store::lock_administrators(tx);
    TRY(get_manageable_agent(tx, actor, command.id));
    TRY(require_another_administrator(tx, administrator, command.id));
    auto hand_over = command.hand_over.value_or(HandOver{});
    hand_over.from = command.id;
    if (hand_over.owner_id == command.id)
        return refuse(Refusal::invalid, "unknown_owner", "/hand_over/owner_id", "Somebody else.");

    if (!people::set_active(tx, actor, {.person = command.id, .active = false}, now))
        return Done{.id = command.id.value};
    end_credentials(tx, actor, command.id, now);
    if (command.tickets) TRY(command.tickets(tx, actor, hand_over, now));
    journal::append(
        tx,
        actor,
        now,
        AgentDeactivated{
            .person = command.id,
            .handed_to_team = hand_over.team_id,
            .handed_to_owner = hand_over.owner_id,
        }
    );
    return Done{.id = command.id.value};
}

Result<Done> reactivate_agent(db::Transaction& tx, const Actor& actor, PersonId id, Instant now) {
    TRY(get_manageable_agent(tx, actor, id));
    if (people::set_active(tx, actor, {.person = id, .active = true}, now))
        journal::append(tx, actor, now, AgentReactivated{.person = id});
    return Done{.id = id.value};
}

} // namespace heed::access
