// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/actor.hpp"
#include "kernel/instant.hpp"
#include "kernel/result.hpp"
#include "platform/crypto/sealer.hpp"
#include "platform/db/transaction.hpp"

#include <string>
#include <string_view>

namespace heed::access {

struct RequestLink {
    TicketId ticket;
    PersonId person;
};

/// The token of a link (`/r/{token}`) that opens one ticket for one person for 30 days; one that
/// has still 15 days is used again. For a letter about to be sent: never store the result, the
/// row keeps it sealed. Appends `request_link_issued` when it is new.
Result<std::string> issue_request_link(
    db::Transaction& tx,
    const Actor& actor,
    const RequestLink& link,
    const crypto::Sealer& sealer,
    Instant now
);

/// A customer who may see that ticket and nothing else. `not_found` for links that are expired,
/// revoked or never were, and for people who are no longer active.
Result<Actor> actor_for_request_link(db::Transaction& tx, std::string_view token, Instant now);

/// Ends every link to the ticket, or those of one person.
void revoke_request_links(
    db::Transaction& tx, const Actor& actor, const RequestLink& of, Instant now
);

} // namespace heed::access
