// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/privacy/again.hpp"       // IWYU pragma: export
#include "features/privacy/events.hpp"      // IWYU pragma: export
#include "features/privacy/handing_out.hpp" // IWYU pragma: export
#include "features/privacy/redacting.hpp"   // IWYU pragma: export
#include "features/privacy/requests.hpp"    // IWYU pragma: export

#include <span>

namespace heed {
struct Described;
struct Route;
} // namespace heed

namespace heed::privacy {

std::span<const Route> routes();

/// What the API document says of them.
std::span<const Described> described();

} // namespace heed::privacy
