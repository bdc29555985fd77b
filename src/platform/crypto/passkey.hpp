// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace heed::crypto {

/// What an authenticator says of itself and of its user (WebAuthn level 2, 6.1).
struct AuthenticatorSays {
    std::string site_digest; // SHA-256 of the site's id
    bool user_present = false;
    bool user_verified = false;
    bool backed_up = false;
    std::uint32_t sign_count = 0;
    std::string credential = {}; // of a registration: the id, raw
    std::string public_key = {}; // of a registration: as COSE has it
};

/// Nothing for what is none, or is longer than 4 KiB.
std::optional<AuthenticatorSays> read_authenticator_data(std::string_view bytes);

/// The same out of an attestation object. Who made the authenticator is not asked for: whatever
/// statement stands there is passed over.
std::optional<AuthenticatorSays> read_attestation(std::string_view bytes);

/// ES256, EdDSA with Ed25519, RS256: their numbers as COSE and browsers know them.
inline constexpr int passkey_algorithms[] = {-7, -8, -257};

/// A key of one of these whose numbers are good.
bool is_passkey_key(std::string_view public_key);

/// Whether the authenticator of that key signed `bytes`.
bool is_signed_by(std::string_view public_key, std::string_view bytes, std::string_view signature);

} // namespace heed::crypto
