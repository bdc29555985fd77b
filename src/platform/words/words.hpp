// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace heed::words {

/// `text` for comparing and ordering: without case, accents and compatibility forms, blanks
/// folded. "  José  Ångström" becomes "jose angstrom". Expects well-formed UTF-8.
std::string folded(std::string_view text);

/// The distinct folded words of `text` (letters and digits), at most `count_max`, each cut to 64
/// bytes, in order of appearance.
std::vector<std::string> words_of(std::string_view text, std::size_t count_max = 64);

/// What a search box asks for: each piece between blanks, split into words except where it is an
/// address (has an `@`). Every one must be found as a prefix.
std::vector<std::string> prefixes_of(std::string_view query, std::size_t count_max = 8);

/// The end of the range of texts that begin with `prefix`: `x >= prefix AND x < prefix_end(prefix)`
/// finds them by an index on both engines, as text compares bytewise.
std::string prefix_end(std::string_view prefix);

} // namespace heed::words
