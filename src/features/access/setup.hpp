// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/one_time_tokens.hpp"
#include "kernel/instant.hpp"
#include "kernel/result.hpp"
#include "platform/crypto/sealer.hpp"
#include "platform/db/database.hpp"
#include "platform/desk/desk.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace heed::access {

struct FirstAdministrator {
    std::string name;
    std::string email;
    std::string password_encoded = {};         // `Passwords::hash`; empty: none yet
    std::optional<FreshToken> invitation = {}; // then a link to choose one
};

/// The desk's first agent. Refuses `already_set_up` once an administrator exists; of several at
/// once one succeeds. For `POST /setup`, `heed init` and the demo.
Result<PersonId>
create_first_administrator(db::Transaction& tx, const FirstAdministrator& command, Instant now);

/// Whether anybody, active or not, was made an administrator.
bool has_administrator(db::Transaction& tx);

/// For the start of the server: the token `POST /setup` asks for, to be printed to the log, made
/// anew each time; nothing when the desk has an administrator.
std::optional<std::string> new_setup_token(db::Database& db, Instant now);

/// The same with a token that somebody has been given already; false when it could not be kept.
bool keep_setup_token(db::Database& db, std::string_view token, Instant now);

/// Whether a desk at this address can be meant by those at its machine alone. They are not asked
/// for the token.
bool is_url_of_this_machine(std::string_view url);

/// Whoever is at the desk's machine may set it up, elsewhere whoever has the token, which is spent.
/// Refuses `wrong_setup_token`.
Result<> prove_setup(
    db::Transaction& tx,
    const Desk& desk,
    const http::Request& request,
    std::string_view token,
    Instant now
);

} // namespace heed::access
