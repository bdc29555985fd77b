// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/house.hpp"

namespace heed::app {

/// Serves the desk until SIGINT or SIGTERM; prints its address when it accepts connections.
/// Returns the exit code.
int serve(House& house);

} // namespace heed::app
