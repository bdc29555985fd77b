// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/enums.hpp"
#include "kernel/fields.hpp"
#include "kernel/id.hpp"
#include "kernel/instant.hpp"
#include "platform/crypto/sealer.hpp"
#include "platform/crypto/signing_key.hpp"
#include "platform/dns/sending.hpp"

#include <optional>
#include <string>
#include <vector>

namespace heed::mailboxes {

using SigningKeyId = Id<struct SigningKeyTag>;

/// A key by which letters of a domain are signed (DKIM), or are to be.
struct SigningKey {
    SigningKeyId id = {};
    std::string domain = {};   // in ASCII
    std::string selector = {}; // its name there, never one that was used before
    crypto::KeyKind algorithm = crypto::KeyKind::rsa;
    std::string private_key = {}; // sealed
    std::string record = {};      // what must stand in the zone: its public half
    Instant made_at = {};
    std::optional<Instant> found_at = {}; // its record was, when it was switched on
    bool signs = false;
};
HEED_FIELDS(
    SigningKey, id, domain, selector, algorithm, private_key, record, made_at, found_at, signs
)

/// What becomes of one.
enum class SigningStep { made, switched_on, switched_off, removed };

/// The domain of the address that letters come from, in ASCII; empty without one.
std::string domain_of_letters(const std::vector<std::string>& addresses);

/// A fresh one under a name of its own. RSA takes up to a second: not for the writer.
SigningKey
fresh_signing_key(std::string domain, crypto::KeyKind algorithm, const crypto::Sealer& sealer);

/// As the name service is asked about it.
dns::OwnKey own_key(const SigningKey& key);

/// Opened; nothing when it was sealed with a key that is lost.
std::optional<std::string> private_half(const SigningKey& key, const crypto::Sealer& sealer);

} // namespace heed::mailboxes

namespace heed {

template <>
inline constexpr std::array<std::string_view, 4> enum_names<mailboxes::SigningStep> = {
    "made", "switched_on", "switched_off", "removed"
};

} // namespace heed
