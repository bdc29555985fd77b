// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/refusal_words.hpp"

#include <doctest/doctest.h>

namespace heed {

TEST_CASE("every refusal has words: its own, else by code, else by kind") {
    CHECK(words_of({.kind = Refusal::conflict, .code = "not_found", .detail = "Gone."}) == "Gone.");
    CHECK(
        words_of({.kind = Refusal::not_found, .code = "link_expired"}) ==
        "This link is no longer valid. Ask for a new one."
    );
    for (int kind = 0; kind <= static_cast<int>(Refusal::unavailable); ++kind) {
        const auto words = words_of({.kind = static_cast<Refusal>(kind), .code = "no_such_code"});
        CHECK(words.ends_with('.'));
    }
}

} // namespace heed
