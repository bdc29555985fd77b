// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace heed::app {

/// A small PNG that looks like a window with an error in it; another one for each `seed`.
std::string demo_picture(std::uint64_t seed);

} // namespace heed::app
