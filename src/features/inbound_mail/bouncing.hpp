// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/conversations/conversations.hpp"
#include "features/inbound_mail/reading.hpp"

namespace heed::inbound_mail {

/// Tells an agent, on the message itself, who did not get a letter of ours or marked it as spam,
/// and marks the addresses that are no good. The message is found by its Message-ID, else, as the
/// newest answer to one of those named, by the signed reply address of its request. Anybody can
/// write a bounce: what names no letter that we sent, or an address that letter did not go to,
/// marks nothing. The message, or nothing when it is none.
std::optional<conversations::Entry>
hear_bounce(db::Transaction& tx, const Actor& actor, const ReadLetter& read, Instant now);

} // namespace heed::inbound_mail
