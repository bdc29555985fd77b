// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/search/terms.hpp"

#include "kernel/text.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace heed::full_text {

namespace {

constexpr std::size_t term_bytes_max = 240;
constexpr int bytes_kept = 4;
constexpr unsigned bits = 8;

} // namespace

std::string bounded(std::string_view term) {
    return std::string(utf8_prefix(term, term_bytes_max));
}

std::string freshness_of(Instant at) {
    const auto hours = std::chrono::floor<std::chrono::hours>(at).time_since_epoch().count();
    auto left = static_cast<std::uint32_t>(std::clamp<std::int64_t>(hours, 0, UINT32_MAX));
    std::string result(bytes_kept, '\0');
    for (int at_byte = bytes_kept - 1; at_byte >= 0; --at_byte) {
        result[static_cast<std::size_t>(at_byte)] = static_cast<char>(left & 0xFFU);
        left >>= bits;
    }
    return result;
}

double hours_of(std::string_view freshness) {
    std::uint32_t hours = 0;
    for (const char byte : freshness) hours = (hours << bits) | static_cast<unsigned char>(byte);
    return hours;
}

} // namespace heed::full_text
