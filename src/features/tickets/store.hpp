// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/tickets/list.hpp"
#include "features/tickets/ticket.hpp"
#include "platform/db/transaction.hpp"
#include "platform/journal/fact.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace heed::tickets::store {

TicketId insert(db::Transaction& tx, const Ticket& ticket);
void save(db::Transaction& tx, const Ticket& ticket);
/// After an entry made at the very instant of `changed_at`, as the first one is. Naming no indexed
/// column saves writing eight indexes a second time.
void save_first_entry(db::Transaction& tx, const Ticket& ticket);
/// After any other entry that changes nothing else.
void save_entry(db::Transaction& tx, const Ticket& ticket);
std::optional<Ticket> find(db::Transaction& tx, TicketId id);
/// Holds the row's lock until the transaction ends (PostgreSQL; SQLite has one writer).
std::optional<Ticket> find_for_update(db::Transaction& tx, TicketId id);

/// What else than state and team a list asks for; the ticket stands as `t` in the query.
void add_filters(db::Query& query, const TicketList& list);
/// One part of a list, in the list's order: tickets of one state, team and owner at most.
std::vector<Ticket> list_part(db::Transaction& tx, const ListPart& part);

// Finding (store_finding.cpp). Walks go by number, in either direction.

/// The next numbers of a walk.
struct Step {
    Direction direction = Direction::desc;
    std::optional<TicketId> behind;
    int limit = 1;
};

std::vector<TicketId> next_of_all(db::Transaction& tx, const Step& step);
std::vector<TicketId> next_with_word(db::Transaction& tx, std::string_view word, const Step& step);
std::vector<TicketId> next_of_customer(db::Transaction& tx, PersonId customer, const Step& step);

/// How many words of tickets begin so, counted to `most`.
std::int64_t count_beginning(db::Transaction& tx, std::string_view prefix, int most);
/// Tickets with a word that begins so, in no order; some twice.
std::vector<TicketId> tickets_by_word(db::Transaction& tx, std::string_view prefix, int limit);
/// The distinct words that begin so.
std::vector<std::string> completions(db::Transaction& tx, std::string_view prefix, int limit);

/// Those of `ids` in whose subject a word begins with each of `words`.
std::vector<TicketId> with_words(
    db::Transaction& tx, std::span<const TicketId> ids, const std::vector<std::string>& words
);

struct Asked {
    TicketId id;
    PersonId customer_id;
};
HEED_FIELDS(Asked, id, customer_id)

/// Those of `ids` that `list` is about, in these teams.
std::vector<Asked> in_list(
    db::Transaction& tx,
    std::span<const TicketId> ids,
    const TicketList& list,
    const std::vector<Which<TeamId>>& teams
);

struct LinkRow {
    std::int64_t id = 0;
    TicketId ticket_id;
    TicketId other_id;
    LinkKind kind = LinkKind::related;
    std::optional<LinkOrigin> origin = {};
};
HEED_FIELDS(LinkRow, id, ticket_id, other_id, kind, origin)

/// In both directions, the first 200.
std::vector<LinkRow> links_of(db::Transaction& tx, TicketId id);
std::vector<LinkRow> links_begun_at(db::Transaction& tx, TicketId id);
std::optional<LinkRow> find_link(db::Transaction& tx, TicketId ticket, std::int64_t id);
/// The id, or nothing when the two are linked so already.
std::optional<std::int64_t> insert_link(db::Transaction& tx, const LinkRow& link, Instant at);
void remove_link(db::Transaction& tx, std::int64_t id);
/// It stands for itself again.
void end_follow_up(db::Transaction& tx, TicketId id);

struct HelperRow {
    PersonId person_id;
    Instant joined_at = {};
};
HEED_FIELDS(HelperRow, person_id, joined_at)

std::vector<HelperRow> helpers_of(db::Transaction& tx, TicketId id);
bool add_helper(db::Transaction& tx, TicketId id, PersonId person, Instant at);
bool end_helper(db::Transaction& tx, TicketId id, PersonId person, Instant at);

struct WatcherRow {
    PersonId person_id;
    Instant since = {};
};
HEED_FIELDS(WatcherRow, person_id, since)

/// In the order in which they began.
std::vector<WatcherRow> watchers_of(db::Transaction& tx, TicketId id);
bool add_watcher(db::Transaction& tx, TicketId id, PersonId person, Instant at);
bool remove_watcher(db::Transaction& tx, TicketId id, PersonId person);

std::vector<std::string> tags_of(db::Transaction& tx, TicketId id);

/// Pairs of ticket and tag for a page of a list.
struct TagRow {
    TicketId ticket_id;
    std::string tag;
};
HEED_FIELDS(TagRow, ticket_id, tag)
bool add_tag(db::Transaction& tx, TicketId id, const std::string& tag);
bool remove_tag(db::Transaction& tx, TicketId id, const std::string& tag);

/// How far somebody has read one ticket.
struct ReadMark {
    TicketId ticket_id = {};
    EntryId entry_id = {};
};
HEED_FIELDS(ReadMark, ticket_id, entry_id)

std::vector<ReadMark>
read_marks(db::Transaction& tx, PersonId person, const std::vector<TicketId>& tickets);
/// Never goes back.
void save_read(db::Transaction& tx, PersonId person, const ReadMark& mark);
void remove_read(db::Transaction& tx, PersonId person, TicketId ticket);

/// What is left to be given away of somebody's tickets.
struct HandOverRow {
    std::int64_t id = 0;
    PersonId from_id = {};
    std::optional<TeamId> team_id = {};
    std::optional<PersonId> owner_id = {};
    std::optional<PersonId> asked_by = {};
};
HEED_FIELDS(HandOverRow, id, from_id, team_id, owner_id, asked_by)

void insert_hand_over(db::Transaction& tx, const HandOverRow& row, Instant at);
std::optional<HandOverRow> first_hand_over(db::Transaction& tx);
void remove_hand_over(db::Transaction& tx, std::int64_t id);
/// Teams in which somebody owns unresolved tickets; 0 stands for none.
std::vector<std::int64_t> teams_of_unresolved(db::Transaction& tx, PersonId owner);

/// Whose tickets, in all teams or in one; 0 stands for none.
struct Part {
    PersonId person;
    std::optional<std::int64_t> team = {};
};

/// Unresolved tickets that somebody owns, or helps with, at most `limit`.
std::vector<TicketId> unresolved_of(db::Transaction& tx, const Part& part, int limit);
std::vector<TicketId> helped_by(db::Transaction& tx, const Part& part, int limit);
/// Teams of unresolved tickets that somebody helps with; 0 stands for none.
std::vector<std::int64_t> teams_of_helped(db::Transaction& tx, PersonId helper);
/// What is left of anybody's is forgotten: a new hand-over says whose it becomes.
void remove_hand_overs_of(db::Transaction& tx, PersonId from);
std::vector<TicketId> resolved_before(db::Transaction& tx, Instant before, int limit);
std::vector<TicketId> waiting_until_before(db::Transaction& tx, Instant now, int limit);

/// The journal of one ticket before a position, newest first.
std::vector<journal::Fact>
facts_of(db::Transaction& tx, TicketId id, std::int64_t before, int limit);
/// How many changes of a ticket are looked through for one: a write must not wait for thousands.
inline constexpr std::int64_t changes_looked_through = 1000;

/// The newest `TicketChanged` that names this field, among the newest `among`.
std::optional<journal::Fact>
newest_change_of(db::Transaction& tx, TicketId id, std::string_view field, std::int64_t among);
/// The `TicketChanged` by which the ticket got this version, among the newest `among`.
std::optional<journal::Fact>
change_that_made(db::Transaction& tx, TicketId id, std::int64_t version, std::int64_t among);

struct CountRow {
    std::int64_t team_id = 0; // 0: none
    State state = State::new_;
    std::int64_t owner_id = 0; // 0: none
    std::int64_t tickets = 0;
};
HEED_FIELDS(CountRow, team_id, state, owner_id, tickets)

void add_to_count(db::Transaction& tx, const CountRow& by);
std::vector<CountRow> counts(db::Transaction& tx);
/// Up to where in the journal the counters are exact.
std::int64_t counted_to(db::Transaction& tx);
/// The same, counted from the tickets themselves: for `heed check`.
std::vector<CountRow> recounted(db::Transaction& tx);

void set_words(db::Transaction& tx, TicketId id, const std::vector<std::string>& words);

/// The row, and those of other tables of this feature that name it.
void remove_ticket(db::Transaction& tx, TicketId id);

} // namespace heed::tickets::store
