// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <string_view>

namespace heed {

/// The number that all of `text` is: decimal digits, for signed types with an optional minus.
/// Nothing when there is anything else or it does not fit.
template <std::integral T>
std::optional<T> number_from(std::string_view text) {
    T value{};
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
    return value;
}

} // namespace heed
