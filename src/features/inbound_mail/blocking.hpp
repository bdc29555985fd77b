// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/actor.hpp"
#include "kernel/result.hpp"
#include "platform/db/transaction.hpp"
#include "platform/desk/done.hpp"

#include <optional>
#include <string>

namespace heed::inbound_mail {

struct BlockSender {
    std::string pattern; // an address, a domain, or @domain
    std::optional<TicketId> ticket = {};
    std::optional<PersonId> by = {}; // who wants it
};

/// Refuses `already_blocked`, `own_address`, `own_domain`, `public_domain`, `bad_address`.
Result<Done>
block_sender(db::Transaction& tx, const Actor& actor, const BlockSender& command, Instant now);
Result<Done> unblock_sender(db::Transaction& tx, const Actor& actor, std::int64_t id, Instant now);

} // namespace heed::inbound_mail
