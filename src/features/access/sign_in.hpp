// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/sessions.hpp"
#include "kernel/actor.hpp"
#include "kernel/result.hpp"
#include "platform/crypto/password.hpp"
#include "platform/db/database.hpp"
#include "platform/desk/done.hpp"

#include <optional>
#include <string>
#include <variant>

namespace heed::access {

/// What a sign-in form sends, and from where.
struct Credentials {
    std::string email;
    std::string password;
    std::string network;
    Device device = {};
};

struct SessionLives {
    SessionLife agent = agent_life;
    SessionLife customer = customer_life;
};

struct NewSession {
    PersonId person;
    std::string token; // for the cookie; kept nowhere
    bool of_customer = false;
};

/// The password was right, and a second factor is asked for. The token is for the page that asks
/// for it: it opens nothing by itself.
struct SecondStep {
    PersonId person;
    std::string token;
    Instant expires_at = {};
};

using Entry = std::variant<NewSession, SecondStep>;

/// What checking a password needs; lives as long as the gate.
struct PasswordDoor {
    db::Database& db;
    crypto::Passwords& passwords;
    SessionLives lives = {};
};

/// Begins a session, or the second step for who has a second factor. Each try is counted before the
/// password is looked at: trying many at once gains nothing. Refuses `wrong_credentials`, the same
/// and as slowly for unknown addresses, and `too_many_attempts`.
Result<Entry> sign_in(PasswordDoor& door, const Credentials& credentials, Instant now);

/// The password once more, before something weighty.
struct Reassurance {
    PersonId person;
    std::string password;
    std::string network;
    std::string pointer = "/password"; // where it stands in what was sent
};

/// Refuses `wrong_password`, `too_many_attempts`, and `no_password` to who has none.
Result<> require_password(PasswordDoor& door, const Reassurance& given, Instant now);

/// Counts for the list of failed sign-ins; `person` if the address was somebody's.
Result<> note_failure(
    db::Database& database, std::optional<PersonId> person, const std::string& network, Instant now
);

/// A password of one's own in place of another, which ends all other sessions.
struct ChangePassword {
    std::string current;
    std::string password;
    std::string network;
    SessionId session; // goes on
};

/// The new password as it is kept, made ahead of the transaction, for whoever knows the current
/// one. Refuses `wrong_password`, `too_many_attempts`, and what makes no password.
Result<std::string>
hash_for_change(PasswordDoor& door, const Actor& actor, const ChangePassword& command, Instant now);

/// `encoded` is of `hash_for_change`.
Result<Done> change_password(
    db::Transaction& tx,
    const Actor& actor,
    const ChangePassword& command,
    const std::string& encoded,
    Instant now
);

} // namespace heed::access
