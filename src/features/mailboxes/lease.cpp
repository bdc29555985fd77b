// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/mailboxes/lease.hpp"

#include "features/mailboxes/store.hpp"

namespace heed::mailboxes {

namespace {

/// Renewed with each letter, so it outlasts one letter of the slowest server that is waited for.
constexpr auto lease_lasts = std::chrono::minutes{5};

} // namespace

std::optional<Lease>
take_lease(db::Transaction& tx, MailboxId mailbox, std::string_view holder, Instant now) {
    const auto number = store::take_lease(
        tx, {.mailbox = mailbox, .holder = std::string(holder)}, now, now + lease_lasts
    );
    if (!number) return std::nullopt;
    return Lease{.mailbox = mailbox, .holder = std::string(holder), .number = *number};
}

bool renew_lease(db::Transaction& tx, const Lease& lease, Instant now) {
    return store::extend_lease(tx, lease, now + lease_lasts);
}

void end_lease(db::Transaction& tx, const Lease& lease, Instant now) {
    store::extend_lease(tx, lease, now);
}

} // namespace heed::mailboxes
