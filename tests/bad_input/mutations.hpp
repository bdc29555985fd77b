// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace heed::tests {

/// A body that is wrong in one way, and what must be said to it.
struct Wrong {
    std::string name;
    std::string body;
    int status = 400;
    std::string code = "invalid_json"; // empty: any
    std::string pointer = {};          // empty: any
};

/// Bodies that are no JSON, or none that may be trusted: each is `invalid_json`.
std::vector<Wrong> broken_json(std::string_view good);

/// Well-formed bodies of the wrong shape: an unknown field, and each field with another type.
/// Expects an object.
std::vector<Wrong> wrong_shapes(std::string_view good);

/// The object with one more member: `"name":value`.
std::string with_member(std::string_view good, std::string_view member);

/// Bodies near a good one, the same for the same seed: bytes changed, cut, doubled, swapped.
std::vector<std::string> near(std::string_view good, std::uint64_t seed, int count);

/// The body with each of its texts empty, huge, or of characters that a database may refuse, and
/// each of its numbers at the ends of what fits and beyond.
std::vector<std::string> odd_values(std::string_view good);

/// What may stand in a path for an id or a word: none names anything.
std::vector<std::string> wrong_words();

/// What may stand behind the question mark.
std::vector<std::string> wrong_queries();

} // namespace heed::tests
