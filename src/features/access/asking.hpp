// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/one_time_tokens.hpp"
#include "features/people/people.hpp"
#include "platform/db/database.hpp"

#include <string>

namespace heed::access {

/// Somebody at `network` asks for a link to be sent to `address`.
struct Asked {
    Purpose purpose;
    people::PersonKind from; // others get no letter
    std::string address;
    std::string network;
    FreshToken link;
};

/// One write whoever asks, so that answer and time do not tell who is known.
Result<> ask_for_link(db::Database& db, const Asked& asked, Instant now);

} // namespace heed::access
