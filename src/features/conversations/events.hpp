// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/conversations/entry.hpp"
#include "platform/journal/fact.hpp"

namespace heed::conversations {

/// A customer, or somebody for them, wrote. `wakes` is false for thanks and automatic letters.
struct MessageReceived {
    static constexpr std::string_view kind = "message_received";
    TicketId ticket;
    EntryId entry;
    std::optional<PersonId> author_id;
    bool wakes = true;
    bool first = false; // it opened the ticket
    std::optional<std::int64_t> letter_id;
    std::optional<std::int64_t> mailbox_id;

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(MessageReceived, ticket, entry, author_id, wakes, first, letter_id, mailbox_id)

struct MessageHeld {
    static constexpr std::string_view kind = "message_held";
    TicketId ticket;
    EntryId entry;
    std::optional<Instant> release_at;

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(MessageHeld, ticket, entry, release_at)

/// The only fact by which an answer leaves: heard by outbox, clocks, portal and notices.
struct MessageReleased {
    static constexpr std::string_view kind = "message_released";
    TicketId ticket;
    EntryId entry;
    std::optional<PersonId> author_id;
    std::optional<std::int64_t> mailbox_id;
    bool by_mail = true;

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(MessageReleased, ticket, entry, author_id, mailbox_id, by_mail)

/// An answer that was held will never leave.
struct MessageDiscarded {
    static constexpr std::string_view kind = "message_discarded";
    TicketId ticket;
    EntryId entry;
    std::optional<PersonId> author_id; // who had written it
    std::optional<Instant> release_at; // when it would have left

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(MessageDiscarded, ticket, entry, author_id, release_at)

struct NoteAdded {
    static constexpr std::string_view kind = "note_added";
    TicketId ticket;
    EntryId entry;

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(NoteAdded, ticket, entry)

/// A call that was logged: public contact, without a letter.
struct CallLogged {
    static constexpr std::string_view kind = "call_logged";
    TicketId ticket;
    EntryId entry;
    CallDirection direction = CallDirection::in;

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(CallLogged, ticket, entry, direction)

struct JudgementMade {
    static constexpr std::string_view kind = "judgement_made";
    TicketId ticket;
    EntryId entry;
    std::int64_t judgement = 0;
    JudgementKind judged = JudgementKind::thanks;
    std::string reason;

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(JudgementMade, ticket, entry, judgement, judged, reason)

struct JudgementReversed {
    static constexpr std::string_view kind = "judgement_reversed";
    TicketId ticket;
    EntryId entry;
    std::int64_t judgement = 0;
    JudgementKind judged = JudgementKind::thanks;

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(JudgementReversed, ticket, entry, judgement, judged)

/// What became of a letter of ours.
struct DeliveryChanged {
    static constexpr std::string_view kind = "delivery_changed";
    TicketId ticket;
    EntryId entry;
    Delivery delivery = Delivery::sent;
    std::string text;

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(DeliveryChanged, ticket, entry, delivery, text)

/// An entry went to another ticket, e.g. because it had been joined by mistake.
struct EntryMoved {
    static constexpr std::string_view kind = "entry_moved";
    TicketId ticket; // where it went
    TicketId from;
    EntryId entry;

    [[nodiscard]] journal::Subject subject() const { return journal::ticket_subject(ticket); }
};
HEED_FIELDS(EntryMoved, ticket, from, entry)

} // namespace heed::conversations
