// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/house.hpp"
#include "platform/http/router.hpp"

#include <vector>

namespace heed::app {

/// The built web apps from inside the binary (or `--web-root`), and the probes.
void add_web_routes(House& house, std::vector<http::Route>& routes);

} // namespace heed::app
