// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/conversations/entry.hpp"
#include "platform/db/transaction.hpp"

namespace heed::conversations::store {

EntryId insert(db::Transaction& tx, const Entry& entry);
std::optional<Entry> find(db::Transaction& tx, EntryId id);
std::optional<Entry> find_by_message_id(db::Transaction& tx, std::string_view message_id);

/// Newest first, before `before` when given.
struct PageOf {
    TicketId ticket;
    std::optional<EntryId> before;
    bool only_public = false;
    int limit = 50;
};

std::vector<Entry> page(db::Transaction& tx, const PageOf& page);
/// Public messages after `after` that `author` did not write.
/// The mailbox to which the ticket's first letter came, for tickets that no letter opened.
std::optional<std::int64_t> mailbox_written_to(db::Transaction& tx, TicketId ticket);

std::vector<EntryId>
newer_than(db::Transaction& tx, TicketId ticket, EntryId after, PersonId author);
void set_delivery(db::Transaction& tx, const Entry& entry);
/// False when it has been released already.
bool set_released(db::Transaction& tx, EntryId id, Instant at);
/// It is held no longer and will not leave. False when it is not held any more.
bool set_unsent(db::Transaction& tx, EntryId id, std::string_view why, Instant at);

/// What an answer that is held will make of its ticket, and from which version it was written.
struct Held {
    std::optional<Then> then_state;
    std::optional<std::int64_t> held_version;
};
HEED_FIELDS(Held, then_state, held_version)

void set_held(db::Transaction& tx, EntryId id, const Held& held);
Held find_held(db::Transaction& tx, EntryId id);

/// What an entry says, who said it and to whom; for what has to be forgotten.
void save_texts(db::Transaction& tx, const Entry& entry);

void set_attachments(db::Transaction& tx, EntryId id, int count);
void remove_judgements(db::Transaction& tx, EntryId id);
void remove_participants(db::Transaction& tx, TicketId ticket);
void remove_participant(db::Transaction& tx, TicketId ticket, std::string_view address);

/// Nothing refers to an answer that is held but its files, which are given back before.
void remove(db::Transaction& tx, EntryId id);

/// A note that no agent wrote has an author after all; or is the customer's message, by letter.
void set_author(db::Transaction& tx, EntryId id, PersonId author);
void set_message_in(db::Transaction& tx, EntryId id, PersonId author);

/// The entry and what was judged of it go to another ticket.
void set_ticket(db::Transaction& tx, EntryId id, TicketId ticket);

/// Remembers which version of its ticket an entry made by waking it.
void set_woke(db::Transaction& tx, EntryId id, std::int64_t version);
std::optional<std::int64_t> woke_version(db::Transaction& tx, EntryId id);

/// How many entries a ticket has, and the newest of all and of what was said to or by customers.
std::int64_t count_entries(db::Transaction& tx, TicketId ticket);
std::optional<Entry> newest(db::Transaction& tx, TicketId ticket);
std::optional<Entry> newest_public(db::Transaction& tx, TicketId ticket);
std::optional<std::string> sender_of_newest(db::Transaction& tx, TicketId ticket);

struct DueEntry {
    EntryId id;
    TicketId ticket_id;
};
HEED_FIELDS(DueEntry, id, ticket_id)

std::vector<DueEntry> due_for_release(db::Transaction& tx, Instant now, int limit);
std::vector<std::string> message_ids_of(db::Transaction& tx, TicketId ticket, int limit);

std::int64_t insert_judgement(db::Transaction& tx, const Judgement& judgement, Instant now);
std::vector<Judgement> judgements_of(db::Transaction& tx, EntryId entry);
std::optional<Judgement> find_judgement(db::Transaction& tx, EntryId entry, std::int64_t id);
void set_reason(db::Transaction& tx, std::int64_t id, std::string_view reason);
bool set_reversed(db::Transaction& tx, std::int64_t id, PersonId by, Instant at);
void count_judgement(db::Transaction& tx, EntryId entry);

std::vector<Participant> participants_of(db::Transaction& tx, TicketId ticket);
bool is_participant(db::Transaction& tx, TicketId ticket, std::string_view address);
void add_participant(db::Transaction& tx, TicketId ticket, const Participant& participant);
std::vector<TicketId> tickets_of_address(db::Transaction& tx, std::string_view address, int limit);

} // namespace heed::conversations::store
