// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

namespace heed::words {

/// A folded word, and the bytes of the text that it stands for.
struct RunningWord {
    std::string_view text; // as long as the call it was given in
    std::size_t begin = 0;
    std::size_t end = 0;
};

using WordVisit = std::function<void(const RunningWord&)>;

/// Visits every word of `text` in order, however often it stands there, each cut to 64 bytes.
/// Scripts that are written without blanks (Chinese, Japanese) give a word for each letter, so that
/// what is looked for is found inside longer runs. Expects well-formed UTF-8.
void each_word(std::string_view text, const WordVisit& visit);

} // namespace heed::words
