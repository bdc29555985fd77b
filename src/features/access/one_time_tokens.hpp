// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/enums.hpp"
#include "kernel/id.hpp"
#include "kernel/instant.hpp"
#include "kernel/result.hpp"
#include "platform/crypto/sealer.hpp"
#include "platform/db/transaction.hpp"

#include <string>
#include <string_view>

namespace heed::access {

using OneTimeTokenId = Id<struct OneTimeTokenTag>;

/// What a one-time token is good for.
enum class Purpose { invitation, password_reset, sign_in_link, setup };

/// Who asks for a link, and from where (`network_of(request.peer)`).
struct LinkRequest {
    std::string address;
    std::string network;
};

struct SpendLink {
    std::string_view token;
    std::string_view session_token;
    std::string network;
};

/// The token itself, for the letter that is about to be sent. Call it at the last moment and never
/// store the result: the row keeps it sealed. Refuses `link_expired` when spent or out of time.
Result<std::string>
token_for_letter(db::Transaction& tx, const crypto::Sealer& sealer, OneTimeTokenId id, Instant now);

/// The network an address of a peer belongs to for throttling: IPv4 as it is, IPv6 its /64.
std::string network_of(std::string_view peer);

} // namespace heed::access

template <>
inline constexpr std::array<std::string_view, 4> heed::enum_names<heed::access::Purpose> = {
    "invitation",
    "password_reset",
    "sign_in_link",
    "setup",
};
