// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/reading.hpp"

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
void forget_nobody(ReadLetter& read) {
    for (auto* person : {&read.sender, &read.customer}) {
        if (person->address != nobodys_address) continue;
        person->address.clear();
        read.acknowledge = {.allowed = false, .reason = "The letter has no usable sender."};
    }
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

Result<ReadLetter> read_letter(
    std::string_view bytes,
    const mail::LetterLimits& limits,
    const mail::DeskIdentity& desk,
    files::BlobFiles& files
) {
    auto letter = TRY(mail::parse_letter(bytes, limits));
    const auto automatic = mail::judge_automatic(letter, desk);
    ReadLetter read{
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
    if (event && trimmed(read.text).empty()) read.text = event->text;
    read.language = letter.language_is_guessed
                        ? mail::guessed_language(reply.quoted ? reply.text : letter.text)
                        : letter.language;
    if (reply.quoted) read.reply = std::move(reply.text);
    read.names_request = request_named_in(letter.subject);
    read.files = files_of(letter, files);
    read.letter = std::move(letter);
    return read;
}

} // namespace heed::inbound_mail
