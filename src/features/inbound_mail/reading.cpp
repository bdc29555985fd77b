// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/reading.hpp"

#include "kernel/text.hpp"
#include "platform/mail/calendar.hpp"
#include "platform/mail/html.hpp"
#include "platform/mail/reply_text.hpp"
#include "platform/mail/sender.hpp"
#include "platform/mail/thanks.hpp"

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

} // namespace

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
    if (!letter.html.empty()) read.html = mail::sanitise(letter.html).html;
    auto reply = mail::reply_text(letter);
    read.thanks = mail::bare_thanks(letter);
    const auto event = mail::find_event(letter);
    if (event && trimmed(read.text).empty()) read.text = event->text;
    if (reply.quoted) read.reply = std::move(reply.text);
    read.files = files_of(letter, files);
    read.letter = std::move(letter);
    return read;
}

} // namespace heed::inbound_mail
