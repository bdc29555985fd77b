// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/mailboxes/wire.hpp"
#include "kernel/actor.hpp"
#include "kernel/result.hpp"
#include "platform/crypto/sealer.hpp"
#include "platform/db/transaction.hpp"
#include "platform/desk/done.hpp"
#include "platform/oauth/oauth.hpp"

namespace heed::mailboxes {

/// Who changes what, and with which key secrets are sealed.
struct Writing {
    const Actor& actor;
    const crypto::Sealer& sealer;
    Instant now;
};

/// Refuses an address that another mailbox has (`mailbox_has_it`) or that is none (`bad_address`).
Result<Done> create_mailbox(db::Transaction& tx, const Writing& writing, const MailboxInput& input);
Result<Done> change_mailbox(
    db::Transaction& tx, const Writing& writing, MailboxId id, const MailboxInput& input
);
/// The provider has given leave: from now on it signs in with these tokens.
Result<Done> connect_mailbox(
    db::Transaction& tx, const Writing& writing, MailboxId id, const oauth::Tokens& tokens
);
/// Stops fetching and sending; kept because letters refer to it.
Result<Done> retire_mailbox(db::Transaction& tx, const Writing& writing, MailboxId id);

} // namespace heed::mailboxes
