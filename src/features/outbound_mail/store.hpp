// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/outbound_mail/letter.hpp"
#include "features/outbound_mail/template.hpp"
#include "platform/db/transaction.hpp"

#include <string_view>
#include <vector>

namespace heed::outbound_mail::store {

/// False when the same fact has asked for this letter before.
bool insert(db::Transaction& tx, const LetterRow& letter);
std::optional<LetterRow> find(db::Transaction& tx, OutgoingId id);
std::optional<LetterRow> find_for_update(db::Transaction& tx, OutgoingId id);
void save(db::Transaction& tx, const LetterRow& letter);

/// The letter of a mailbox that has waited longest, if one is due.
std::optional<LetterRow> first_due(db::Transaction& tx, std::int64_t mailbox, Instant now);
/// Takes it for one more attempt; false when another node was faster.
bool claim(db::Transaction& tx, const LetterRow& letter, Instant until);
/// True while the attempt is still ours; it is then marked as being sent.
bool begin_sending(db::Transaction& tx, const LetterRow& letter, Instant until);

/// Letters that no mailbox was found for yet.
std::vector<LetterRow> without_mailbox(db::Transaction& tx, int limit);
/// Letters that wait in a mailbox, due or not.
std::vector<LetterRow> waiting_in(db::Transaction& tx, std::int64_t mailbox, int limit);
/// Makes what was being sent when the program ended due at once.
void take_up(db::Transaction& tx, std::int64_t mailbox, Instant now);

/// Letters that wait or have failed, the newest first, below `before`.
std::vector<LetterRow> unsent(db::Transaction& tx, std::int64_t before, std::size_t limit);

/// Those of a ticket among them.
std::vector<LetterRow> unsent_of(db::Transaction& tx, TicketId ticket);
/// All of a kind to one address.
std::vector<LetterRow> letters_to(db::Transaction& tx, LetterKind kind, const std::string& address);

/// From after `since` to `until`.
struct Span {
    Instant since = {};
    Instant until = {};
};

std::optional<LetterRow> newest_invitation(db::Transaction& tx, PersonId person);

/// Letters of a kind to a mailbox, whatever stands behind a plus in its address, or in all, asked
/// for in that time; counted up to 1,000.
std::int64_t sent_to(db::Transaction& tx, LetterKind kind, std::string_view box, Span hour);
std::int64_t sent_in(db::Transaction& tx, LetterKind kind, Span hour);

std::optional<Template>
find_template(db::Transaction& tx, TemplateKind kind, std::string_view language);
std::vector<Template> templates(db::Transaction& tx);
/// False when somebody else has saved this version before.
bool save_template(db::Transaction& tx, const Template& letter_template);

} // namespace heed::outbound_mail::store
