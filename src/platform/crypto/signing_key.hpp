// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/enums.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace heed::crypto {

enum class KeyKind : std::uint8_t { rsa, ed25519 };

/// What signs, and what anybody may test signatures by.
struct KeyPair {
    std::string private_key; // PKCS #8, DER
    std::string public_key;  // SubjectPublicKeyInfo, DER; of Ed25519 the 32 bytes alone
};

/// A fresh one; RSA of 2,048 bits, which takes up to a second.
KeyPair make_key_pair(KeyKind kind);

/// RSASSA-PKCS1-v1_5 with SHA-256, or Ed25519 of the message itself. The same message gives the
/// same bytes. Nothing when `private_key` is no key of this kind.
std::optional<std::string>
signature_of(KeyKind kind, std::string_view private_key, std::string_view message);

} // namespace heed::crypto

namespace heed {

template <>
inline constexpr std::array<std::string_view, 2> enum_names<crypto::KeyKind> = {"rsa", "ed25519"};

} // namespace heed
