// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/instant.hpp"
#include "platform/crypto/signing_key.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace heed::dkim {

/// By whose key, and where its public half is found: SELECTOR._domainkey.DOMAIN.
struct Signer {
    std::string domain;
    std::string selector;
    crypto::KeyKind kind = crypto::KeyKind::rsa;
    std::string private_key; // as `crypto::make_key_pair` gave it
};

/// The `DKIM-Signature` of a letter with CRLF as its only line end, folded, with its line end: it
/// goes before the letter. Nothing when the private key is none.
std::optional<std::string>
signature_field(std::string_view letter, const Signer& signer, Instant signed_at);

/// Under which name the public key is asked for.
std::string record_name(std::string_view domain, std::string_view selector);

/// What must be found there.
std::string record_of(crypto::KeyKind kind, std::string_view public_key);

} // namespace heed::dkim
