// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/instant.hpp"
#include "platform/mail/letter.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace heed::mail {

/// RFC 5322 date, e.g. `Wed, 10 Jun 2026 09:00:00 +0000`.
std::string date_value(Instant instant);

/// Unstructured text for a header: as it is when plain and short, else in encoded words; folded.
/// `column` is where the value begins. Control characters become blanks.
std::string encoded_text(std::string_view text, std::size_t column);

/// An address list, folded.
std::string encoded_addresses(const std::vector<MailAddress>& addresses, std::size_t column);

/// `; name="value"`, or the RFC 2231 form in pieces when the value is not plain ASCII.
std::string encoded_parameter(std::string_view name, std::string_view value);

bool is_ascii(std::string_view text);

/// A domain in its ASCII form (IDNA); empty when it has none.
std::string ascii_domain(std::string_view domain);

struct EncodedBody {
    std::string encoding;
    std::string text; // CRLF lines, the last one ended
};

/// Text as 7bit, quoted-printable or base64, whichever fits it.
EncodedBody encoded_body(std::string_view text);

std::string base64(std::string_view bytes);

/// Base64 in lines of 76.
std::string base64_lines(std::string_view bytes);

} // namespace heed::mail
