// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/attachments/attachments.hpp"
#include "features/conversations/entry.hpp"      // IWYU pragma: export
#include "features/conversations/events.hpp"     // IWYU pragma: export
#include "features/conversations/forgetting.hpp" // IWYU pragma: export
#include "features/conversations/wire.hpp"       // IWYU pragma: export
#include "platform/desk/done.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace heed {
class Desk;
struct Described;
struct Route;
} // namespace heed

namespace heed::sandbox {
struct OfferedTask;
} // namespace heed::sandbox

namespace heed::conversations {

/// A judgement to be shown on an entry, with its reason in one sentence.
struct NewJudgement {
    JudgementKind kind = JudgementKind::thanks;
    std::string reason;
    bool reversible = true;
};

/// What a customer sent, by letter, portal or form, ready to be stored.
struct IncomingMessage {
    PersonId author;
    mail::MailAddress from;
    std::vector<mail::MailAddress> to = {};
    std::vector<mail::MailAddress> cc = {};
    std::vector<mail::MailAddress> also_to = {}; // those of `to` besides the desk
    bool enlists = true; // `cc` and `also_to` become participants: copied on what follows
    std::optional<std::string> subject = {};
    tickets::Channel channel = tickets::Channel::mail;
    std::string body_text;
    std::optional<std::string> body_html = {}; // sanitised
    std::optional<std::string> reply_text = {};
    std::optional<std::string> message_id = {};
    std::optional<std::int64_t> letter_id = {};
    std::optional<std::string> original_sha256 = {};
    std::optional<std::int64_t> mailbox_id = {};
    std::vector<attachments::NewAttachment> files = {};
    std::vector<attachments::AttachmentId> uploads = {};
    std::vector<NewJudgement> judgements = {};
    bool wakes = true;     // false: thanks, automatic letters; the ticket stays as it is
    bool first = false;    // it opens the ticket
    bool internal = false; // kept as a note of nobody: customers never see it, nobody joins by it
};

/// Adds it to a ticket that the caller has loaded for update. A message that wakes reopens what is
/// resolved, waiting or cancelled (but not as spam). One that would wake what is closed is refused:
/// closed tickets get a linked follow-up. What is `internal` wakes too, so that it is seen, but is
/// nobody's word: no clock hears it.
Result<EntryId> receive_message(
    db::Transaction& tx,
    const Actor& actor,
    tickets::Ticket& ticket,
    const IncomingMessage& message,
    Instant now
);

/// An agent's answer. Without recipients it goes to the customer and who was copied before.
struct Reply {
    Body body;
    std::optional<std::vector<mail::MailAddress>> to = {};
    std::optional<std::vector<mail::MailAddress>> cc = {};
    std::vector<attachments::AttachmentId> uploads = {};
    std::optional<EntryId> based_on = {};   // refuses `newer_entry` when somebody else wrote since
    std::optional<Instant> release_at = {}; // held until then
    std::optional<Then> then = {};          // what becomes of the ticket when it leaves
};

/// What is held changes nothing that customers see, nor the state; `release_due` catches up on
/// that. Refuses `wrong_state` for a ticket that is closed, or that cannot become what `then` asks.
Result<Done>
write_reply(db::Transaction& tx, const Actor& actor, TicketId id, const Reply& reply, Instant now);

struct Note {
    Body body;
    std::vector<attachments::AttachmentId> uploads = {};
};

Result<Done>
write_note(db::Transaction& tx, const Actor& actor, TicketId id, const Note& note, Instant now);

struct Call {
    CallDirection direction = CallDirection::in;
    Body body;
    std::vector<attachments::AttachmentId> uploads = {};
};

/// A call is contact with the customer. One that went out is the desk's word; one that came in is
/// the customer's and wakes the ticket as their message would. Refuses `closed` tickets.
Result<Done>
log_call(db::Transaction& tx, const Actor& actor, TicketId id, const Call& call, Instant now);

/// Lets held messages whose moment has come leave, at most 100; returns how many are done with.
/// What they ask of their ticket happens now, unless the customer has written or somebody has set
/// the state since. Each goes in a transaction of its own: one that may not be sent any more, e.g.
/// because its ticket was marked as spam or closed, stays with the desk as `failed` and says why;
/// one that meets a fault is tried again at the next call.
int release_due(Desk& desk, Instant now);

/// An answer that is held, or was held back, will not leave: it is gone, and its files are again
/// uploads that nobody uses. Whoever may answer may do so. Refuses `wrong_state` for all else.
Result<Done> discard_held(db::Transaction& tx, const Actor& actor, EntryId id, Instant now);

/// Takes an automatic judgement back, with what followed from it.
Result<Done> reverse_judgement(
    db::Transaction& tx, const Actor& actor, EntryId id, std::int64_t judgement_id, Instant now
);

/// Records what became of an outgoing letter.
struct DeliveryNews {
    Delivery delivery = Delivery::sent;
    std::string text;
    int attempts = 0;
    std::optional<std::string> message_id = {};
};

Result<> record_delivery(
    db::Transaction& tx, const Actor& actor, EntryId id, const DeliveryNews& news, Instant now
);

/// An answer that will never arrive brings its ticket back to its owner, once however often that is
/// said; taking the judgement of it back lets the ticket rest again. Nothing happens for an entry
/// that is not lost, or no longer.
Result<> return_undelivered(db::Transaction& tx, const Actor& actor, EntryId id, Instant now);

std::int64_t add_judgement(
    db::Transaction& tx,
    const Actor& actor,
    const Entry& entry,
    const NewJudgement& judgement,
    Instant now
);

/// The same for what is said once however often it happens: while such a judgement stands, only its
/// reason changes, without a fact of its own. The caller holds the ticket's lock.
void renew_judgement(
    db::Transaction& tx,
    const Actor& actor,
    const Entry& entry,
    const NewJudgement& judgement,
    Instant now
);

/// For the desk's own work; screens go through the queries, which ask who looks.
std::optional<Entry> find_entry(db::Transaction& tx, EntryId id);
/// Before `before`, or the newest of all, the newest first.
std::vector<Entry>
entries_before(db::Transaction& tx, TicketId ticket, std::optional<EntryId> before, int limit);
/// The newest entry that carries this Message-ID.
std::optional<Entry> find_by_message_id(db::Transaction& tx, std::string_view message_id);
/// From which address the newest message of a customer came.
std::optional<std::string> sender_of_newest(db::Transaction& tx, TicketId ticket);
/// Message-IDs of the ticket's public entries, oldest first, at most the last `limit`.
std::vector<std::string> message_ids_of(db::Transaction& tx, TicketId ticket, int limit);
std::vector<Participant> participants_of(db::Transaction& tx, TicketId ticket);
bool is_participant(db::Transaction& tx, TicketId ticket, std::string_view address);
void add_participant(db::Transaction& tx, TicketId ticket, const Participant& participant);
/// Tickets an address belongs to, newest first.
std::vector<TicketId> tickets_of_address(db::Transaction& tx, std::string_view address, int limit);

/// What the actor may see: customers see public entries only. Invisible is not found.
Result<Entry> get_entry(db::Transaction& tx, const Actor& actor, EntryId id);

struct EntryPage {
    std::vector<EntryWire> items; // oldest first
    std::optional<std::string> earlier;
};
HEED_FIELDS(EntryPage, items, earlier)
EntryPage entries_of(
    db::Transaction& tx,
    const Actor& actor,
    TicketId ticket,
    std::optional<EntryId> before,
    int limit
);

/// What every page around a letter says of its pictures and tables. Words and amounts in cells stay
/// whole, though the table then may be wider than the screen: a price cut in two is another price.
/// Only links, which may be longer than any screen, break there as well.
inline constexpr std::string_view letter_style =
    "img{max-width:100%;height:auto}table{max-width:100%}"
    "td,th{overflow-wrap:break-word}td a,th a{overflow-wrap:anywhere}";

/// A letter as it may be shown in a frame: sanitised now, inline images as data URLs.
struct FramedBody {
    std::string html = {};
    std::size_t remote_pictures = 0; // left out: fetching one would tell the sender of the reading
};

HEED_FIELDS(FramedBody, html, remote_pictures)

/// Of a letter what it shows, worked out in the desk's sandbox; where that fails, its words.
Result<FramedBody> framed_body(db::Transaction& tx, Desk& desk, const Entry& entry);

/// The work on letters that is done there.
std::vector<sandbox::OfferedTask> tasks();

std::span<const Route> routes();

/// What the API document says of them.
std::span<const Described> described();

} // namespace heed::conversations
