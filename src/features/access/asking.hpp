// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/one_time_tokens.hpp"
#include "features/people/people.hpp"
#include "platform/db/transaction.hpp"
#include "platform/desk/done.hpp"

#include <string>

namespace heed::access {

/// Somebody at `network` asks for a link to be sent to `address`, which is one. Made ahead of the
/// transaction: nothing is sealed on the writer.
struct Asked {
    Purpose purpose;
    people::PersonKind from; // others get no letter
    std::string address;
    std::string network;
    FreshToken link;
    std::string language = {}; // of the page it was asked on
};

/// Asks for the letter. Succeeds, and takes as long, whether the address is known or not; at most 3
/// letters an hour leave for one address. Refuses only `too_many_attempts`, to a network that asks
/// for many.
Result<Done> ask_for_link(db::Transaction& tx, const Asked& asked, Instant now);

} // namespace heed::access
