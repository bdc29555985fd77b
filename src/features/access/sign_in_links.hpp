// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/password_links.hpp"
#include "features/access/sign_in.hpp"
#include "kernel/result.hpp"
#include "platform/crypto/sealer.hpp"
#include "platform/db/database.hpp"

#include <string>
#include <string_view>

namespace heed::access {

/// Asks for a letter with a link that signs a customer in. Succeeds, and takes as long, whether
/// the address is known or not; at most 3 letters an hour leave for one address. Refuses only
/// `bad_address`, and `too_many_attempts` to a network that asks for many.
Result<> ask_sign_in_link(
    db::Database& db, const crypto::Sealer& sealer, const LinkRequest& request, Instant now
);

/// Whether the link may still be used: the page behind it shows one button and changes nothing.
/// Refuses `link_expired`, the same for links that never were.
Result<PersonId> peek_sign_in_link(db::Transaction& tx, std::string_view token, Instant now);

struct SpendLink {
    std::string_view token;
    std::string network;
    Device device = {};
    SessionLife life = customer_life;
};

/// Spends the link and begins a session. Of two who press at once one gets in.
Result<NewSession> spend_sign_in_link(db::Database& db, const SpendLink& command, Instant now);

} // namespace heed::access
