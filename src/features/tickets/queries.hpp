// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/tickets/list.hpp"
#include "features/tickets/wire.hpp"
#include "platform/db/transaction.hpp"

namespace heed::tickets {

struct TicketPage {
    std::vector<TicketRow> items;
    std::optional<std::string> next;
};
HEED_FIELDS(TicketPage, items, next)

/// One page of what the actor may see.
TicketPage ticket_page(db::Transaction& tx, const Actor& actor, const TicketList& list);

/// What of `list` is found by number, by the beginnings of a customer's names or addresses, or by
/// those of subject words; by number, newest first. One page looks at 20,000 candidates at most:
/// then it may hold fewer than it could, none even, and `next` goes on where it stopped.
TicketPage found_tickets(
    db::Transaction& tx, const Actor& actor, const TicketList& list, std::string_view words
);

/// Who watches a ticket and may still see it.
std::vector<Watcher> watchers_of(db::Transaction& tx, const Ticket& ticket);

struct CountWire {
    std::optional<TeamId> team_id;
    State state = State::new_;
    std::optional<PersonId> owner_id;
    std::int64_t count = 0;
};
HEED_FIELDS(CountWire, team_id, state, owner_id, count)

struct Counts {
    std::vector<CountWire> items;
    std::int64_t position = 0; // of the journal, up to which they are exact
};
HEED_FIELDS(Counts, items, position)

Counts counts_of(db::Transaction& tx, const Actor& actor);

struct HistoryActor {
    std::string kind;
    std::optional<std::int64_t> id;
    std::optional<std::string> name;
    std::optional<std::string> token; // the name of the API token it was done with
};
HEED_FIELDS(HistoryActor, kind, id, name, token)

struct HistoryItem {
    std::int64_t position = 0;
    Instant at = {};
    HistoryActor actor;
    std::string kind;
    std::optional<std::string> field;
    RawJson old_value;
    RawJson new_value;
    std::optional<std::string> reason;
    std::optional<std::int64_t> caused_by;
};
HEED_FIELDS(HistoryItem, position, at, actor, kind, field, old_value, new_value, reason, caused_by)

struct HistoryPage {
    std::vector<HistoryItem> items;
    std::optional<std::string> next;
};
HEED_FIELDS(HistoryPage, items, next)

/// The changes of one ticket before a position, newest first; of one change a line per field.
HistoryPage history_of(db::Transaction& tx, TicketId id, std::int64_t before, int limit);

} // namespace heed::tickets
