// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/words/language.hpp"

#include <algorithm>
#include <cstddef>

namespace heed::words {

namespace {

bool is_letter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

bool is_letter_or_digit(char letter) {
    return is_letter(letter) || (letter >= '0' && letter <= '9');
}

} // namespace

bool is_language_tag(std::string_view text) {
    constexpr std::size_t length_max = 35;
    if (text.size() > length_max) return false;
    const auto language = text.substr(0, text.find('-'));
    if (language.size() < 2 || language.size() > 3 || !std::ranges::all_of(language, is_letter))
        return false;
    auto rest = text.substr(language.size());
    while (!rest.empty()) {
        rest.remove_prefix(1);
        const auto part = rest.substr(0, rest.find('-'));
        if (part.empty() || part.size() > 8 || !std::ranges::all_of(part, is_letter_or_digit))
            return false;
        rest.remove_prefix(part.size());
    }
    return true;
}

} // namespace heed::words
