// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/asking.hpp"
#include "features/access/one_time_tokens.hpp"
#include "features/access/sign_in.hpp"
#include "kernel/result.hpp"
#include "platform/db/transaction.hpp"
#include "platform/desk/done.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace heed::access {

/// Who asks for a link, and from where (`network_of(request.peer)`).
struct LinkRequest {
    std::string address;
    std::string network;
    std::string language = {}; // of the page it was asked on; empty: nobody knows
};

/// What `ask_for_link` asks for: a letter with a link that sets a new password. Refuses
/// `bad_address`.
Result<Asked> password_reset_for(const crypto::Sealer& sealer, const LinkRequest& request);

/// A new password by a link: of an invitation, or of a reset, which also ends all sessions.
struct SetPassword {
    Purpose purpose;
    std::string_view token;
    std::string password;
    std::optional<std::string> name = {}; // invitation: what the new agent wants to be called
};

/// The password as it is kept, made ahead of the transaction. Refuses `link_expired`, the same for
/// links that never were, and what makes no password.
Result<std::string> hash_by_link(PasswordDoor& door, const SetPassword& command, Instant now);

/// Spends the link; `encoded` is of `hash_by_link`. Of two who use one link at once, one gets
/// through, the other is refused with `link_expired`.
Result<Done> set_password(
    db::Transaction& tx, const SetPassword& command, const std::string& encoded, Instant now
);

} // namespace heed::access
