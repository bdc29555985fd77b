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

/// Asks for nothing, in as many steps and as durably as `ask_letter`: what either takes tells
/// nobody whether somebody has the address.
void withhold_letter(
    db::Transaction& tx, const Letter& letter, const std::string& network, Instant now
);

} // namespace heed::access
