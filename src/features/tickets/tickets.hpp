// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/tickets/commands.hpp"   // IWYU pragma: export
#include "features/tickets/events.hpp"     // IWYU pragma: export
#include "features/tickets/forgetting.hpp" // IWYU pragma: export
#include "features/tickets/queries.hpp"    // IWYU pragma: export
#include "features/tickets/ticket.hpp"     // IWYU pragma: export
#include "features/tickets/wire.hpp"       // IWYU pragma: export
#include "platform/journal/reactor.hpp"

#include <span>

namespace heed {
struct Described;
struct Route;
} // namespace heed

namespace heed::tickets {

/// What the actor may not see is `not_found`.
Result<Ticket> get_ticket(db::Transaction& tx, const Actor& actor, TicketId id);
/// The same, holding the row's lock until the transaction ends.
Result<Ticket> get_ticket_for_update(db::Transaction& tx, const Actor& actor, TicketId id);

/// Does this person work on the request: an active agent who may see it, owns it or helps with it?
bool is_worked_on_by(db::Transaction& tx, const Ticket& ticket, PersonId person);

/// What an entry does to its ticket besides standing in the conversation.
struct EntryMade {
    Instant at = {};
    EntryId entry = {};                   // its id, for who has read how far
    std::optional<Side> public_from = {}; // nothing: a note, an event, an automatic letter
    bool shown = false;                   // customers can read it
    std::string excerpt = {};             // public text for lists
    std::optional<State> then = {};       // the state the writer asks for
    std::optional<PersonId> author = {};  // when it is not who acts now
    std::optional<std::string> reason = {};
};

/// Counts the entry, updates what lists show, and moves the state: a public answer of an agent
/// opens a new ticket, a customer's message reopens a resolved or waiting one. Saves the ticket
/// and appends TicketChanged when a field changed.
Result<> add_entry(db::Transaction& tx, const Actor& actor, Ticket& ticket, const EntryMade& entry);

/// The same for an entry that has been counted before and reaches the customer only now.
Result<>
show_entry(db::Transaction& tx, const Actor& actor, Ticket& ticket, const EntryMade& entry);

/// What was thought to be done is not: a ticket that is resolved or waits is open again, for that
/// reason, and its owner has it unread, also where they wrote last. What is over stays as it is.
/// Saves the ticket.
Result<> come_back(
    db::Transaction& tx, const Actor& actor, Ticket& ticket, const std::string& reason, Instant now
);

/// True when somebody has changed the state, or what it waits for, after that version; also when
/// more than 1,000 changes lie between, among which nobody looks for it.
bool moved_since(db::Transaction& tx, const Ticket& ticket, std::int64_t version);

/// What lists show of a ticket's entries after one of them has gone elsewhere. Saves the ticket;
/// nothing of its own changes.
struct EntriesLeft {
    int count = 0;
    std::optional<EntryId> last_id = {};
    std::optional<PersonId> last_by = {};
    std::optional<Instant> last_at = {};
    std::optional<Side> last_public_from = {};
    std::string excerpt = {};
};

void set_entries(db::Transaction& tx, Ticket& ticket, const EntriesLeft& left);

/// Takes back the change that made `version`. False, and nothing happens, when one of its fields
/// has been changed again since.
Result<bool> undo_change(
    db::Transaction& tx, const Actor& actor, TicketId id, std::int64_t version, Instant now
);

/// The rows lists and screens show, in the given order.
std::vector<TicketRow> rows_of(db::Transaction& tx, const std::vector<Ticket>& tickets);
/// All that a customer is told of the ticket itself.
PublicTicketRow public_row_of(db::Transaction& tx, const Ticket& ticket);
/// Marks what somebody else has written behind what this agent has read.
void show_unread(
    db::Transaction& tx,
    const Actor& actor,
    const std::vector<Ticket>& tickets,
    std::vector<TicketRow>& rows
);
/// Up to which entry this agent has read; nothing for who never opened it.
std::optional<EntryId> read_until(db::Transaction& tx, const Actor& actor, TicketId id);
TicketView view_of(db::Transaction& tx, const Actor& actor, const Ticket& ticket);

/// Closes what has been resolved, and silent, since before `before`, and resumes what waited until
/// now; one small step, returns how many tickets moved. For the scheduler.
Result<int> close_silent_tickets(db::Transaction& tx, Instant before, Instant now);
Result<int> resume_waiting_tickets(db::Transaction& tx, Instant now);

/// For the desk's own work: numbers before `before`, or the newest of all, in falling order.
std::vector<TicketId>
numbers_before(db::Transaction& tx, std::optional<TicketId> before, int limit);
/// The same of one customer.
std::vector<TicketId> numbers_of_customer_before(
    db::Transaction& tx, PersonId customer, std::optional<TicketId> before, int limit
);
std::vector<std::string> tags_of(db::Transaction& tx, TicketId id);

/// Differences between the counters and the tickets themselves, in words; empty when exact.
std::vector<std::string> count_problems(db::Transaction& tx);

std::span<const Route> routes();

/// What the API document says of them.
std::span<const Described> described();
std::vector<journal::Reactor> reactors();

} // namespace heed::tickets
