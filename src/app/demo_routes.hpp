// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/beginning.hpp"
#include "platform/desk/described.hpp"
#include "platform/http/router.hpp"

#include <span>
#include <vector>

namespace heed {
class Desk;
}

namespace heed::app {

/// `POST /setup/demo` fills a desk that nobody has set up with a demo, `POST /demo/removal` makes a
/// demo desk an empty one. Both answer before it is done, as the server stops for it.
std::vector<http::Route> demo_routes(Desk& desk, NextBeginning& next);

/// What the API document says of them.
std::span<const Described> demo_described();

} // namespace heed::app
