// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/one_time_tokens.hpp"
#include "kernel/actor.hpp"
#include "kernel/instant.hpp"
#include "kernel/result.hpp"
#include "platform/crypto/sealer.hpp"
#include "platform/db/transaction.hpp"

#include <string>
#include <string_view>

namespace heed::access {

using RequestLinkId = Id<struct RequestLinkTag>;

struct RequestLink {
    TicketId ticket;
    PersonId person; // not set: everybody, where links are ended
    FreshToken fresh = {};
};

/// A link (`/r/{token}`) that opens one ticket for one person for 30 days from now on; one that is
/// in force is used again and lives as long. Appends `request_link_issued` when it is new.
RequestLinkId
issue_request_link(db::Transaction& tx, const Actor& actor, const RequestLink& link, Instant now);

/// Its token, for a letter about to be sent. Never store the result: the row keeps it sealed.
Result<std::string>
request_link_for_letter(db::Transaction& tx, const crypto::Sealer& sealer, RequestLinkId id);

/// A customer who may see that ticket and nothing else. `not_found` for links that are expired,
/// revoked or never were, and for people who are no longer active.
Result<Actor> actor_for_request_link(db::Transaction& tx, std::string_view token, Instant now);

/// Ends every link to the ticket, or those of one person.
void revoke_request_links(
    db::Transaction& tx, const Actor& actor, const RequestLink& of, Instant now
);

} // namespace heed::access
