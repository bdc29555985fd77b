// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/actor.hpp"
#include "kernel/result.hpp"

#include <string_view>

namespace heed::people {

/// For what decides whose requests somebody reads in the portal: the addresses of customers and the
/// organisations they belong to. Whoever works for one team could read other teams' requests there
/// by giving a customer an address of their own. Refuses `desk_wide_only`.
Result<> require_desk_wide(const Actor& actor, std::string_view pointer);

} // namespace heed::people
