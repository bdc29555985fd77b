// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/mailboxes/signing_key.hpp"

#include "kernel/text.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/dkim/dkim.hpp"
#include "platform/mail/encode.hpp"

namespace heed::mailboxes {

namespace {

std::string context_of(const SigningKey& key) {
    return "signing_key/" + key.domain + "/" + key.selector + "/private_key";
}

} // namespace

std::string domain_of_letters(const std::vector<std::string>& addresses) {
    if (addresses.empty()) return "";
    const auto& address = addresses.front();
    return ascii_lower(mail::ascii_domain(address.substr(address.rfind('@') + 1)));
}

SigningKey
fresh_signing_key(std::string domain, crypto::KeyKind algorithm, const crypto::Sealer& sealer) {
    constexpr std::size_t name_bytes = 5; // so many that no name comes twice
    const auto pair = crypto::make_key_pair(algorithm);
    SigningKey key{
        .domain = std::move(domain),
        .selector = "heed-" + crypto::base32(crypto::random_bytes(name_bytes)),
        .algorithm = algorithm
    };
    key.private_key = sealer.seal(pair.private_key, context_of(key));
    key.record = dkim::record_of(algorithm, pair.public_key);
    return key;
}

dns::OwnKey own_key(const SigningKey& key) {
    return {.selector = key.selector, .record = key.record, .signs = key.signs};
}

std::optional<std::string> private_half(const SigningKey& key, const crypto::Sealer& sealer) {
    auto opened = sealer.open(key.private_key, context_of(key));
    if (!opened) return std::nullopt;
    return std::move(*opened);
}

} // namespace heed::mailboxes
