// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/enums.hpp"
#include "kernel/id.hpp"
#include "kernel/instant.hpp"
#include "kernel/result.hpp"
#include "platform/crypto/sealer.hpp"
#include "platform/db/transaction.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace heed::access {

using OneTimeTokenId = Id<struct OneTimeTokenTag>;

/// What a one-time token is good for.
enum class Purpose { invitation, password_reset, sign_in_link, setup, second_step };

std::chrono::milliseconds life_of(Purpose purpose);

/// A token made ahead of the transaction that keeps it: nothing is sealed on the writer.
struct FreshToken {
    std::string digest;
    std::string sealed;
};

FreshToken fresh_token(const crypto::Sealer& sealer);

/// The token of one that is kept. Refuses what was sealed elsewhere or under a lost key.
Result<std::string> opened(const crypto::Sealer& sealer, const FreshToken& kept);

/// The token itself, for the letter that is about to be sent. Call it at the last moment and never
/// store the result: the row keeps it sealed. Refuses `link_expired` when spent or out of time.
Result<std::string>
token_for_letter(db::Transaction& tx, const crypto::Sealer& sealer, OneTimeTokenId id, Instant now);

/// The network an address of a peer belongs to for throttling: IPv4 as it is, IPv6 its /64.
std::string network_of(std::string_view peer);

} // namespace heed::access

template <>
inline constexpr std::array<std::string_view, 5> heed::enum_names<heed::access::Purpose> = {
    "invitation",
    "password_reset",
    "sign_in_link",
    "setup",
    "second_step",
};
