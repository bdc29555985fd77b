// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/one_time_tokens.hpp"

#include "features/access/store.hpp"
#include "platform/address/address.hpp"
#include "platform/crypto/token.hpp"

namespace heed::access {

namespace {

/// Sealed tokens open only beside their own digest, so rows cannot be swapped.
std::string context_of(std::string_view digest) {
    return "token/" + std::string(digest);
}

} // namespace

std::chrono::milliseconds life_of(Purpose purpose) {
    switch (purpose) {
        case Purpose::invitation: return std::chrono::hours{72};
        case Purpose::password_reset: return std::chrono::hours{1};
        case Purpose::sign_in_link: return std::chrono::minutes{15};
        case Purpose::setup: return std::chrono::hours{24};
        case Purpose::second_step: return std::chrono::minutes{10};
    }
    return {};
}

FreshToken fresh_token(const crypto::Sealer& sealer) {
    const auto token = crypto::random_token();
    auto digest = crypto::token_digest(token);
    auto sealed = sealer.seal(token, context_of(digest));
    return {.digest = std::move(digest), .sealed = std::move(sealed)};
}

Result<std::string> opened(const crypto::Sealer& sealer, const FreshToken& kept) {
    return sealer.open(kept.sealed, context_of(kept.digest));
}

Result<std::string> token_for_letter(
    db::Transaction& tx, const crypto::Sealer& sealer, OneTimeTokenId id, Instant now
) {
    const auto token = store::find_one_time_token(tx, id);
    if (!token || token->spent_at || token->expires_at <= now)
        return refuse(Refusal::not_found, "link_expired", {}, "This link is no longer good.");
    return opened(sealer, {.digest = token->digest, .sealed = token->sealed});
}

std::string network_of(std::string_view peer) {
    const auto address = IpAddress::parse(peer);
    if (!address) return std::string(peer);
    return address->network().text() + (address->is_ipv4() ? "" : "/64");
}

} // namespace heed::access
