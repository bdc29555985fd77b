// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace heed::crypto {

inline constexpr std::size_t gcm_key_size = 32;

/// AES-256-GCM under a fresh random nonce: nonce (12 bytes), text, tag (16 bytes).
std::string gcm_encrypted(std::string_view key, std::string_view text, std::string_view context);

/// Nothing when a bit of it, of the context or of the key is another one.
std::optional<std::string>
gcm_decrypted(std::string_view key, std::string_view sealed, std::string_view context);

} // namespace heed::crypto
