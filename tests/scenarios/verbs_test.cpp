// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/verbs.hpp"

#include <algorithm>
#include <array>
#include <doctest/doctest.h>

using namespace heed;

TEST_CASE("every verb shows itself in an example, and prints its results for programs too") {
    // What they print is a document or a stream of its own.
    constexpr std::array<std::string_view, 2> without_json = {"serve", "openapi"};
    for (const auto& verb : app::all_verbs()) {
        CAPTURE(verb.name);
        CHECK(!verb.summary.empty());
        CHECK(verb.example.starts_with("heed " + verb.name));
        const bool has_json =
            std::ranges::find(verb.flags, "json", &cli::Flag::name) != verb.flags.end();
        CHECK(has_json != (std::ranges::find(without_json, verb.name) != without_json.end()));
    }
}
