// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace heed::dkim {

/// One field of a letter's head, as it stands there: folded, with its last line end.
struct Field {
    std::string name; // in lower case
    std::string_view text;
};

/// A letter apart. The views are into it.
struct Parts {
    std::vector<Field> head;
    std::string_view body;
};

/// Of a letter with CRLF as its only line end.
Parts parts_of(std::string_view letter);

/// RFC 6376 section 3.4.2: the name in lower case, on one line, blanks as one; with CRLF.
std::string relaxed_field(const Field& field);

/// RFC 6376 section 3.4.4: no blanks at ends of lines, blanks as one, no empty lines at the end.
std::string relaxed_body(std::string_view body);

} // namespace heed::dkim
