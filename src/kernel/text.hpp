// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace heed {

/// True for well-formed UTF-8: no overlong forms, surrogates or values above U+10FFFF.
bool is_valid_utf8(std::string_view text);

/// Replaces every malformed byte sequence by U+FFFD and removes NUL, so any database keeps it.
std::string valid_utf8(std::string_view text);

/// Number of code points of well-formed UTF-8.
std::size_t code_points(std::string_view text);

/// The longest prefix of at most `bytes` bytes that does not cut a code point.
std::string_view utf8_prefix(std::string_view text, std::size_t bytes);

/// The longest prefix of at most `count` code points of well-formed UTF-8.
std::string_view code_point_prefix(std::string_view text, std::size_t count);

/// Without the marks that turn the reading direction by force (U+202A to U+202E, U+2066 to U+2069):
/// in a name they make one thing look like another.
std::string without_overrides(std::string_view text);

/// Without white space at both ends (ASCII blanks and U+00A0).
std::string_view trimmed(std::string_view text);

/// ASCII letters in lower case, all else as it is. For addresses, headers and host names.
std::string ascii_lower(std::string_view text);

bool equals_ignoring_case(std::string_view left, std::string_view right);

/// `text` with `&<>"'` written as HTML entities: safe in element content and quoted attributes.
std::string html_escaped(std::string_view text);

/// Text whose length in code points is part of its type, so that the API document prints the
/// limit and no body with more ever reaches a command. Read without blanks at the ends and without
/// `without_overrides`' marks.
template <std::size_t min, std::size_t max>
struct Text {
    static constexpr std::size_t length_min = min;
    static constexpr std::size_t length_max = max;

    std::string value;

    auto operator<=>(const Text&) const = default;

    [[nodiscard]] bool empty() const { return value.empty(); }

    [[nodiscard]] std::string_view view() const { return value; }
};

} // namespace heed
