// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/conversations/conversations.hpp"
#include "platform/mail/automatic.hpp"

namespace heed::inbound_mail {

/// Tells an agent, on the message itself, that a letter of ours came back, and marks the address
/// when it is no good. Anybody can write a bounce: what names no letter that we sent, or an
/// address that letter did not go to, marks nothing. The message, or nothing when it is none.
std::optional<conversations::Entry>
hear_bounce(db::Transaction& tx, const Actor& actor, const mail::Bounce& bounce, Instant now);

} // namespace heed::inbound_mail
