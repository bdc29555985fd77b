// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace heed::http {

/// A port of `address` (as it stands before the port in `listen`) that was free a moment ago, for
/// servers that must know theirs before they listen. Throws Fault when there is none.
std::uint16_t free_port(const std::string& address);

} // namespace heed::http
