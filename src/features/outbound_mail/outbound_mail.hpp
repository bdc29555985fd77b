// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/access.hpp"
#include "features/outbound_mail/forgetting.hpp" // IWYU pragma: export
#include "features/outbound_mail/postbox.hpp"    // IWYU pragma: export
#include "platform/journal/reactor.hpp"

#include <span>
#include <vector>

namespace heed {
struct Described;
struct Route;
} // namespace heed

namespace heed::outbound_mail {

struct LettersWait {
    std::optional<std::string> mailbox; // its name; none when no mailbox can send at all
    std::string text;                   // for a banner
};

/// What administrators should know: letters that cannot leave because no mailbox has a server.
std::optional<LettersWait> letters_wait(db::Transaction& tx);

/// Says so while the desk acknowledges nothing because it has done so very often: somebody may be
/// using it to flood others.
std::optional<std::string> brake(db::Transaction& tx, Instant now);

/// What became of the newest invitation of each of these people, in their order. One that was sent
/// and came back has failed as well.
std::vector<std::optional<access::InvitationLetter>>
invitation_letters(db::Transaction& tx, const std::vector<PersonId>& people);

std::span<const Route> routes();

/// What the API document says of them.
std::span<const Described> described();

/// The outbox, and who tells that an answer did not arrive: both act, so they are never rebuilt and
/// hear only what happens live.
std::vector<journal::Reactor> reactors();

} // namespace heed::outbound_mail
