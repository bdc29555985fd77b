// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/json/json.hpp"

#include <span>

namespace heed {

/// One parsed value; everything it points to lies in its document's arena.
struct JsonNode {
    Json::Kind kind = Json::Kind::null;
    bool boolean = false;
    std::int64_t integer = 0;
    double number = 0;
    std::string_view key = {}; // when a member of an object
    std::string_view text = {};
    std::span<const JsonNode> children = {};
};

} // namespace heed
