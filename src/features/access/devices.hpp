// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/http/request.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace heed::access {

/// With what somebody signs in, as they would name it: "Firefox", "Windows". Only names of our own
/// lists, so that nothing a browser says of itself is stored or shown.
struct Device {
    std::optional<std::string> browser = {};
    std::optional<std::string> system = {};
};

Device device_from(std::string_view user_agent);

/// Of the request's `User-Agent`.
Device device_of(const http::Request& request);

} // namespace heed::access
