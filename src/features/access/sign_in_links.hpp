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

/// What `ask_for_link` asks for: a letter with a link that signs a customer in. Refuses
/// `bad_address`.
Result<Asked> sign_in_link_for(const crypto::Sealer& sealer, const LinkRequest& request);

/// Whether the link may still be used: the page behind it shows one button and changes nothing.
/// Refuses `link_expired`, the same for links that never were.
Result<PersonId> peek_sign_in_link(db::Transaction& tx, std::string_view token, Instant now);

/// The token of the session that a link begins from one page, told by what only that page knows.
/// Made of both under the desk's key: who has the link and not the page cannot have it.
std::string
session_token_of(const crypto::Sealer& sealer, std::string_view link, std::string_view page);

struct SpendLink {
    std::string_view token;
    std::string session_token; // by `session_token_of`
    std::string network;
    Device device = {};
    SessionLife life = customer_life;
};

/// Spends the link and begins a session. Of two who press at once one gets in; who presses twice on
/// one page gets the same session twice, as long as it goes on and the link would have lasted.
Result<NewSession> spend_sign_in_link(db::Database& db, const SpendLink& command, Instant now);

} // namespace heed::access
