// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace heed::imap {

/// A folder's name as IMAP spells it (RFC 3501 5.1.3: UTF-16 in a base64 of its own between & and
/// -), from well-formed UTF-8.
std::string folder_on_the_wire(std::string_view name);

/// `text` as an IMAP quoted string. The text holds no CR, LF or NUL.
std::string quoted(std::string_view text);

std::string base64(std::string_view bytes);

} // namespace heed::imap
