// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/commands.hpp"
#include "features/people/events.hpp"
#include "features/people/store.hpp"
#include "kernel/require.hpp"

namespace heed::people {

namespace {

std::unexpected<Error> name_taken() {
    return refuse(Refusal::conflict, "name_taken", "/name", "There is a team of that name.");
}

Result<> require_team(db::Transaction& tx, TeamId id) {
    if (store::find_team_for_update(tx, id)) return {};
    return refuse(Refusal::not_found, "not_found");
}

Result<> require_mailbox(db::Transaction& tx, std::optional<std::int64_t> mailbox) {
    if (!mailbox || store::has_mailbox(tx, *mailbox)) return {};
    return refuse(Refusal::invalid, "unknown_mailbox", "/mailbox_id", "There is no such mailbox.");
}

} // namespace

Result<Done>
create_team(db::Transaction& tx, const Actor& actor, const CreateTeam& command, Instant now) {
    TRY(require(actor, Permission::agent_manage));
    TRY(require_mailbox(tx, command.mailbox_id));
    Team team{
        .id = {},
        .name = command.name.value,
        .mailbox_id = command.mailbox_id,
        .created_at = now,
    };
    if (!store::insert_team(tx, team)) return name_taken();
    journal::append(tx, actor, now, TeamCreated{.team = team.id, .name = team.name});
    return Done{.id = team.id.value};
}

Result<Done>
change_team(db::Transaction& tx, const Actor& actor, const ChangeTeam& command, Instant now) {
    TRY(require(actor, Permission::agent_manage));
    store::lock_team_names(tx);
    auto team = store::find_team_for_update(tx, command.id);
    if (!team) return refuse(Refusal::not_found, "not_found");
    std::vector<journal::FieldChange> changes;
    TRY(journal::change_required(changes, "name", team->name, command.name));
    if (command.mailbox_id.value != team->mailbox_id)
        TRY(require_mailbox(tx, command.mailbox_id.value));
    journal::change_optional(changes, "mailbox_id", team->mailbox_id, command.mailbox_id);
    TRY(journal::require_current(command.expected_version, team->version, changes));
    if (changes.empty()) return Done{.id = team->id.value};

    ++team->version;
    if (!store::save_team(tx, *team)) return name_taken();
    journal::append(tx, actor, now, TeamChanged{.team = team->id, .changes = std::move(changes)});
    return Done{.id = team->id.value};
}

Result<Done>
add_member(db::Transaction& tx, const Actor& actor, const Membership& membership, Instant now) {
    TRY(require(actor, Permission::agent_manage));
    TRY(require_team(tx, membership.team));
    const auto person = store::find(tx, membership.person);
    if (!person) return refuse(Refusal::not_found, "not_found");
    if (person->kind != PersonKind::agent)
        return refuse(Refusal::invalid, "not_an_agent", {}, "Only agents work in teams.");
    if (store::insert_member(tx, membership)) {
        journal::append(
            tx, actor, now, TeamMemberAdded{.team = membership.team, .person = membership.person}
        );
    }
    return Done{.id = membership.team.value};
}

Result<Done>
remove_member(db::Transaction& tx, const Actor& actor, const Membership& membership, Instant now) {
    TRY(require(actor, Permission::agent_manage));
    TRY(require_team(tx, membership.team));
    if (!store::find(tx, membership.person)) return refuse(Refusal::not_found, "not_found");
    if (store::delete_member(tx, membership)) {
        journal::append(
            tx, actor, now, TeamMemberRemoved{.team = membership.team, .person = membership.person}
        );
    }
    return Done{.id = membership.team.value};
}

} // namespace heed::people
