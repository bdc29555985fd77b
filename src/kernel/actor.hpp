// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/id.hpp"
#include "kernel/permission.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heed {

/// Who acts. Object loads take one and answer `not_found` for what it may not see.
struct Actor {
    enum class Kind { anonymous, customer, agent, token, system };

    Kind kind = Kind::anonymous;
    PersonId person = {};             // customer, agent, or the person a token acts for
    OrganisationId organisation = {}; // of a customer, when organisation sharing is allowed
    PermissionSet permissions = {};   // desk-wide

    // Permissions held in one team only.
    struct InTeam {
        TeamId team;
        PermissionSet permissions;
        bool operator==(const InTeam&) const = default;
    };

    std::vector<InTeam> in_teams = {};
    // A customer who came by a link to one request sees that request and nothing else.
    std::optional<TicketId> only_ticket = {};
    std::int64_t token = 0;  // the API token by which it is done
    std::string reason = {}; // of a system actor: which reactor or job; of a token: its name

    bool operator==(const Actor&) const = default;

    [[nodiscard]] bool may(Permission permission) const { return permissions.has(permission); }

    /// True when held desk-wide or in `team`.
    [[nodiscard]] bool may_in(Permission permission, std::optional<TeamId> team) const;

    /// True when held desk-wide or in any team: for what belongs to no team.
    [[nodiscard]] bool may_somewhere(Permission permission) const;

    [[nodiscard]] bool is_staff() const { return kind == Kind::agent || kind == Kind::token; }

    static Actor system(std::string_view reason);
};

} // namespace heed
