// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/crypto/token.hpp"

#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"

namespace heed::crypto {

namespace {

constexpr std::string_view prefix = "heed_";
constexpr std::size_t random_size = 32;
constexpr std::size_t secret_letters = 52;  // base32 of 256 bits
constexpr std::size_t checksum_letters = 7; // 35 bits

std::string checksum(std::string_view text) {
    return base32(sha256(text)).substr(0, checksum_letters);
}

} // namespace

std::string random_token() {
    return base64url(random_bytes(random_size));
}

std::string new_api_token() {
    const auto token = std::string(prefix) + base32(random_bytes(random_size));
    return token + checksum(token);
}

bool is_api_token(std::string_view text) {
    if (text.size() != prefix.size() + secret_letters + checksum_letters) return false;
    if (!text.starts_with(prefix)) return false;
    const auto token = text.substr(0, prefix.size() + secret_letters);
    return text.substr(token.size()) == checksum(token);
}

std::string token_digest(std::string_view token) {
    return hex(sha256(token));
}

} // namespace heed::crypto
