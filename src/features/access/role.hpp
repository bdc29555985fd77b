// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/fields.hpp"
#include "kernel/id.hpp"
#include "kernel/permission.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heed::access {

using RoleId = Id<struct RoleTag>;

/// A named set of permissions. Those with a key came with Heed and never change.
struct Role {
    RoleId id;
    std::optional<std::string> key;
    std::string name;
    PermissionSet permissions;
    std::int64_t version = 1;
};

/// The role whose last holder stays.
inline constexpr std::string_view administrator_key = "administrator";

/// A role held desk-wide, or in one team.
struct HeldRole {
    RoleId role_id;
    std::optional<TeamId> team_id;
    auto operator<=>(const HeldRole&) const = default;
};
HEED_FIELDS(HeldRole, role_id, team_id)

/// In the order of the enum.
std::vector<Permission> permissions_in(PermissionSet set);
PermissionSet set_of(const std::vector<Permission>& permissions);

/// True when every permission of `part` is in `whole`.
bool is_within(PermissionSet part, PermissionSet whole);

} // namespace heed::access
