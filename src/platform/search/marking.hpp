// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/fields.hpp"
#include "platform/search/question.hpp"
#include "platform/search/stems.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace heed::full_text {

/// A part of a text, and whether it is what was looked for.
struct Fragment {
    std::string text;
    bool found = false;
};
HEED_FIELDS(Fragment, text, found)

/// Shows in a text what a question found in it. The text is what the reader may read anyway: it
/// comes from the database, never from the index.
class Marking {
public:
    Marking(const Question& question, std::string_view language);

    /// The whole text.
    std::vector<Fragment> marked(std::string_view text);

    /// The place in it where most of what was looked for stands together, about 200 characters;
    /// empty when none of it does.
    std::vector<Fragment> excerpt(std::string_view given);

    /// How many different words of the question stand in it.
    std::size_t hits_in(std::string_view text);

private:
    struct Place {
        std::size_t begin = 0;
        std::size_t end = 0;
        std::string word;
    };

    std::vector<Place> places_in(std::string_view text);
    /// What of the question this word is; empty: nothing.
    std::string match(std::string_view word);

    Stems stems_;
    std::set<std::string, std::less<>> forms_;       // these very words
    std::set<std::string, std::less<>> stems_asked_; // any form of these
    std::vector<std::string> beginnings_;
};

} // namespace heed::full_text
