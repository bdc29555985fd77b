// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/search/wire.hpp"
#include "platform/desk/desk.hpp"

namespace heed::search {

/// What somebody looks for.
struct Search {
    std::string question;
    std::optional<FoundKind> kind = {}; // nothing: all kinds together
    std::size_t first = 0;
    std::size_t limit = 20;
};

/// Pages end here: who looks further than that needs other words.
inline constexpr std::size_t reachable_most = 1'000;

/// What the actor may see of it; refused as `question_of` refuses.
Result<SearchAnswer> find(Desk& desk, const Actor& actor, const Search& search);

/// As somebody types: the best few, and how the last word goes on in what they may see.
Result<SuggestionsAnswer>
suggestions(Desk& desk, const Actor& actor, std::string_view question, std::size_t limit);

} // namespace heed::search
