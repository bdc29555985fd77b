// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/attachments/attachments.hpp"
#include "features/inbound_mail/letter.hpp"
#include "platform/db/transaction.hpp"

namespace heed::inbound_mail::store {

LetterId insert(db::Transaction& tx, const LetterRow& letter);
void save(db::Transaction& tx, const LetterRow& letter);
std::optional<LetterRow> find(db::Transaction& tx, LetterId id);
/// The same, holding the row's lock until the transaction ends.
std::optional<LetterRow> find_for_update(db::Transaction& tx, LetterId id);
/// Nothing when this letter is the first of its Message-ID and digest in its mailbox, else that
/// first one. Waits for another transaction that is taking the same letter.
std::optional<LetterRow> claim(db::Transaction& tx, const LetterRow& letter);
/// Every letter that belongs to a ticket, copies too.
std::vector<LetterRow> of_ticket(db::Transaction& tx, TicketId ticket);
/// Of an address as letters name it, that became part of no ticket; at most 100.
std::vector<LetterRow> from_without_ticket(db::Transaction& tx, const std::string& address);
/// Other bytes stand where the letter's own were.
void set_original(db::Transaction& tx, LetterId id, const attachments::ReadyBlob& blob);
std::vector<LetterRow>
in_state(db::Transaction& tx, LetterState state, std::int64_t before, int limit);
/// Those of `LetterRow::is_set_aside`, newest first.
std::vector<LetterRow> set_aside(db::Transaction& tx, std::int64_t before, int limit);
/// Whether the first letter of this ticket came from that address.
bool opened_by(db::Transaction& tx, TicketId ticket, std::string_view address);
/// How often the letter of this entry came again, and the last of these.
std::int64_t count_duplicates(db::Transaction& tx, EntryId entry);
std::optional<LetterId> last_duplicate(db::Transaction& tx, EntryId entry);
std::vector<LetterId> arrived_before(db::Transaction& tx, Instant before, int limit);
int forget(db::Transaction& tx, LetterState state, Instant before);

struct Blocked {
    std::int64_t id = 0;
    std::string pattern;
    std::optional<TicketId> ticket_id;
    Instant created_at = {};
    std::optional<PersonId> created_by; // nobody: a program without a person
};
HEED_FIELDS(Blocked, id, pattern, ticket_id, created_at, created_by)

/// What keeps letters from a normalised address out: its own block, or one of its domain.
std::optional<Blocked> find_block(db::Transaction& tx, std::string_view address);
std::vector<Blocked> blocks(db::Transaction& tx);
/// Those that a spam mark on this ticket asked for.
std::vector<Blocked> blocks_of(db::Transaction& tx, TicketId ticket);
/// The new id, or nothing when it is blocked already.
std::optional<std::int64_t> insert_block(db::Transaction& tx, const Blocked& block);
void forget_ticket_of_blocks(db::Transaction& tx, TicketId ticket);
std::optional<Blocked> remove_block(db::Transaction& tx, std::int64_t id);

} // namespace heed::inbound_mail::store
