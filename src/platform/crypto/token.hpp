// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace heed::crypto {

/// 256 random bits as 43 letters of base64url. For sessions, links and resets.
std::string random_token();

/// `heed_` + 256 random bits + a checksum, 64 letters in all, without characters at which a
/// double click stops.
std::string new_api_token();

/// True when the checksum fits: a mistyped or invented token is refused without a database.
bool is_api_token(std::string_view text);

/// What the database keeps of a token: its SHA-256 in hexadecimal.
std::string token_digest(std::string_view token);

} // namespace heed::crypto
