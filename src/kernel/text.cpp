// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/text.hpp"

#include <algorithm>
#include <cstdint>

namespace heed {

namespace {

bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// Length in bytes of the well-formed sequence at the front; 0 when it is malformed.
std::size_t sequence_length(std::string_view text) {
    const auto first = static_cast<unsigned char>(text.front());
    if (first < 0x80U) return 1;
    const std::size_t length = first >= 0xF0U ? 4 : first >= 0xE0U ? 3 : 2;
    if (first < 0xC2U || first > 0xF4U || text.size() < length) return 0;
    for (std::size_t at = 1; at < length; ++at) {
        if (!is_continuation(text[at])) return 0;
    }
    const auto second = static_cast<unsigned char>(text[1]);
    if (first == 0xE0U && second < 0xA0U) return 0;
    if (first == 0xEDU && second > 0x9FU) return 0; // surrogates
    if (first == 0xF0U && second < 0x90U) return 0;
    if (first == 0xF4U && second > 0x8FU) return 0;
    return length;
}

char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + ('a' - 'A')) : letter;
}

} // namespace

bool is_valid_utf8(std::string_view text) {
    while (!text.empty()) {
        const auto length = sequence_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::string valid_utf8(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const auto length = sequence_length(text);
        if (length == 0) {
            result += "\xEF\xBF\xBD";
            text.remove_prefix(1);
            while (!text.empty() && is_continuation(text.front())) text.remove_prefix(1);
            continue;
        }
        if (text.front() != '\0') result += text.substr(0, length);
        text.remove_prefix(length);
    }
    return result;
}

std::size_t code_points(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char byte) {
        return !is_continuation(byte);
    }));
}

std::string_view utf8_prefix(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && is_continuation(text[bytes])) --bytes;
    return text.substr(0, bytes);
}

std::string_view code_point_prefix(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (!is_continuation(text[at]) && count-- == 0) return text.substr(0, at);
        ++at;
    }
    return text;
}

std::string without_overrides(std::string_view text) {
    constexpr std::string_view before = "\xE2\x80";   // U+2000 to U+203F
    constexpr std::string_view isolates = "\xE2\x81"; // U+2040 to U+207F
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto start = text.substr(at, 2);
        const auto last =
            at + 2 < text.size() ? static_cast<unsigned char>(text[at + 2]) : std::uint8_t{0};
        const bool turns = (start == before && last >= 0xAAU && last <= 0xAEU) ||
                           (start == isolates && last >= 0xA6U && last <= 0xA9U);
        if (turns) {
            at += 3;
            continue;
        }
        result += text[at++];
    }
    return result;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n\f\v";
    constexpr std::string_view hard_space = "\xC2\xA0";
    for (bool changed = true; changed;) {
        const auto before = text.size();
        while (!text.empty() && blanks.contains(text.front())) text.remove_prefix(1);
        while (!text.empty() && blanks.contains(text.back())) text.remove_suffix(1);
        if (text.starts_with(hard_space)) text.remove_prefix(hard_space.size());
        if (text.ends_with(hard_space)) text.remove_suffix(hard_space.size());
        changed = text.size() != before;
    }
    return text;
}

std::string ascii_lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), lower);
    return result;
}

bool equals_ignoring_case(std::string_view left, std::string_view right) {
    return std::ranges::equal(left, right, {}, lower, lower);
}

std::string html_escaped(std::string_view text) {
    std::string result;
    result.reserve(text.size() + text.size() / 8);
    for (const char letter : text) {
        switch (letter) {
            case '&': result += "&amp;"; break;
            case '<': result += "&lt;"; break;
            case '>': result += "&gt;"; break;
            case '"': result += "&quot;"; break;
            case '\'': result += "&#39;"; break;
            default: result += letter;
        }
    }
    return result;
}

} // namespace heed
