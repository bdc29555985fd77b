// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/embedded.hpp"
#include "platform/desk/desk.hpp"
#include "platform/http/router.hpp"

#include <span>
#include <vector>

namespace heed {

/// The files of web/dist, carried in the binary; empty in development builds.
std::span<const EmbeddedFile> embedded_web();

} // namespace heed

namespace heed::app {

/// The built web apps from inside the binary (or `--web-root`), and the probes.
void add_web_routes(Desk& desk, std::vector<http::Route>& routes);

} // namespace heed::app
