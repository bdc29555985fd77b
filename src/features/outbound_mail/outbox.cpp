// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/outbound_mail/outbox.hpp"

#include "features/access/access.hpp"
#include "features/conversations/conversations.hpp"
#include "features/inbound_mail/inbound_mail.hpp"
#include "features/mailboxes/mailboxes.hpp"
#include "features/outbound_mail/store.hpp"
#include "features/people/people.hpp"
#include "features/settings/settings.hpp"
#include "features/tickets/tickets.hpp"
#include "kernel/fault.hpp"
#include "platform/mail/addresses.hpp"
#include "platform/mail/compose.hpp"

namespace heed::outbound_mail {

namespace {

using namespace std::chrono_literals;
using conversations::MessageReceived;
using conversations::MessageReleased;
using tickets::Channel;

Actor ourselves() {
    return Actor::system("outbox");
}

/// By which mailbox letters leave that belong to no ticket: the first that can send.
std::optional<std::int64_t> any_mailbox(db::Transaction& tx) {
    for (const auto& mailbox : mailboxes::all_mailboxes(tx)) {
        if (mailbox.active && mailbox.smtp_host) return mailbox.id.value;
    }
    return std::nullopt;
}

std::optional<std::int64_t>
mailbox_of(db::Transaction& tx, const tickets::Ticket& ticket, std::optional<std::int64_t> asked) {
    const auto found =
        mailboxes::mailbox_for(tx, asked ? asked : ticket.mailbox_id, ticket.team_id);
    return found ? std::optional(found->value) : std::nullopt;
}

LetterRow letter_for(const journal::Fact& fact, LetterKind kind) {
    return {.kind = kind, .cause = fact.position, .due_at = fact.at, .created_at = fact.at};
}

Result<> queue_answer(db::Transaction& tx, const journal::Fact& fact) {
    const auto released = fact.as<MessageReleased>();
    if (!released.by_mail) return {};
    const auto ticket = tickets::get_ticket(tx, ourselves(), released.ticket);
    if (!ticket) return {};
    auto letter = letter_for(fact, LetterKind::answer);
    letter.ticket_id = released.ticket;
    letter.entry_id = released.entry;
    letter.person_id = released.author_id;
    letter.mailbox_id = mailbox_of(tx, *ticket, released.mailbox_id);
    store::insert(tx, letter);
    HEED_FAULT("answer_queued");
    return {};
}

bool wants_acknowledgement(const tickets::Ticket& ticket) {
    const bool asked_in_writing = ticket.channel == Channel::mail ||
                                  ticket.channel == Channel::portal ||
                                  ticket.channel == Channel::form;
    return asked_in_writing && tickets::is_unresolved(ticket.state);
}

/// Where the acknowledgement of an entry goes: to who wrote it.
std::string address_of(db::Transaction& tx, const conversations::Entry& entry) {
    if (entry.from_address && !entry.from_address->empty())
        return mail::normalised_address(*entry.from_address);
    const auto author = entry.author_id ? people::find_person(tx, *entry.author_id) : std::nullopt;
    return author ? author->email.value_or("") : "";
}

/// Why nobody is told that what was received has come; empty when somebody is.
std::string why_not_queued(
    db::Transaction& tx, const MessageReceived& received, const std::string& address, Instant at
) {
    if (!settings::settings_of(tx).acknowledge)
        return "The desk's settings say that nothing is acknowledged.";
    const auto limit = acknowledgements_for(received.letter_id.has_value());
    return why_not_acknowledged(tx, address, at, {.per_address = limit});
}

Result<> queue_acknowledgement(db::Transaction& tx, const journal::Fact& fact) {
    const auto received = fact.as<MessageReceived>();
    const auto source = inbound_mail::LetterId{received.letter_id.value_or(0)};
    const bool by_letter = received.letter_id.has_value();
    if (!received.first) return {};
    if (by_letter && !inbound_mail::may_acknowledge(tx, source)) return {};
    const auto ticket = tickets::get_ticket(tx, ourselves(), received.ticket);
    const auto entry = conversations::find_entry(tx, received.entry);
    if (!ticket || !entry || !wants_acknowledgement(*ticket)) return {};
    const auto address = address_of(tx, *entry);
    if (const auto why = why_not_queued(tx, received, address, fact.at); !why.empty()) {
        if (by_letter) inbound_mail::note_unacknowledged(tx, source, why);
        return {};
    }
    auto letter = letter_for(fact, LetterKind::acknowledgement);
    letter.ticket_id = received.ticket;
    letter.entry_id = received.entry;
    letter.person_id = ticket->customer_id;
    letter.address = address;
    letter.mailbox_id = mailbox_of(tx, *ticket, received.mailbox_id);
    store::insert(tx, letter);
    HEED_FAULT("acknowledgement_queued");
    return {};
}

template <class Asked>
Result<> queue_link(db::Transaction& tx, const journal::Fact& fact, LetterKind kind) {
    const auto asked = fact.as<Asked>();
    auto letter = letter_for(fact, kind);
    letter.person_id = asked.person;
    letter.token_id = asked.token_id;
    letter.address = mail::normalised_address(asked.address);
    letter.mailbox_id = any_mailbox(tx);
    store::insert(tx, letter);
    return {};
}

/// To the owner of an account, at the address they sign in by.
Result<>
queue_notice(db::Transaction& tx, const journal::Fact& fact, PersonId owner, LetterKind kind) {
    const auto person = people::find_person(tx, owner);
    if (!person || !person->email) return {};
    auto letter = letter_for(fact, kind);
    letter.person_id = owner;
    letter.address = mail::normalised_address(*person->email);
    letter.mailbox_id = any_mailbox(tx);
    store::insert(tx, letter);
    return {};
}

Result<> hear_of_account(db::Transaction& tx, const journal::Fact& fact) {
    if (fact.is<access::PasswordChanged>()) {
        const auto changed = fact.as<access::PasswordChanged>();
        if (changed.how == "invitation") return {}; // the first one is no news
        return queue_notice(tx, fact, changed.person, LetterKind::password_changed);
    }
    if (fact.is<access::FactorAdded>()) {
        const auto owner = fact.as<access::FactorAdded>().person;
        return queue_notice(tx, fact, owner, LetterKind::factor_added);
    }
    if (fact.is<access::FactorRemoved>()) {
        const auto owner = fact.as<access::FactorRemoved>().person;
        return queue_notice(tx, fact, owner, LetterKind::factor_removed);
    }
    if (fact.is<access::FactorsReset>()) {
        const auto owner = fact.as<access::FactorsReset>().person;
        return queue_notice(tx, fact, owner, LetterKind::factors_reset);
    }
    if (fact.is<access::RecoveryCodeUsed>()) {
        const auto owner = fact.as<access::RecoveryCodeUsed>().person;
        return queue_notice(tx, fact, owner, LetterKind::recovery_code_used);
    }
    return {};
}

} // namespace

std::int64_t acknowledgements_for(bool by_letter) {
    return by_letter ? acknowledgements_per_writer : acknowledgements_per_asker;
}

bool is_braked(db::Transaction& tx, Instant now, std::int64_t already) {
    const auto in_all =
        store::sent_in(tx, LetterKind::acknowledgement, {.since = now - 1h, .until = now});
    return in_all - already >= acknowledgements_per_desk;
}

std::string why_not_acknowledged(
    db::Transaction& tx, const std::string& address, Instant at, const Counting& counting
) {
    if (!mail::is_sendable(address)) return "It names nobody who could be answered.";
    if (mailboxes::is_own_address(tx, address)) return "It is an address of ours.";
    if (people::is_undeliverable(tx, address)) return "Letters to this address come back.";
    const store::Span hour{.since = at - 1h, .until = at};
    const auto to_them =
        store::sent_to(tx, LetterKind::acknowledgement, mail::without_detail(address), hour);
    if (to_them - counting.already >= counting.per_address)
        return "This address was answered automatically within the last hour, which is as often "
               "as one address is.";
    if (is_braked(tx, at, counting.already))
        return "The desk has answered very often by itself within the last hour.";
    return "";
}

Result<> hear(db::Transaction& tx, const journal::Fact& fact) {
    if (fact.is<MessageReleased>()) return queue_answer(tx, fact);
    if (fact.is<MessageReceived>()) return queue_acknowledgement(tx, fact);
    if (fact.is<access::AgentInvited>())
        return queue_link<access::AgentInvited>(tx, fact, LetterKind::invitation);
    if (fact.is<access::PasswordResetAsked>())
        return queue_link<access::PasswordResetAsked>(tx, fact, LetterKind::password_reset);
    if (fact.is<access::SignInLinkAsked>())
        return queue_link<access::SignInLinkAsked>(tx, fact, LetterKind::sign_in_link);
    return hear_of_account(tx, fact);
}

} // namespace heed::outbound_mail
