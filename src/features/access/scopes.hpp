// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/permission.hpp"
#include "kernel/result.hpp"
#include "kernel/text.hpp"

#include <string>
#include <vector>

namespace heed::access {

/// What a token's scopes allow at most: `*` is everything. Refuses `unknown_scope`.
Result<PermissionSet> checked_scopes(const std::vector<Text<1, 50>>& scopes);

/// From the JSON list kept in its row.
PermissionSet scopes_from(const std::string& json);

} // namespace heed::access
