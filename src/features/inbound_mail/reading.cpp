// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/reading.hpp"

#include "kernel/text.hpp"
#include "platform/mail/addresses.hpp"
#include "platform/mail/calendar.hpp"
#include "platform/mail/html.hpp"
#include "platform/mail/reply_text.hpp"
#include "platform/mail/thanks.hpp"

namespace heed::inbound_mail {

namespace {

/// From, Reply-To, envelope sender, Sender: the first that can be written to.
mail::MailAddress sender_of(const mail::Letter& letter) {
    std::vector<mail::MailAddress> candidates = letter.from;
    candidates.insert(candidates.end(), letter.reply_to.begin(), letter.reply_to.end());
    if (letter.return_path) candidates.push_back({"", *letter.return_path});
    if (letter.sender) candidates.push_back(*letter.sender);
    for (auto& candidate : candidates) {
        if (!mail::is_mail_address(candidate.address)) continue;
        candidate.address = mail::normalised_address(candidate.address);
        return candidate;
    }
    return {};
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
    ReadLetter read{
        .letter = {},
        .digest = mail::letter_digest(letter),
        .sender = sender_of(letter),
        .automatic = mail::judge_automatic(letter, desk),
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
