// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/actor.hpp"
#include "kernel/result.hpp"

namespace heed {

/// Refuses as `not_allowed`, naming the permission, an actor who does not hold it desk-wide.
Result<> require(const Actor& actor, Permission permission);

/// As `require`, content with one team: for what belongs to no team, like customers.
Result<> require_somewhere(const Actor& actor, Permission permission);

} // namespace heed
