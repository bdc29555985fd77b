// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace heed::smtp {

/// The letter with CRLF as its only line end, and one at the end. Servers differ on what a lone
/// CR or LF means; a letter that has none means the same to all of them (SMTP smuggling).
std::string with_crlf_lines(std::string_view letter);

/// How many dots SMTP doubles on the way: those at the beginning of a line.
std::size_t doubled_dots(std::string_view crlf_letter);

/// True when `address` can stand between < and > of an SMTP command without changing it: no
/// control characters, blanks or angle brackets, one @ with something on both sides.
bool is_envelope_address(std::string_view address);

} // namespace heed::smtp
