// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/desk/desk.hpp"
#include "platform/lmtp/server.hpp"

#include <memory>

namespace heed::app {

/// What the desk says to a mail server: recipients are the addresses of its mailboxes (or all, by
/// `lmtp.take_all`), and a letter is answered 250 when it is committed. A quiet desk takes nothing
/// and lets the mail server keep what it has.
lmtp::Receiver letter_receiver(Desk& desk);

/// Where mail servers hand letters over by LMTP, when the configuration names a place; it has not
/// started yet.
std::unique_ptr<lmtp::Server> letter_door(Desk& desk);

} // namespace heed::app
