// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/live/live.hpp"
#include "features/tickets/tickets.hpp"
#include "kernel/json.hpp"
#include "platform/journal/fact.hpp"

#include <map>
#include <vector>

namespace heed::live {

/// Streams whose actors see the same: a fact is checked and written out once for all of them.
struct SightClass {
    Actor actor; // of the first; all others have equal rights
    std::vector<Listener> listeners;
};

/// Two staff actors see the same when they hold the same permissions in the same teams.
bool sees_alike(const Actor& left, const Actor& right);

/// The data of `event: fact`.
struct FactEvent {
    std::int64_t position = 0;
    std::string kind;
    std::string subject_type;
    std::int64_t subject_id = 0;
    std::optional<TicketId> ticket;
    std::optional<std::int64_t> version;
    std::vector<std::string> fields;
};
HEED_FIELDS(FactEvent, position, kind, subject_type, subject_id, ticket, version, fields)

/// One fact as `event: fact`, with its position as id for `Last-Event-ID`.
std::string event_text(const journal::Fact& fact);

/// The same for those who may not see its ticket any more: the ticket and the kind, nothing new.
std::string leaving_text(const journal::Fact& fact);

/// The tickets that facts are about, as they stand now, each loaded once.
using Tickets = std::map<TicketId, tickets::Ticket>;
Tickets tickets_of(db::Transaction& tx, const std::vector<journal::Fact>& facts);

/// Facts about a ticket are for who may see it; all others for the staff of their kind's audience.
bool may_hear(const Actor& actor, const journal::Fact& fact, const Tickets& tickets);

/// Who may not hear the fact but could see its ticket where it stood before hears that it left, so
/// that lists and counts let it go.
bool sees_it_leave(const Actor& actor, const journal::Fact& fact, const Tickets& tickets);

} // namespace heed::live
