// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/mailboxes/mailbox.hpp"
#include "platform/db/transaction.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace heed::mailboxes {

/// A node's right to fetch from a mailbox. `number` fences: of two that believe they hold it, the
/// one that took it later does.
struct Lease {
    MailboxId mailbox = {};
    std::string holder = {};
    std::int64_t number = 0;
};

/// Takes the lease for `lease_lasts`; nothing while somebody else's lasts. `holder` names the
/// process; the same one may take it anew, which ends what it held before.
std::optional<Lease>
take_lease(db::Transaction& tx, MailboxId mailbox, std::string_view holder, Instant now);

/// Makes it last anew. False when somebody has taken it meanwhile: whatever this transaction
/// wanted to keep must not be kept.
bool renew_lease(db::Transaction& tx, const Lease& lease, Instant now);

/// Lets others have it at once; nothing happens when they have it already.
void end_lease(db::Transaction& tx, const Lease& lease, Instant now);

} // namespace heed::mailboxes
