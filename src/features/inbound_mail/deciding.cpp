// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/deciding.hpp"

#include "features/conversations/conversations.hpp"
#include "features/inbound_mail/age.hpp"
#include "features/inbound_mail/bouncing.hpp"
#include "features/inbound_mail/duplicates.hpp"
#include "features/inbound_mail/events.hpp"
#include "features/inbound_mail/store.hpp"
#include "features/inbound_mail/threading.hpp"
#include "features/people/people.hpp"
#include "kernel/text.hpp"
#include "platform/json/decode.hpp"
#include "platform/mail/addresses.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

namespace heed::inbound_mail {

namespace {

using conversations::JudgementKind;
using mail::AutomaticKind;
using tickets::Ticket;

constexpr std::size_t people_looked_at = 200; // of those a letter names: each is asked for

std::string sender_words(const ReadLetter& read) {
    const auto& sender = read.sender.address;
    const auto& customer = read.customer.address;
    if (customer.empty()) return "It names no sender that could be written to.";
    if (sender.empty()) return "Answers to it go to " + customer + ".";
    if (sender == customer) return "It is from " + sender + ".";
    return "It is from " + sender + ", which asks for answers to " + customer + ".";
}

/// One letter on its way through the decision.
class Deciding {
public:
    Deciding(db::Transaction& tx, LetterRow& row, const ReadLetter& read, Instant now)
        : tx_(tx), row_(row), read_(read), now_(now), actor_(Actor::system("inbound_mail")) {}

    Result<Ingested> run();

private:
    void step(std::string_view name, std::string text) {
        steps_.push_back({std::string(name), std::move(text)});
    }

    Ingested ended(LetterState state, std::string action);
    void fill_row();
    std::optional<Ingested> turned_away();
    Ingested came_before(const LetterRow& first);
    std::optional<Ingested> bounced();
    [[nodiscard]] bool is_automatic() const;
    void take_by_hand();
    std::optional<conversations::NewJudgement> why_it_sleeps(const Ticket& ticket);
    std::optional<conversations::NewJudgement> why_unproven(const Ticket& ticket, PersonId author);
    Result<Ingested> taken();
    Result<Ingested> joined(Ticket ticket, const Thread& thread);
    mail::MailAddress whose_request();
    void keep_apart(Thread& thread);
    void keep_quiet_when_old();
    void learn_language(PersonId author);
    Result<Ingested> opened(const Thread& thread, PersonId customer);
    Result<EntryId> receive(Ticket& ticket, const conversations::IncomingMessage& message);
    conversations::IncomingMessage message(PersonId author, const mail::MailAddress& from) const;
    bool is_somebody_else(const mail::MailAddress& address, const mail::MailAddress& from) const;
    std::string subject() const;

    db::Transaction& tx_;
    LetterRow& row_;
    const ReadLetter& read_;
    Instant now_;
    Actor actor_;
    std::vector<Decision> steps_;
};

std::string Deciding::subject() const {
    const auto clean = mail::clean_subject(read_.letter.subject);
    if (trimmed(clean).empty()) return "(no subject)";
    return std::string(code_point_prefix(trimmed(clean), subject_length_max));
}

void Deciding::fill_row() {
    describe(row_, read_);
    row_.may_acknowledge = read_.acknowledge.allowed;
    for (const auto& defect : read_.letter.defects) step("read", defect);
    if (!row_.mailbox_id) {
        for (const auto& recipient : recipients_of(read_.letter)) {
            const auto mailbox = mailboxes::mailbox_of_address(tx_, recipient);
            if (mailbox && !row_.mailbox_id) row_.mailbox_id = mailbox->value;
        }
    }
    step("sender", sender_words(read_));
}

Ingested Deciding::ended(LetterState state, std::string action) {
    row_.state = state;
    row_.decisions = {to_json(steps_)};
    store::save(tx_, row_);
    journal::append(
        tx_,
        actor_,
        now_,
        LetterDecided{
            .letter = row_.id, .state = state, .ticket = row_.ticket_id, .entry = row_.entry_id
        }
    );
    return {
        .action = std::move(action),
        .letter = row_.id,
        .number = row_.ticket_id,
        .entry_id = row_.entry_id
    };
}

/// Shown on the entry of the first one, once however often it comes.
Ingested Deciding::came_before(const LetterRow& first) {
    step(
        "duplicate",
        "The same letter came before, as letter " + std::to_string(first.id.value) + "."
    );
    row_.ticket_id = first.ticket_id;
    row_.entry_id = first.entry_id;
    if (first.entry_id) note_duplicate(tx_, actor_, row_, now_);
    return ended(LetterState::duplicate, "duplicate");
}

bool Deciding::is_automatic() const {
    return !row_.by_hand_at && read_.automatic.kind == AutomaticKind::auto_reply;
}

/// Somebody has read it and knows better: nothing is judged of it but whose request it is.
void Deciding::take_by_hand() {
    store::claim(tx_, row_);
    step("by_hand", "Somebody said that it is a request.");
}

/// Duplicates, our own automatic letters, blocked senders.
std::optional<Ingested> Deciding::turned_away() {
    if (const auto first = store::claim(tx_, row_)) return came_before(*first);
    if (read_.automatic.kind == AutomaticKind::own_loop) {
        step("automatic", read_.automatic.reason);
        return ended(LetterState::dropped, "dropped");
    }
    for (const auto& address : {read_.sender.address, read_.customer.address}) {
        const auto block = store::find_block(tx_, address);
        if (!block) continue;
        step("block", "Letters from " + block->pattern + " are blocked.");
        return ended(LetterState::blocked, "dropped");
    }
    return std::nullopt;
}

/// A letter of ours that came back: the agent is told on the message itself.
std::optional<Ingested> Deciding::bounced() {
    if (!read_.bounce) return std::nullopt;
    const auto& bounce = *read_.bounce;
    step(
        "bounce",
        bounce.complaint ? "A mail provider tells that a letter of ours was marked as spam."
                         : "It says that a letter of ours was not delivered: " + bounce.reason
    );
    if (const auto entry = hear_bounce(tx_, actor_, read_, now_)) {
        row_.ticket_id = entry->ticket_id;
        row_.entry_id = entry->id;
    } else {
        step("bounce", "It names no letter that this desk has sent.");
    }
    auto result = ended(LetterState::bounce, "bounce");
    result.status = bounce.status;
    result.hard = bounce.hard;
    result.reason = bounce.reason;
    result.recipient = bounce.recipient;
    return result;
}

bool Deciding::is_somebody_else(const mail::MailAddress& address, const mail::MailAddress& from)
    const {
    return mail::is_mail_address(address.address) &&
           !mailboxes::is_own_address(tx_, address.address) &&
           mail::normalised_address(address.address) != from.address &&
           mail::normalised_address(address.address) != nobodys_address;
}

conversations::IncomingMessage
Deciding::message(PersonId author, const mail::MailAddress& from) const {
    conversations::IncomingMessage message{
        .author = author,
        .from = from,
        .to = read_.letter.to,
        .cc = {},
        .subject = read_.letter.subject,
        .body_text = read_.text,
        .body_html = read_.html,
        .reply_text = read_.reply,
        .message_id =
            read_.letter.message_id.empty() ? std::nullopt : std::optional(read_.letter.message_id),
        .letter_id = row_.id.value,
        .original_sha256 = row_.sha256,
        .mailbox_id = row_.mailbox_id,
        .files = read_.files,
    };
    for (const auto& copied : read_.letter.cc | std::views::take(people_looked_at)) {
        if (is_somebody_else(copied, from)) message.cc.push_back(copied);
    }
    // Whom the customer wrote to besides us belongs to it like those who were copied.
    for (const auto& addressed : read_.letter.to | std::views::take(people_looked_at)) {
        if (is_somebody_else(addressed, from)) message.also_to.push_back(addressed);
    }
    if (!read_.letter.unreadable.empty())
        message.judgements.push_back({JudgementKind::unreadable, read_.letter.unreadable, false});
    return message;
}

Result<EntryId> Deciding::receive(Ticket& ticket, const conversations::IncomingMessage& message) {
    const auto entry = TRY(conversations::receive_message(tx_, actor_, ticket, message, now_));
    row_.ticket_id = ticket.id;
    row_.entry_id = entry;
    // Whoever writes from an address can be written to there, whatever came back before.
    people::mark_deliverable(tx_, actor_, read_.sender.address, now_);
    return entry;
}

/// What joins a request without waking anybody: automatic letters, and thanks for what is solved.
std::optional<conversations::NewJudgement> Deciding::why_it_sleeps(const Ticket& ticket) {
    if (is_automatic())
        return conversations::NewJudgement{
            .kind = JudgementKind::auto_reply, .reason = read_.automatic.reason
        };
    const bool solved =
        ticket.state == tickets::State::resolved || ticket.state == tickets::State::closed;
    if (read_.thanks && solved && !row_.by_hand_at)
        return conversations::NewJudgement{.kind = JudgementKind::thanks, .reason = *read_.thanks};
    return std::nullopt;
}

/// Who has a letter of the request and knows an agent's address can write such a From line: what
/// comes so is no agent's word. As the request's own customer an agent is believed like any other.
std::optional<conversations::NewJudgement>
Deciding::why_unproven(const Ticket& ticket, PersonId author) {
    if (author == ticket.customer_id) return std::nullopt;
    const auto person = people::find_person(tx_, author);
    if (!person || person->kind != people::PersonKind::agent) return std::nullopt;
    return conversations::NewJudgement{
        .kind = JudgementKind::unproven,
        .reason = "It was written from the address of " + person->name +
                  ", but nothing proves that " + person->name +
                  " wrote it. So it is a note, and nobody was sent it. To answer the customer, "
                  "write here."
    };
}

/// What a machine sends says nothing of the person it names.
void Deciding::learn_language(PersonId author) {
    if (read_.automatic.kind != AutomaticKind::not_automatic) return;
    const auto from = read_.letter.language_is_guessed ? people::LearnedFrom::letter_words
                                                       : people::LearnedFrom::letter_header;
    people::learn_language(
        tx_, actor_, {.person = author, .language = read_.language, .from = from}, now_
    );
}

Result<Ingested> Deciding::joined(Ticket ticket, const Thread& thread) {
    const auto author = TRY(people::find_or_create_customer(
        tx_, actor_, {.address = read_.sender.address, .name = read_.sender.name}, now_
    ));
    auto incoming = message(author, read_.sender);
    auto how = thread.how;
    const bool copied = !incoming.cc.empty() || !incoming.also_to.empty();
    if (thread.by_number && copied) {
        incoming.enlists = false;
        how += " Anybody can write that, so whom it was copied to is not copied on answers unless "
               "you add them.";
    }
    incoming.judgements.push_back({JudgementKind::joined, how, true});
    if (const auto unproven = why_unproven(ticket, author)) {
        incoming.internal = true;
        incoming.judgements.push_back(*unproven);
        step(name_of(unproven->kind), unproven->reason);
    } else {
        learn_language(author);
    }
    if (const auto judgement = why_it_sleeps(ticket)) {
        incoming.wakes = false;
        incoming.judgements.push_back(*judgement);
        step(name_of(judgement->kind), judgement->reason);
    }
    TRY(receive(ticket, incoming));
    return ended(LetterState::taken, is_automatic() ? "auto_reply" : "followup");
}

/// Whose letter lay in a mailbox for weeks does not want to hear now that it has arrived.
void Deciding::keep_quiet_when_old() {
    const auto why = too_old_to_acknowledge(row_, read_.letter.date, now_);
    if (!row_.may_acknowledge || !why) return;
    row_.may_acknowledge = false;
    step("acknowledge", *why);
}

Result<Ingested> Deciding::opened(const Thread& thread, PersonId customer) {
    const auto mailbox = row_.mailbox_id
                             ? mailboxes::find_mailbox(tx_, mailboxes::MailboxId{*row_.mailbox_id})
                             : std::nullopt;
    const bool follow_up = thread.joins.has_value();
    auto ticket = TRY(tickets::open_ticket(
        tx_,
        actor_,
        {.subject = subject(),
         .customer = customer,
         .team = mailbox ? mailbox->team_id : std::nullopt,
         .channel = tickets::Channel::mail,
         .mailbox = row_.mailbox_id,
         .follow_up_of = thread.joins},
        now_
    ));
    auto incoming = message(customer, read_.customer);
    incoming.first = true;
    if (follow_up) {
        const std::string closed =
            "The request it belongs to is closed, so a linked one was opened.";
        step("ticket", closed);
        const auto how = thread.joins ? from_elsewhere(thread.how, *thread.joins) : thread.how;
        incoming.judgements.push_back({JudgementKind::related, how + " " + closed, true});
    }
    if (thread.related) {
        incoming.judgements.push_back({JudgementKind::related, thread.how, true});
        TRY(tickets::link_tickets(
            tx_,
            actor_,
            ticket.id,
            {.kind = tickets::LinkKind::related,
             .number = *thread.related,
             .origin = tickets::LinkOrigin::judgement},
            now_
        ));
    }
    TRY(receive(ticket, incoming));
    step("ticket", "A new request was opened.");
    keep_quiet_when_old();
    return ended(LetterState::taken, "created");
}

/// The desk is nobody's customer: what comes from an address of ours, as of an agent who wrote
/// past the desk, is the request of who else it is to.
mail::MailAddress Deciding::whose_request() {
    // What the letter calls its writer stands on its entry; the person is shared by all of them.
    mail::MailAddress unknown{
        .name = std::string(nobodys_name), .address = std::string(nobodys_address)
    };
    const auto& named = read_.customer;
    if (named.address.empty()) return unknown;
    if (!mailboxes::is_own_address(tx_, named.address)) return named;
    for (const auto* recipients : {&read_.letter.to, &read_.letter.cc}) {
        const auto found = std::ranges::find_if(*recipients, [&](const mail::MailAddress& address) {
            return is_somebody_else(address, named);
        });
        if (found == recipients->end()) continue;
        const auto address = mail::normalised_address(found->address);
        step("customer", "It is from an address of ours, so it is the request of " + address + ".");
        return {.name = found->name, .address = address};
    }
    step(
        "customer", "It is from an address of ours and to nobody else, so nobody is its customer."
    );
    return unknown;
}

/// Whoever knows the reply address of a request, and copies a service on it, could have that
/// service prove there who reads the desk's letters. So what proves something joins no request but
/// its own sender's, where nobody else's customer reads it.
void Deciding::keep_apart(Thread& thread) {
    if (!thread.joins || !read_.verification || row_.by_hand_at) return;
    const auto ticket = tickets::get_ticket(tx_, actor_, *thread.joins);
    if (ticket && people::find_by_address(tx_, read_.sender.address) == ticket->customer_id) return;
    thread.how = from_elsewhere(thread.how, *thread.joins) + " " + *read_.verification +
                 " So it is kept apart, and no customer of that request reads it.";
    thread.related = std::exchange(thread.joins, std::nullopt);
}

Result<Ingested> Deciding::taken() {
    auto thread = find_thread(tx_, read_, mailboxes::desk_key(tx_).signing_key);
    keep_apart(thread);
    if (!thread.how.empty()) step("thread", thread.how);
    if (thread.joins) {
        auto ticket = TRY(tickets::get_ticket_for_update(tx_, actor_, *thread.joins));
        if (ticket.state != tickets::State::closed || why_it_sleeps(ticket))
            return joined(std::move(ticket), thread);
    }
    if (is_automatic()) {
        step("automatic", read_.automatic.reason + " It belongs to no request of ours.");
        return ended(LetterState::auto_reply, "auto_reply");
    }
    if (read_.not_for)
        step(
            "customer",
            "It asks for answers to " + *read_.not_for +
                ", but looks like a letter by which another service finds out who reads it. So the "
                "request is its sender's, and nobody else reads it."
        );
    const auto [name, address] = whose_request();
    const auto customer =
        TRY(people::find_or_create_customer(tx_, actor_, {.address = address, .name = name}, now_));
    if (read_.sender.address == address) learn_language(customer);
    return opened(thread, customer);
}

Result<Ingested> Deciding::run() {
    fill_row();
    if (row_.by_hand_at) {
        take_by_hand();
        return taken();
    }
    if (auto away = turned_away()) return std::move(*away);
    if (auto bounce = bounced()) return std::move(*bounce);
    return taken();
}

} // namespace

void describe(LetterRow& row, const ReadLetter& read) {
    row.message_id = read.letter.message_id;
    row.digest = read.digest;
    row.from_address = read.sender.address;
    row.from_name = read.sender.name;
    row.subject = std::string(code_point_prefix(read.letter.subject, subject_length_max));
}

Result<Ingested> decide(db::Transaction& tx, LetterRow& row, const ReadLetter& read, Instant now) {
    return Deciding(tx, row, read, now).run();
}

} // namespace heed::inbound_mail
