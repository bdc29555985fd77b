// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/one_time_tokens.hpp"
#include "features/access/sign_in.hpp"
#include "kernel/result.hpp"
#include "platform/db/database.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace heed::access {

/// Who asks for a link, and from where (`network_of(request.peer)`).
struct LinkRequest {
    std::string address;
    std::string network;
};

/// Asks for a letter with a link that sets a new password. Succeeds, and takes as long, whether
/// the address is known or not; at most 3 letters an hour leave for one address. Refuses only
/// `bad_address`, and `too_many_attempts` to a network that asks for many.
Result<> ask_password_reset(
    db::Database& db, const crypto::Sealer& sealer, const LinkRequest& request, Instant now
);

/// A new password by a link: of an invitation, or of a reset, which also ends all sessions.
struct SetPassword {
    Purpose purpose;
    std::string_view token;
    std::string password;
    std::optional<std::string> name = {}; // invitation: what the new agent wants to be called
};

/// Of two who use one link at once, one gets through. Refuses `link_expired`, the same for links
/// that never were, and what makes no password.
Result<> set_password(PasswordDoor& door, const SetPassword& command, Instant now);

} // namespace heed::access
