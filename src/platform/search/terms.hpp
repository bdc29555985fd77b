// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/instant.hpp"

#include <string>
#include <string_view>

namespace heed::full_text {

inline constexpr std::string_view key_prefix = "Q";
inline constexpr const char* note_name = "note";
inline constexpr unsigned freshness_slot = 0;

/// Longer terms cannot be kept; what is cut here was cut the same way when it was put in.
std::string bounded(std::string_view term);

/// Hours, as bytes in their order.
std::string freshness_of(Instant at);
double hours_of(std::string_view freshness);

} // namespace heed::full_text
