// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/one_time_tokens.hpp"
#include "kernel/actor.hpp"
#include "kernel/instant.hpp"
#include "platform/db/transaction.hpp"

#include <string>

namespace heed::access {

/// A letter with a one-time link that somebody is to get.
struct Letter {
    Purpose purpose;
    PersonId person;
    std::string address;
    FreshToken link;
};

/// Keeps the token, ends those before it, and appends the fact that asks for the letter.
OneTimeTokenId
ask_letter(db::Transaction& tx, const Actor& actor, const Letter& letter, Instant now);

} // namespace heed::access
