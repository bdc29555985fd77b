// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/agents.hpp"         // IWYU pragma: export
#include "features/access/api_tokens.hpp"     // IWYU pragma: export
#include "features/access/attempts.hpp"       // IWYU pragma: export
#include "features/access/authenticator.hpp"  // IWYU pragma: export
#include "features/access/devices.hpp"        // IWYU pragma: export
#include "features/access/events.hpp"         // IWYU pragma: export
#include "features/access/factor_events.hpp"  // IWYU pragma: export
#include "features/access/factors.hpp"        // IWYU pragma: export
#include "features/access/forgetting.hpp"     // IWYU pragma: export
#include "features/access/gate.hpp"           // IWYU pragma: export
#include "features/access/housekeeping.hpp"   // IWYU pragma: export
#include "features/access/passkeys.hpp"       // IWYU pragma: export
#include "features/access/password_links.hpp" // IWYU pragma: export
#include "features/access/queries.hpp"        // IWYU pragma: export
#include "features/access/request_links.hpp"  // IWYU pragma: export
#include "features/access/rights.hpp"         // IWYU pragma: export
#include "features/access/roles.hpp"          // IWYU pragma: export
#include "features/access/security.hpp"       // IWYU pragma: export
#include "features/access/sessions.hpp"       // IWYU pragma: export
#include "features/access/setup.hpp"          // IWYU pragma: export
#include "features/access/sign_in.hpp"        // IWYU pragma: export
#include "features/access/sign_in_links.hpp"  // IWYU pragma: export

#include <span>

namespace heed {
struct Described;
struct Route;
} // namespace heed

namespace heed::access {

std::span<const Route> routes();

/// What the API document says of them.
std::span<const Described> described();

} // namespace heed::access
