// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/role.hpp"
#include "kernel/actor.hpp"
#include "kernel/field.hpp"
#include "kernel/result.hpp"
#include "kernel/text.hpp"
#include "platform/db/transaction.hpp"
#include "platform/desk/done.hpp"

#include <optional>
#include <vector>

namespace heed::access {

struct CreateRole {
    Text<1, 100> name;
    std::vector<Permission> permissions;
};
HEED_FIELDS(CreateRole, name, permissions)

struct ChangeRole {
    RoleId id = {}; // from the path
    std::optional<std::int64_t> expected_version;
    Field<Text<1, 100>> name;
    Field<std::vector<Permission>> permissions;
};
HEED_FIELDS(ChangeRole, expected_version, name, permissions)

/// Nobody gives what they do not hold: all three refuse `beyond_own_permissions`.
Result<Done>
create_role(db::Transaction& tx, const Actor& actor, const CreateRole& command, Instant now);
Result<Done>
change_role(db::Transaction& tx, const Actor& actor, const ChangeRole& command, Instant now);
/// Refuses `role_in_use` while somebody holds it.
Result<Done> delete_role(db::Transaction& tx, const Actor& actor, RoleId id, Instant now);

/// Who holds it, desk-wide or in a team.
std::vector<PersonId> holders_of(db::Transaction& tx, RoleId role);

/// By key (`agent`, `administrator`, …). For set-up, demo and tests.
std::optional<RoleId> find_role(db::Transaction& tx, std::string_view key);

} // namespace heed::access
