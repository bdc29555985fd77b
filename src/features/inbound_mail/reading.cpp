// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/reading.hpp"

#include "features/inbound_mail/inbound_mail.hpp"
#include "kernel/text.hpp"
#include "platform/mail/calendar.hpp"
#include "platform/mail/html.hpp"
#include "platform/mail/reply_text.hpp"
#include "platform/mail/sender.hpp"
#include "platform/mail/thanks.hpp"
#include "platform/mail/verification.hpp"

#include <algorithm>
#include <charconv>
#include <ranges>

namespace heed::inbound_mail {

namespace {

/// Whom the desk talks to about it. An answer of a machine may name somebody who never wrote.
mail::MailAddress customer_of(
    const mail::Letter& letter, const mail::Automatic& automatic, const mail::DeskIdentity& desk
) {
    using enum mail::AutomaticKind;
    const bool by_machine = automatic.kind != not_automatic && automatic.kind != bulk;
    return mail::answer_address(letter, by_machine, desk);
}

/// The stand-in of who has no address can be written by anybody, and is nobody.
void forget_nobody(JudgedLetter& read) {
    for (auto* person : {&read.sender, &read.customer}) {
        if (person->address != nobodys_address) continue;
        person->address.clear();
        read.acknowledge = {.allowed = false, .reason = "The letter has no usable sender."};
    }
}

/// A code is the business of who sent it, whomever the letter names.
void keep_from_others(JudgedLetter& read, const mail::DeskIdentity& desk) {
    if (read.customer.address == read.sender.address || read.sender.address.empty()) return;
    if (!mail::proves_to_whom_it_names(read.letter, desk)) return;
    read.not_for = std::move(read.customer.address);
    read.customer = read.sender;
}

std::vector<attachments::NewAttachment>
files_of(const mail::Letter& letter, files::BlobFiles& files) {
    std::vector<attachments::NewAttachment> result;
    result.reserve(letter.attachments.size());
    for (const auto& part : letter.attachments) {
        result.push_back(
            {.blob = attachments::make_ready(files, part.content),
             .filename = part.filename,
             .content_type = part.content_type,
             .content_id = part.content_id.empty() ? std::nullopt : std::optional(part.content_id),
             .inline_ = part.is_inline}
        );
    }
    return result;
}

/// "Ticket #10482" between its brackets.
std::optional<TicketId> number_behind_sign(std::string_view words) {
    const auto sign = words.find('#');
    if (sign == std::string_view::npos) return std::nullopt;
    const auto digits = words.substr(sign + 1);
    std::int64_t number = 0;
    const auto [end, problem] =
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (problem != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return TicketId{number};
}

Result<Headers> listed_headers(const sandbox::Bytes& source) {
    auto letter = TRY(mail::parse_letter(source.bytes));
    return Headers{.items = std::move(letter.headers)};
}

struct ReturnPath {
    std::optional<std::string> address;
};
HEED_FIELDS(ReturnPath, address)

Result<ReturnPath> found_return_path(const sandbox::Bytes& source) {
    auto letter = TRY(mail::parse_letter(source.bytes));
    return ReturnPath{.address = std::move(letter.return_path)};
}

constexpr sandbox::Task<JudgedLetter, LetterToRead> judging{
    .name = "judge_letter", .work = judge_letter
};
constexpr sandbox::Task<Headers, sandbox::Bytes> listing_headers{
    .name = "list_headers", .work = listed_headers
};

constexpr sandbox::Task<ReturnPath, sandbox::Bytes> finding_return_path{
    .name = "find_return_path", .work = found_return_path
};

} // namespace

std::optional<TicketId> request_named_in(std::string_view subject) {
    auto rest = code_point_prefix(subject, subject_length_max);
    for (auto close = rest.find(']'); close != std::string_view::npos; close = rest.find(']')) {
        // Each character is looked at once: what is bracketed begins at the last bracket before.
        const auto open = rest.substr(0, close).rfind('[');
        if (open != std::string_view::npos)
            if (const auto found = number_behind_sign(rest.substr(open + 1, close - open - 1)))
                return found;
        rest.remove_prefix(close + 1);
    }
    return std::nullopt;
}

std::vector<std::string> recipients_of(const mail::Letter& letter) {
    constexpr std::size_t looked_at = 200;
    std::vector<std::string> recipients(
        letter.delivered_to.begin(),
        letter.delivered_to.begin() +
            static_cast<std::ptrdiff_t>(std::min(looked_at, letter.delivered_to.size()))
    );
    for (const auto* list : {&letter.to, &letter.cc}) {
        for (const auto& address : *list | std::views::take(looked_at - recipients.size()))
            recipients.push_back(address.address);
    }
    return recipients;
}

Result<JudgedLetter> judge_letter(const LetterToRead& source) {
    auto letter = TRY(mail::parse_letter(source.bytes, source.limits));
    const auto& desk = source.desk;
    const auto automatic = mail::judge_automatic(letter, desk);
    JudgedLetter read{
        .letter = {},
        .digest = mail::letter_digest(letter),
        .sender = mail::sender_of(letter),
        .customer = customer_of(letter, automatic, desk),
        .automatic = automatic,
        .acknowledge = mail::may_acknowledge(letter, desk),
        .bounce = mail::find_bounce(letter),
        .text = letter.text,
    };
    forget_nobody(read);
    if (!letter.html.empty()) read.html = mail::sanitise(letter.html).html;
    auto reply = mail::reply_text(letter);
    read.thanks = mail::bare_thanks(letter);
    if (letter.in_reply_to.empty() && letter.references.empty())
        read.verification = mail::verification_reason(letter);
    const auto event = mail::find_event(letter);
    if (event && trimmed(read.text).empty())
        read.text = event->text + (event->details.empty() ? "" : "\n" + event->details);
    read.language = letter.language_is_guessed
                        ? mail::guessed_language(reply.quoted ? reply.text : letter.text)
                        : letter.language;
    if (reply.quoted) read.reply = std::move(reply.text);
    read.names_request = request_named_in(letter.subject);
    read.letter = std::move(letter);
    keep_from_others(read, desk);
    return read;
}

Result<ReadLetter>
read_letter(sandbox::Sandbox& sandbox, const LetterToRead& letter, files::BlobFiles& files) {
    auto judged = TRY(sandbox::run(sandbox, judging, letter));
    ReadLetter read{std::move(judged), {}};
    read.files = files_of(read.letter, files);
    return read;
}

Result<Headers> headers_of(sandbox::Sandbox& sandbox, std::string_view bytes) {
    return sandbox::run(sandbox, listing_headers, {.bytes = bytes});
}

std::optional<std::string> return_path_in(sandbox::Sandbox& sandbox, std::string_view head) {
    auto found = sandbox::run(sandbox, finding_return_path, {.bytes = head});
    return found ? std::move(found->address) : std::nullopt;
}

void read_once(std::string_view letter) {
    static_cast<void>(judge_letter({.bytes = letter, .desk = {}}));
}

std::vector<sandbox::OfferedTask> tasks() {
    return {
        sandbox::offered(judging),
        sandbox::offered(listing_headers),
        sandbox::offered(finding_return_path),
    };
}

} // namespace heed::inbound_mail
