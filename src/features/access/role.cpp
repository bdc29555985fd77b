// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/role.hpp"

namespace heed::access {

std::vector<Permission> permissions_in(PermissionSet set) {
    std::vector<Permission> result;
    for (std::size_t index = 0; index < enum_names<Permission>.size(); ++index) {
        const auto permission = static_cast<Permission>(index);
        if (set.has(permission)) result.push_back(permission);
    }
    return result;
}

PermissionSet set_of(const std::vector<Permission>& permissions) {
    PermissionSet set;
    for (const auto permission : permissions) set.add(permission);
    return set;
}

bool is_within(PermissionSet part, PermissionSet whole) {
    return part.only(whole) == part;
}

} // namespace heed::access
