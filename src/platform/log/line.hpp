// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/log/log.hpp"

namespace heed::log {

struct Event {
    Instant at;
    Level level;
    std::string_view name;
    Pairs pairs;
};

std::string json_line(const Event& event);
std::string text_line(const Event& event);

} // namespace heed::log
