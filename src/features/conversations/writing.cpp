// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/conversations/conversations.hpp"
#include "features/conversations/releasing.hpp"
#include "features/conversations/store.hpp"
#include "features/mailboxes/mailboxes.hpp"
#include "features/people/people.hpp"
#include "kernel/fault.hpp"
#include "platform/mail/addresses.hpp"
#include "platform/mail/compose.hpp"

#include <algorithm>

namespace heed::conversations {

namespace {

using tickets::Side;
using tickets::State;
using tickets::Ticket;

constexpr int html_version_now = 1;
constexpr std::size_t recipients_max = 40;
constexpr std::size_t participants_max = 40;

void take_body(Entry& entry, const Body& body) {
    entry.body_text = body.text;
    entry.body_html = body.html;
    entry.html_version = html_version_now;
}

Entry written_by(const Actor& actor, const Ticket& ticket, EntryKind kind, Instant now) {
    Entry entry;
    entry.ticket_id = ticket.id;
    entry.kind = kind;
    entry.at = now;
    entry.mailbox_id = ticket.mailbox_id;
    if (actor.person.is_set()) entry.author_id = actor.person;
    // A program that acts for nobody is known by the name of its token.
    if (!actor.person.is_set() && actor.kind == Actor::Kind::token) entry.from_name = actor.reason;
    return entry;
}

Result<Ticket> changeable(db::Transaction& tx, const Actor& actor, TicketId id) {
    auto ticket = TRY(tickets::get_ticket_for_update(tx, actor, id));
    TRY(tickets::require_changeable(actor, ticket));
    return ticket;
}

/// The entry's row, its files and its place in the ticket.
Result<EntryId> save(
    db::Transaction& tx,
    const Actor& actor,
    Entry& entry,
    const std::vector<attachments::AttachmentId>& uploads
) {
    entry.attachments = static_cast<int>(uploads.size());
    entry.id = store::insert(tx, entry);
    TRY(attachments::use_uploads(
        tx,
        actor,
        uploads,
        {.ticket = entry.ticket_id, .entry = entry.id, .internal = !entry.is_for_customers()}
    ));
    return entry.id;
}

/// Refuses to send past what somebody else wrote since `based_on`, and names those entries.
Result<> require_nothing_newer(
    db::Transaction& tx, const Actor& actor, TicketId id, std::optional<EntryId> based_on
) {
    if (!based_on) return {};
    // One that is nowhere any more may have been discarded since.
    if (const auto seen = store::find(tx, *based_on); seen && seen->ticket_id != id)
        return refuse(
            Refusal::invalid, "unknown_entry", "/based_on", "This request has no such entry."
        );
    const auto newer = store::newer_than(tx, id, *based_on, actor.person);
    if (newer.empty()) return {};
    Error error{
        .kind = Refusal::conflict,
        .code = "newer_entry",
        .pointer = "/based_on",
        .detail = "Somebody wrote since you last looked; read it before you send.",
        .members = {}
    };
    error.members.emplace_back("entries", to_json(newer));
    return std::unexpected(std::move(error));
}

using Addresses = std::vector<mail::MailAddress>;

bool is_among(const std::vector<Participant>& participants, const mail::MailAddress& address) {
    const auto normalised = mail::normalised_address(address.address);
    return std::ranges::any_of(participants, [&](const Participant& participant) {
        return mail::normalised_address(participant.address) == normalised;
    });
}

std::unexpected<Error> unsendable(std::string_view pointer) {
    return refuse(
        Refusal::invalid,
        "unsendable_address",
        pointer,
        "Mail servers do not take this address as it is written: before the @ it may have only "
        "letters without accents, digits and signs."
    );
}

/// Who takes part already is left out when the letter leaves, so that the others get it.
Result<> require_address(
    db::Transaction& tx,
    const mail::MailAddress& address,
    const std::vector<Participant>& participants,
    std::string_view pointer
) {
    if (!mail::is_mail_address(address.address))
        return refuse(Refusal::invalid, "bad_address", pointer, "This is not a mail address.");
    if (is_among(participants, address)) return {};
    TRY(people::require_meant_or_known(tx, address.address, pointer));
    if (mail::is_sendable(address.address)) return {};
    return unsendable(pointer);
}

Result<> require_addresses(
    db::Transaction& tx,
    const Addresses& addresses,
    const std::vector<Participant>& participants,
    std::string_view pointer
) {
    if (addresses.size() > recipients_max)
        return refuse(
            Refusal::invalid, "too_many_recipients", pointer, "A message goes to at most 40 people."
        );
    for (std::size_t at = 0; at < addresses.size(); ++at) {
        const auto place = std::string(pointer) + "/" + std::to_string(at);
        TRY(require_address(tx, addresses[at], participants, place));
    }
    return {};
}

/// What could only fail is refused while somebody is there to hear it.
Result<> require_sendable(const Addresses& to, const Addresses& cc) {
    const auto is_sendable = [](const mail::MailAddress& address) {
        return mail::is_sendable(address.address);
    };
    const bool nobody = to.empty() && cc.empty();
    if (nobody || std::ranges::any_of(to, is_sendable) || std::ranges::any_of(cc, is_sendable))
        return {};
    return unsendable(to.empty() ? "/cc" : "/to");
}

Addresses of_role(const std::vector<Participant>& participants, Role role) {
    Addresses addresses;
    for (const auto& participant : participants) {
        if (participant.role == role) addresses.push_back({participant.name, participant.address});
    }
    return addresses;
}

/// A letter to ourselves would come back as the customer's.
Addresses without_own(db::Transaction& tx, Addresses addresses) {
    std::erase_if(addresses, [&](const mail::MailAddress& address) {
        return mailboxes::is_own_address(tx, address.address);
    });
    return addresses;
}

Result<> require_somebody(const Reply& reply, const Addresses& to, const Addresses& cc) {
    const bool asked = (reply.to && !reply.to->empty()) || (reply.cc && !reply.cc->empty());
    if (!asked || !to.empty() || !cc.empty()) return {};
    return refuse(
        Refusal::invalid, "own_address", "/to", "These are addresses of the desk itself."
    );
}

/// Without an address there is neither a letter nor a way to sign in: nobody would read it.
Result<> require_reader(
    const std::optional<people::PersonBrief>& customer, const Addresses& to, const Addresses& cc
) {
    if (!to.empty() || !cc.empty() || !customer || customer->email) return {};
    return refuse(
        Refusal::invalid,
        "no_recipient",
        "/to",
        "Nobody would receive this: the customer has no address. Give one, or write a note or "
        "log a call."
    );
}

Result<>
take_recipients(db::Transaction& tx, const Ticket& ticket, const Reply& reply, Entry& entry) {
    const auto participants = store::participants_of(tx, ticket.id);
    auto to = without_own(tx, reply.to.value_or(of_role(participants, Role::customer)));
    const auto cc = without_own(tx, reply.cc.value_or(of_role(participants, Role::cc)));
    TRY(require_somebody(reply, to, cc));
    const auto customer = people::find_person(tx, ticket.customer_id);
    if (to.empty() && !reply.to && customer && customer->email)
        to.push_back({customer->name, *customer->email});
    TRY(require_addresses(tx, to, participants, "/to"));
    TRY(require_addresses(tx, cc, participants, "/cc"));
    TRY(require_sendable(to, cc));
    TRY(require_reader(customer, to, cc));
    entry.to_addresses = addresses_json(to);
    entry.cc_addresses = addresses_json(cc);
    return {};
}

void add_copied(db::Transaction& tx, TicketId ticket, const Addresses& addresses) {
    auto known = store::participants_of(tx, ticket).size();
    for (const auto& address : addresses) {
        if (known++ >= participants_max) return;
        const auto normalised = mail::normalised_address(address.address);
        if (!normalised.empty())
            store::add_participant(
                tx, ticket, {.address = normalised, .name = address.name, .role = Role::cc}
            );
    }
}

/// Where a customer's word brings the ticket.
std::optional<State> state_woken(const Ticket& ticket) {
    if (ticket.state == State::resolved || ticket.state == State::waiting) return State::open;
    const bool spam = ticket.cancelled_as == tickets::CancelledAs::spam;
    if (ticket.state == State::cancelled && !spam) return State::open;
    return std::nullopt;
}

std::optional<State> state_after_message(const Ticket& ticket, const IncomingMessage& message) {
    if (!message.wakes || message.first) return std::nullopt;
    return state_woken(ticket);
}

/// Who takes a call has picked the request up; what the customer says on it wakes like a message.
std::optional<State> state_after_call(const Ticket& ticket, CallDirection direction) {
    if (ticket.state == State::new_) return State::open;
    return direction == CallDirection::in ? state_woken(ticket) : std::nullopt;
}

/// What wakes nobody may stand in a closed request, too.
Result<> require_open_for(const Ticket& ticket, const IncomingMessage& message) {
    if (ticket.state != State::closed || !message.wakes) return {};
    return refuse(
        Refusal::conflict,
        "closed",
        "",
        "This request is closed; a new one is opened and linked to it."
    );
}

Entry entry_of(const tickets::Ticket& ticket, const IncomingMessage& message, Instant now) {
    Entry entry;
    entry.ticket_id = ticket.id;
    entry.kind = message.internal ? EntryKind::note : EntryKind::message_in;
    entry.at = now;
    if (!message.internal) entry.author_id = message.author;
    entry.from_name = message.from.name;
    entry.from_address = message.from.address;
    entry.to_addresses = addresses_json(message.to);
    entry.cc_addresses = addresses_json(message.cc);
    entry.subject = message.subject;
    if (!message.internal) entry.channel = message.channel;
    entry.body_text = message.body_text;
    entry.body_html = message.body_html;
    entry.html_version = html_version_now;
    entry.reply_text = message.reply_text;
    entry.message_id = message.message_id;
    entry.mailbox_id = message.mailbox_id;
    entry.letter_id = message.letter_id;
    entry.original_sha256 = message.original_sha256;
    entry.attachments = static_cast<int>(message.files.size() + message.uploads.size());
    return entry;
}

/// Who wrote it and whom it names belong to the ticket from now on.
void admit(db::Transaction& tx, TicketId ticket, const IncomingMessage& message) {
    const auto normalised = mail::normalised_address(message.from.address);
    if (message.first && !normalised.empty() && !mailboxes::is_own_address(tx, normalised))
        store::add_participant(
            tx, ticket, {.address = normalised, .name = message.from.name, .role = Role::customer}
        );
    if (!message.enlists) return;
    add_copied(tx, ticket, message.cc);
    add_copied(tx, ticket, message.also_to);
}

void tell(
    db::Transaction& tx,
    const Actor& actor,
    const Entry& entry,
    const IncomingMessage& message,
    Instant now
) {
    if (message.internal)
        journal::append(tx, actor, now, NoteAdded{.ticket = entry.ticket_id, .entry = entry.id});
    else
        journal::append(
            tx,
            actor,
            now,
            MessageReceived{
                .ticket = entry.ticket_id,
                .entry = entry.id,
                .author_id = message.author,
                .wakes = message.wakes,
                .first = message.first,
                .letter_id = message.letter_id,
                .mailbox_id = message.mailbox_id,
            }
        );
    for (const auto& judgement : message.judgements) {
        add_judgement(tx, actor, entry, judgement, now);
    }
}

/// What it does to its ticket besides standing there.
tickets::EntryMade
made_by(const Entry& entry, const Ticket& ticket, const IncomingMessage& message) {
    tickets::EntryMade made{
        .at = entry.at, .entry = entry.id, .then = state_after_message(ticket, message)
    };
    if (message.internal) return made;
    if (message.wakes) made.public_from = Side::customer;
    made.shown = true;
    made.excerpt = excerpt_of(message.reply_text.value_or(message.body_text));
    return made;
}

} // namespace

Result<EntryId> receive_message(
    db::Transaction& tx,
    const Actor& actor,
    tickets::Ticket& ticket,
    const IncomingMessage& message,
    Instant now
) {
    TRY(require_open_for(ticket, message));
    auto entry = entry_of(ticket, message, now);
    entry.id = store::insert(tx, entry);
    const attachments::Use use{
        .ticket = ticket.id, .entry = entry.id, .internal = message.internal
    };
    attachments::attach(tx, message.files, use, now);
    TRY(attachments::use_uploads(tx, actor, message.uploads, use));
    if (!message.internal) admit(tx, ticket.id, message);
    tell(tx, actor, entry, message, now);
    const auto slept_at = ticket.version;
    TRY(tickets::add_entry(tx, actor, ticket, made_by(entry, ticket, message)));
    HEED_FAULT("entry_told");
    if (ticket.version != slept_at) store::set_woke(tx, entry.id, ticket.version);
    return entry.id;
}

Result<Done>
write_reply(db::Transaction& tx, const Actor& actor, TicketId id, const Reply& reply, Instant now) {
    auto ticket = TRY(changeable(tx, actor, id));
    TRY(require_nothing_newer(tx, actor, id, reply.based_on));
    const auto then = state_after_reply(ticket, reply.then);
    TRY(require_answerable(ticket, then));
    const bool held = reply.release_at && *reply.release_at > now;
    auto entry = written_by(actor, ticket, EntryKind::message_out, now);
    if (!entry.mailbox_id) entry.mailbox_id = store::mailbox_written_to(tx, id);
    take_body(entry, reply.body);
    TRY(take_recipients(tx, ticket, reply, entry));
    entry.release_at = held ? reply.release_at : std::optional(now);
    if (!held) entry.released_at = now;
    const bool by_mail = entry.to_addresses.text != "[]" || entry.cc_addresses.text != "[]";
    entry.channel = by_mail ? tickets::Channel::mail : tickets::Channel::portal;
    if (by_mail) entry.delivery = held ? Delivery::held : Delivery::queued;
    TRY(save(tx, actor, entry, reply.uploads));
    HEED_FAULT("reply_saved");
    journal::append(
        tx, actor, now, MessageHeld{.ticket = id, .entry = entry.id, .release_at = entry.release_at}
    );
    if (held)
        store::set_held(tx, entry.id, {.then_state = reply.then, .held_version = ticket.version});
    const auto made = held ? tickets::EntryMade{.at = now, .entry = entry.id}
                           : leave(tx, actor, entry, then, now);
    TRY(tickets::add_entry(tx, actor, ticket, made));
    return Done{.id = id.value, .item = entry.id.value};
}

Result<Done>
write_note(db::Transaction& tx, const Actor& actor, TicketId id, const Note& note, Instant now) {
    auto ticket = TRY(changeable(tx, actor, id));
    auto entry = written_by(actor, ticket, EntryKind::note, now);
    take_body(entry, note.body);
    TRY(save(tx, actor, entry, note.uploads));
    HEED_FAULT("note_saved");
    journal::append(tx, actor, now, NoteAdded{.ticket = id, .entry = entry.id});
    TRY(tickets::add_entry(tx, actor, ticket, {.at = now, .entry = entry.id}));
    return Done{.id = id.value, .item = entry.id.value};
}

Result<Done>
log_call(db::Transaction& tx, const Actor& actor, TicketId id, const Call& call, Instant now) {
    auto ticket = TRY(changeable(tx, actor, id));
    TRY(tickets::require_not_closed(ticket));
    auto entry = written_by(actor, ticket, EntryKind::call, now);
    entry.call_direction = call.direction;
    entry.channel = tickets::Channel::phone;
    take_body(entry, call.body);
    TRY(save(tx, actor, entry, call.uploads));
    journal::append(
        tx, actor, now, CallLogged{.ticket = id, .entry = entry.id, .direction = call.direction}
    );
    TRY(tickets::add_entry(
        tx,
        actor,
        ticket,
        {.at = now,
         .entry = entry.id,
         .public_from = entry.side(),
         .excerpt = call.body.excerpt,
         .then = state_after_call(ticket, call.direction)}
    ));
    return Done{.id = id.value, .item = entry.id.value};
}

} // namespace heed::conversations
