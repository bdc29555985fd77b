// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/outbound_mail/settling.hpp"

#include "features/conversations/conversations.hpp"
#include "features/mailboxes/mailboxes.hpp"
#include "features/outbound_mail/store.hpp"
#include "features/outbound_mail/undelivered.hpp"
#include "features/people/people.hpp"
#include "platform/tz/tz.hpp"

#include <algorithm>

namespace heed::outbound_mail {

namespace {

using Kind = smtp::SendOutcome::Kind;
using conversations::Delivery;

Actor ourselves() {
    return Actor::system("outbound_mail");
}

std::string clock_time(Instant at, const std::string& zone) {
    return tz::time_text(at, tz::find_zone(zone).value_or(tz::Zone::utc()));
}

/// The end of a sentence about what a server did. Without a code the words are ours, not its.
std::string quoted_word(const smtp::ServerWord& word) {
    if (word.code == 0 && word.text.empty()) return "; it gave no reason.";
    auto said = std::string(". ");
    if (word.code != 0) {
        said = "; it said: " + std::to_string(word.code) + " ";
        if (!word.enhanced_status.empty()) said += word.enhanced_status + " ";
    }
    said += word.text;
    return said.ends_with('.') ? said : said + ".";
}

std::string names_of(const std::vector<smtp::RefusedRecipient>& recipients) {
    std::string names;
    for (const auto& recipient : recipients)
        names += (names.empty() ? "" : ", ") + recipient.address;
    return names;
}

bool is_lost(const smtp::RefusedRecipient& recipient) {
    return recipient.word.is_permanent();
}

/// Why not is a sentence of ours: no server has spoken yet.
std::string unreachable(const Attempt& attempt) {
    const auto& why = attempt.outcome.word.text;
    return attempt.server + " could not be reached." + (why.empty() ? "" : " " + why);
}

/// What happened, without what follows from it.
std::string what_happened(const Attempt& attempt) {
    const auto& server = attempt.server;
    switch (attempt.outcome.kind) {
        case Kind::accepted: return "";
        case Kind::refused_permanently:
            return server + " refused this letter" + quoted_word(attempt.outcome.word);
        case Kind::try_later:
            return server + " could not take this letter" + quoted_word(attempt.outcome.word);
        case Kind::unknown_after_data:
            return server + " broke off before it said whether it has this letter.";
        case Kind::cannot_connect: return unreachable(attempt);
        case Kind::tls_failed: return "No safe connection to " + server + " was possible.";
        case Kind::auth_failed: return server + " did not accept user and password.";
    }
    return "";
}

bool is_trouble_of_server(Kind kind) {
    return kind == Kind::cannot_connect || kind == Kind::tls_failed || kind == Kind::auth_failed;
}

LetterRow
again(const LetterRow& letter, const std::string& words, const Attempt& attempt, Instant now) {
    if (now - letter.created_at >= given_up_after)
        return given_up(letter, words + " After five days it was given up.");
    auto row = letter;
    row.state = LetterState::queued;
    row.due_at = now + wait_after(letter.attempts);
    row.words = words + " It will be tried again at " + clock_time(*row.due_at, attempt.zone) + ".";
    return row;
}

std::string joined(const std::vector<std::string>& addresses) {
    std::string names;
    for (const auto& address : addresses) names += (names.empty() ? "" : ", ") + address;
    return names;
}

/// Whom the letter was not even offered for: no server was asked.
std::string left_out(const ReadyLetter& ready) {
    std::string words;
    if (!ready.unsendable.empty())
        words += " Not sent to " + joined(ready.unsendable) + ": mail servers do not take " +
                 (ready.unsendable.size() == 1 ? "this address as it is written."
                                               : "these addresses as they are written.");
    if (!ready.returning.empty())
        words += " Not sent to " + joined(ready.returning) + ": letters to " +
                 (ready.returning.size() == 1 ? "this address" : "these addresses") + " come back.";
    return words;
}

Settled accepted(const LetterRow& letter, const Attempt& attempt, Instant now) {
    Settled result{.letter = letter};
    std::vector<smtp::RefusedRecipient> later;
    std::ranges::copy_if(attempt.outcome.refused, std::back_inserter(result.lost), is_lost);
    std::ranges::remove_copy_if(attempt.outcome.refused, std::back_inserter(later), is_lost);
    auto words = "Handed to " + attempt.server + " at " + clock_time(now, attempt.zone) + ".";
    if (!result.lost.empty()) words += " Not taken for " + names_of(result.lost) + ".";
    words += left_out(attempt.ready);
    // Told with the first part of the letter that was taken.
    result.somebody_left_out = !left_out(attempt.ready).empty() && letter.remaining.text == "[]";
    if (!later.empty()) {
        std::vector<std::string> remaining;
        remaining.reserve(later.size());
        for (const auto& recipient : later) remaining.push_back(recipient.address);
        result.letter.remaining = {to_json(remaining)};
        result.letter = again(
            result.letter, words + " Not yet taken for " + names_of(later) + ".", attempt, now
        );
        return result;
    }
    result.letter.state = LetterState::sent;
    result.letter.due_at.reset();
    result.letter.words = std::move(words);
    return result;
}

Delivery delivery_of(LetterState state) {
    switch (state) {
        case LetterState::queued: return Delivery::queued;
        case LetterState::sending: return Delivery::sending;
        case LetterState::sent: return Delivery::sent;
        case LetterState::failed: return Delivery::failed;
    }
    return Delivery::queued;
}

/// An address that the server says does not exist; other refusals may be about the letter.
bool is_unknown_address(const smtp::RefusedRecipient& recipient) {
    return recipient.word.enhanced_status.starts_with("5.1.");
}

Result<> tell_entry(db::Transaction& tx, const Settled& settled, Instant now) {
    const auto& letter = settled.letter;
    if (letter.kind != LetterKind::answer) return {};
    TRY(conversations::record_delivery(
        tx,
        ourselves(),
        *letter.entry_id,
        {.delivery = delivery_of(letter.state),
         .text = letter.words,
         .attempts = letter.attempts,
         .message_id = letter.message_id},
        now
    ));
    const auto entry = conversations::find_entry(tx, *letter.entry_id);
    const bool failed = letter.state == LetterState::failed;
    const bool not_all = !settled.lost.empty() || settled.somebody_left_out;
    if (!entry || (!failed && !not_all)) return {};
    const auto who = failed ? "The customer did not get this: " : "Not everybody got this: ";
    conversations::add_judgement(
        tx,
        ourselves(),
        *entry,
        {.kind = conversations::JudgementKind::bounce,
         .reason = who + letter.words,
         // Then the request has come back, and may be sent to rest again.
         .reversible = failed && !is_for_demos(tx, *entry)},
        now
    );
    return {};
}

} // namespace

LetterRow given_up(const LetterRow& letter, std::string words) {
    auto row = letter;
    row.state = LetterState::failed;
    row.due_at.reset();
    row.words = std::move(words);
    return row;
}

Settled settled(const LetterRow& letter, const Attempt& attempt, Instant now) {
    auto tried = letter;
    tried.message_id = attempt.ready.message_id;
    tried.address = attempt.ready.address;
    const auto kind = attempt.outcome.kind;
    if (kind == Kind::accepted) return accepted(tried, attempt, now);
    const auto words = what_happened(attempt);
    if (kind == Kind::refused_permanently) {
        Settled result{.letter = given_up(tried, words)};
        std::ranges::copy_if(attempt.outcome.refused, std::back_inserter(result.lost), is_lost);
        return result;
    }
    return {
        .letter = again(tried, words, attempt, now),
        .lost = {},
        .server_in_trouble = is_trouble_of_server(kind),
        .trouble_code = std::string(name_of(kind)),
    };
}

Settled not_ready(const LetterRow& letter, const Error& why, Instant now) {
    if (why.kind != Refusal::unavailable)
        return {.letter = given_up(letter, why.detail.empty() ? why.code : why.detail)};
    Settled result{.letter = letter};
    result.letter.due_at = now + wait_after(letter.attempts);
    return result;
}

Result<> store_settled(db::Transaction& tx, const Settled& settled, Instant now) {
    const auto& letter = settled.letter;
    store::save(tx, letter);
    TRY(tell_entry(tx, settled, now));
    for (const auto& recipient : settled.lost) {
        if (is_unknown_address(recipient))
            people::mark_undeliverable(tx, ourselves(), recipient.address, now);
    }
    if (!letter.mailbox_id) return {};
    const mailboxes::MailboxId mailbox{*letter.mailbox_id};
    if (settled.server_in_trouble)
        mailboxes::note_send(
            tx, mailbox, {.code = settled.trouble_code, .text = letter.words}, now
        );
    if (letter.state == LetterState::sent) mailboxes::note_send(tx, mailbox, {}, now);
    return {};
}

} // namespace heed::outbound_mail
