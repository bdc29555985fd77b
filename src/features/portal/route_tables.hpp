// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>

namespace heed {
struct Route;
}

namespace heed::portal {

std::span<const Route> ask_routes();
std::span<const Route> sign_in_routes();
std::span<const Route> request_routes();

} // namespace heed::portal
