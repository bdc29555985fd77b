// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/fields.hpp"
#include "kernel/id.hpp"
#include "kernel/instant.hpp"
#include "platform/db/transaction.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace heed::access {

/// What became of the letter that invites somebody, in a word and in a sentence.
struct InvitationLetter {
    std::string state; // queued, sending, sent, failed
    std::string text;
    Instant at = {}; // when it was asked for
};
HEED_FIELDS(InvitationLetter, state, text, at)

/// The newest of each of these people, in their order; nothing for those to whom none was written.
/// `outbound_mail` has it, `app` hands it in, because access sends no letters.
using InvitationLetters = std::function<std::vector<std::optional<InvitationLetter>>(
    db::Transaction& tx, const std::vector<PersonId>& people
)>;

} // namespace heed::access
