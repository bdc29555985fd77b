// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/roles.hpp"

#include "features/access/events.hpp"
#include "features/access/rights.hpp"
#include "features/access/store.hpp"
#include "kernel/require.hpp"
#include "platform/journal/changes.hpp"

namespace heed::access {

namespace {

std::unexpected<Error> name_taken() {
    return refuse(Refusal::conflict, "name_taken", "/name", "There is a role of that name.");
}

/// A role that this actor may change: one's own size at most, and none that came with Heed.
Result<Role> get_changeable(db::Transaction& tx, const Actor& actor, RoleId id) {
    TRY(require(actor, Permission::agent_manage));
    store::lock_administrators(tx);
    auto role = store::find_role(tx, id);
    if (!role) return refuse(Refusal::not_found, "not_found");
    if (role->key) {
        return refuse(
            Refusal::conflict,
            "built_in_role",
            {},
            "Roles that came with Heed stay as they are; make a copy and change that."
        );
    }
    TRY(require_covers(actor, role->permissions));
    return *std::move(role);
}

} // namespace

Result<Done>
create_role(db::Transaction& tx, const Actor& actor, const CreateRole& command, Instant now) {
    TRY(require(actor, Permission::agent_manage));
    Role role{
        .id = {},
        .key = {},
        .name = command.name.value,
        .permissions = set_of(command.permissions),
    };
    TRY(require_covers(actor, role.permissions));
    if (!store::insert_role(tx, role)) return name_taken();
    journal::append(
        tx,
        actor,
        now,
        RoleChanged{
            .role = role.id,
            .old_name = {},
            .new_name = role.name,
            .old_permissions = {},
            .new_permissions = permissions_in(role.permissions),
        }
    );
    return Done{.id = role.id.value};
}

Result<Done>
change_role(db::Transaction& tx, const Actor& actor, const ChangeRole& command, Instant now) {
    auto role = TRY(get_changeable(tx, actor, command.id));
    const auto old = role;
    auto permissions = permissions_in(role.permissions);
    std::vector<journal::FieldChange> changes;
    TRY(journal::change_required(changes, "name", role.name, command.name));
    if (command.permissions.present) {
        const auto given = set_of(command.permissions.value.value_or(std::vector<Permission>{}));
        journal::change(changes, "permissions", permissions, permissions_in(given));
        role.permissions = given;
    }
    TRY(require_covers(actor, role.permissions));
    TRY(journal::require_current(command.expected_version, role.version, changes));
    if (changes.empty()) return Done{.id = role.id.value};

    ++role.version;
    if (!store::save_role(tx, role)) return name_taken();
    journal::append(
        tx,
        actor,
        now,
        RoleChanged{
            .role = role.id,
            .old_name = old.name,
            .new_name = role.name,
            .old_permissions = permissions_in(old.permissions),
            .new_permissions = permissions,
        }
    );
    return Done{.id = role.id.value};
}

Result<Done> delete_role(db::Transaction& tx, const Actor& actor, RoleId id, Instant now) {
    const auto role = TRY(get_changeable(tx, actor, id));
    if (store::is_held(tx, id)) {
        return refuse(
            Refusal::conflict, "role_in_use", {}, "Somebody holds this role; take it away first."
        );
    }
    store::delete_role(tx, id);
    journal::append(
        tx,
        actor,
        now,
        RoleChanged{
            .role = id,
            .old_name = role.name,
            .new_name = {},
            .old_permissions = permissions_in(role.permissions),
            .new_permissions = {},
        }
    );
    return Done{.id = id.value};
}

std::vector<PersonId> holders_of(db::Transaction& tx, RoleId role) {
    return store::all_holders(tx, role);
}

std::optional<RoleId> find_role(db::Transaction& tx, std::string_view key) {
    const auto role = store::find_role_by_key(tx, key);
    if (!role) return std::nullopt;
    return role->id;
}

} // namespace heed::access
