// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/mailboxes/wire.hpp"
#include "platform/desk/desk.hpp"

namespace heed::mailboxes {

/// As administrators see it.
MailboxWire wire_of(db::Transaction& tx, const Mailbox& mailbox);

/// The mailbox that a command was about, read afresh.
Result<http::Response> present(Desk& desk, const Outcome& outcome, int status);

} // namespace heed::mailboxes
