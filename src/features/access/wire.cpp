// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/wire.hpp"

namespace heed::access::wire {

OwnSession view(SessionDetail detail) {
    return {
        .id = detail.id,
        .current = false,
        .method = std::move(detail.method),
        .network = std::move(detail.network),
        .browser = std::move(detail.device.browser),
        .system = std::move(detail.device.system),
        .created_at = detail.created_at,
        .last_seen_at = detail.last_seen_at,
        .ends_at = detail.ends_at,
    };
}

AgentView view(AgentDetail detail) {
    return {
        .id = detail.person.id,
        .name = std::move(detail.person.name),
        .email = std::move(detail.person.email),
        .active = detail.person.active,
        .roles = std::move(detail.roles),
        .teams = std::move(detail.teams),
        .last_seen_at = detail.last_seen_at,
        .invited = detail.invited,
        .invitation = std::move(detail.invitation),
        .version = detail.version,
    };
}

RoleView view(Role role) {
    const bool built_in = role.key.has_value();
    return {
        .id = role.id,
        .key = std::move(role.key),
        .name = std::move(role.name),
        .built_in = built_in,
        .permissions = permissions_in(role.permissions),
        .version = role.version,
    };
}

TokenView view(TokenDetail detail) {
    return {
        .id = detail.id,
        .person_id = detail.person_id,
        .name = std::move(detail.name),
        .scopes = std::move(detail.scopes),
        .created_at = detail.created_at,
        .last_used_at = detail.last_used_at,
        .expires_at = detail.expires_at,
        .token = {},
    };
}

} // namespace heed::access::wire
