// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace heed {

/// How many letters must be changed, added or left out to make one word the other (Levenshtein).
std::size_t spelling_distance(std::string_view left, std::string_view right);

/// From how far on a word is no misspelling of `word` any more.
constexpr std::size_t too_far_from(std::string_view word) {
    return 1 + std::max<std::size_t>(2, word.size() / 3);
}

} // namespace heed
