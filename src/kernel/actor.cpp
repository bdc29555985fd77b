// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/actor.hpp"

#include <algorithm>

namespace heed {

bool Actor::may_in(Permission permission, std::optional<TeamId> team) const {
    if (permissions.has(permission)) return true;
    return team && std::ranges::any_of(in_teams, [&](const InTeam& held) {
               return held.team == *team && held.permissions.has(permission);
           });
}

bool Actor::may_somewhere(Permission permission) const {
    if (permissions.has(permission)) return true;
    return std::ranges::any_of(in_teams, [&](const InTeam& held) {
        return held.permissions.has(permission);
    });
}

Actor Actor::system(std::string_view reason) {
    Actor actor;
    actor.kind = Kind::system;
    actor.permissions = PermissionSet::all();
    actor.reason = reason;
    return actor;
}

} // namespace heed
