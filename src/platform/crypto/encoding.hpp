// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace heed::crypto {

/// Lower-case digits.
std::string hex(std::string_view bytes);

/// RFC 4648 section 5 without padding. Reading refuses padding and stray bits.
std::string base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

/// RFC 4648 section 4 with padding, for data: URLs.
std::string base64(std::string_view bytes);

/// RFC 4648 section 6 in lower case without padding, for places that fold case (mail addresses,
/// host names).
std::string base32(std::string_view bytes);

} // namespace heed::crypto
