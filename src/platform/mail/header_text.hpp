// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace heed::mail {

/// A raw header value as a person reads it: unfolded, encoded words decoded (adjacent ones of one
/// charset joined first, since senders split them inside a character), raw 8-bit bytes guessed,
/// blanks folded to one, control and text-direction characters removed.
std::string decode_header(std::string_view raw);

/// A value with parameters, as in Content-Type and Content-Disposition.
struct ParameterValue {
    std::string value;                                           // lower case, without blanks
    std::vector<std::pair<std::string, std::string>> parameters; // names in lower case, decoded

    [[nodiscard]] std::string_view parameter(std::string_view name) const;
};

/// Knows quotes, comments, RFC 2231 continuations and charsets, encoded words in values, and
/// unquoted values with blanks.
ParameterValue parse_parameters(std::string_view raw);

/// Message-IDs of a header, without angle brackets; blanks, commas and brackets separate.
std::vector<std::string> parse_message_ids(std::string_view raw);

std::string decode_base64(std::string_view text);

/// `%41` becomes `A`; what is no escape stays.
std::string decode_percent(std::string_view text);

/// Without control characters and without the marks that turn the direction of text (they make
/// "exe.fdp" look like "pdf.exe"); runs of blanks become one blank.
std::string display_text(std::string_view text);

} // namespace heed::mail
