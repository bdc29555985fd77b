// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heed::full_text {

/// One thing that a question asks for.
struct Piece {
    std::vector<std::string> words = {}; // folded; several stand one behind the other
    std::string address = {};            // folded, when it is one or begins one
    bool exact = false;                  // in quotes: these very forms
    bool excluded = false;               // with a minus: what has it is not wanted
    bool unfinished = false;             // the last word, which may still be growing
};

/// What somebody typed into a search box, understood.
struct Question {
    std::vector<Piece> pieces = {};
    std::optional<std::int64_t> number = {}; // it is nothing but a ticket's number
};

inline constexpr std::size_t question_bytes_max = 400;
inline constexpr std::size_t words_max = 24;

/// Blanks separate pieces, quotes hold words together, a minus before a piece excludes it; a quote
/// that is not closed ends with the text, as somebody is still typing. Refuses, with a sentence,
/// `too_long`, `too_many_words`, `nothing_to_find` and `only_exclusions`.
Result<Question> question_of(std::string_view text);

} // namespace heed::full_text
