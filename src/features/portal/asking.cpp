// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/portal/asking.hpp"

#include "features/access/access.hpp"
#include "features/conversations/conversations.hpp"
#include "features/people/people.hpp"
#include "kernel/text.hpp"
#include "platform/mail/addresses.hpp"
#include "platform/mail/thanks.hpp"

namespace heed::portal {

namespace {

using tickets::Channel;
using tickets::State;

constexpr std::size_t text_max = 100'000;
constexpr std::size_t name_max = 200;
constexpr std::size_t files_max = 10;
constexpr std::uint64_t files_bytes_max = std::uint64_t{25} * 1024 * 1024;

// Each request sends a letter to an address that nobody has proved to be theirs.
constexpr access::AttemptRule address_rule = {
    .tries = 5, .window = std::chrono::hours{1}, .longest = std::chrono::hours{1}
};
constexpr access::AttemptRule network_rule = {
    .tries = 30, .window = std::chrono::hours{1}, .longest = std::chrono::hours{1}
};

void add_text_problems(FieldProblems& problems, const std::string& text, const Words& words) {
    if (text.empty()) problems.push_back({"text", std::string(words.need_text)});
    if (code_points(text) > text_max) problems.push_back({"text", std::string(words.long_text)});
}

void add_file_problems(FieldProblems& problems, const FilesSent& files, const Words& words) {
    if (files.count > files_max)
        problems.push_back({"files", std::string(words.many_files)});
    else if (files.bytes > files_bytes_max)
        problems.push_back({"files", std::string(words.big_files)});
    else if (files.count > 0 && !problems.empty())
        problems.push_back({"files", std::string(words.choose_again)});
}

void add_person_problems(FieldProblems& problems, const AskForm& form, const Words& words) {
    if (form.name.empty()) problems.push_back({"name", std::string(words.need_name)});
    if (code_points(form.name) > name_max)
        problems.push_back({"name", std::string(words.long_name)});
    if (!mail::is_mail_address(form.email) || mail::leads_nowhere(form.email))
        problems.push_back({"email", std::string(words.bad_email)});
    if (!form.trap.empty()) problems.push_back({"website", std::string(words.not_empty)});
}

Result<people::PersonBrief> author(db::Transaction& tx, PersonId id) {
    auto person = people::find_person(tx, id);
    if (!person) return refuse(Refusal::unauthenticated, "sign_in_needed");
    return *std::move(person);
}

/// Who is at the keyboard, as far as the desk goes.
Result<people::PersonBrief>
asker(db::Transaction& tx, const Actor& actor, const Ask& ask, Instant now) {
    if (actor.person.is_set()) return author(tx, actor.person);
    const auto address = mail::normalised_address(ask.address);
    TRY(access::take_attempt(tx, access::attempt_key("form_of", address), address_rule, now));
    TRY(access::take_attempt(tx, access::attempt_key("form_at", ask.network), network_rule, now));
    const people::Correspondent from{.address = ask.address, .name = ask.name};
    const auto id = TRY(people::find_or_create_customer(tx, actor, from, now));
    // The page that follows says that we write there: we try, whatever came back before.
    people::mark_deliverable(tx, actor, address, now);
    auto person = TRY(author(tx, id));
    person.email = address; // the answer goes where it was asked from
    return person;
}

conversations::IncomingMessage
message_of(const people::PersonBrief& author, const Said& said, Channel channel) {
    conversations::IncomingMessage message{
        .author = author.id,
        .from = {.name = author.name, .address = author.email.value_or("")},
        .channel = channel,
        .body_text = said.text,
    };
    message.files = said.files;
    return message;
}

/// Anybody can type an agent's address: what comes so is no agent's word, as with a letter.
void doubt_agent(
    conversations::IncomingMessage& message, const Actor& actor, const people::PersonBrief& author
) {
    if (actor.person.is_set() || author.kind != people::PersonKind::agent) return;
    message.internal = true;
    message.judgements.push_back(
        {.kind = conversations::JudgementKind::unproven,
         .reason = "It was asked without signing in, with the address of " + author.name +
                   ", and nothing proves that " + author.name + " wrote it. So it is a note."}
    );
}

} // namespace

FieldProblems problems_of(const AskForm& form, const FilesSent& files, const Look& look) {
    FieldProblems problems;
    const auto& words = look.words;
    if (form.subject.empty()) problems.push_back({"subject", std::string(words.need_subject)});
    if (code_points(form.subject) > tickets::Subject::length_max)
        problems.push_back({"subject", std::string(words.long_subject)});
    add_text_problems(problems, form.text, words);
    if (!look.is_signed_in()) add_person_problems(problems, form, words);
    add_file_problems(problems, files, words);
    return problems;
}

FieldProblems
problems_of_message(const std::string& text, const FilesSent& files, const Words& words) {
    FieldProblems problems;
    add_text_problems(problems, text, words);
    add_file_problems(problems, files, words);
    return problems;
}

Result<Done> ask_for_help(db::Transaction& tx, const Actor& actor, const Ask& ask, Instant now) {
    const auto person = TRY(asker(tx, actor, ask, now));
    people::learn_language(tx, actor, {.person = person.id, .language = ask.language}, now);
    const tickets::OpenTicket command{
        .kind = ask.kind,
        .subject = ask.subject,
        .customer = person.id,
        .channel = actor.person.is_set() ? Channel::portal : Channel::form,
    };
    auto ticket = TRY(tickets::open_ticket(tx, actor, command, now));
    auto message = message_of(person, ask.said, ticket.channel);
    message.subject = ask.subject;
    message.first = true;
    doubt_agent(message, actor, person);
    const auto entry = TRY(conversations::receive_message(tx, actor, ticket, message, now));
    return Done{.id = ticket.id.value, .item = entry.value};
}

Result<Done>
say(db::Transaction& tx, const Actor& actor, TicketId id, const Said& said, Instant now) {
    auto ticket = TRY(tickets::get_ticket_for_update(tx, actor, id));
    const auto person = TRY(author(tx, actor.person));
    auto message = message_of(person, said, Channel::portal);
    if (ticket.state == State::closed) {
        const tickets::OpenTicket follow_up{
            .kind = ticket.kind,
            .subject = ticket.subject,
            .customer = person.id,
            .team = ticket.team_id,
            .channel = Channel::portal,
            .mailbox = ticket.mailbox_id,
            .follow_up_of = ticket.id,
        };
        ticket = TRY(tickets::open_ticket(tx, actor, follow_up, now));
        message.subject = ticket.subject;
        message.first = true;
    }
    if (ticket.state == State::resolved && said.files.empty()) {
        if (const auto thanks = mail::bare_thanks(said.text, person.name)) {
            message.wakes = false;
            message.judgements.push_back({conversations::JudgementKind::thanks, *thanks, true});
        }
    }
    const auto entry = TRY(conversations::receive_message(tx, actor, ticket, message, now));
    return Done{.id = ticket.id.value, .item = entry.value};
}

} // namespace heed::portal
