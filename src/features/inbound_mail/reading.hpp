// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/attachments/attachments.hpp"
#include "features/inbound_mail/letter.hpp"
#include "features/mailboxes/mailboxes.hpp"
#include "platform/mail/automatic.hpp"
#include "platform/mail/letter.hpp"
#include "platform/sandbox/task.hpp"

namespace heed::inbound_mail {

/// A letter read and judged, before anything is decided: values only, no database.
struct JudgedLetter {
    mail::Letter letter;
    std::string digest;
    mail::MailAddress sender;   // who answers for it: decides whether it may join a request
    mail::MailAddress customer; // whose request it is when it opens one: answers go there
    // Whom it asks to be the customer, who is not: it may prove to them who reads it.
    std::optional<std::string> not_for = {};
    mail::Automatic automatic;
    mail::Permitted acknowledge;
    std::optional<mail::Bounce> bounce;
    std::string text;                       // of the whole body
    std::optional<std::string> html = {};   // sanitised
    std::optional<std::string> reply = {};  // the new part, when it is not all
    std::optional<std::string> thanks = {}; // why it is no more than that
    // Why it may prove to another service who reads it; nothing of an answer to a letter of ours.
    std::optional<std::string> verification = {};
    std::optional<TicketId> names_request = {}; // by a number in its subject
    // Of who wrote it, empty when not sure; what is quoted says nothing.
    std::string language = {};
};
HEED_FIELDS(
    JudgedLetter,
    letter,
    digest,
    sender,
    customer,
    not_for,
    automatic,
    acknowledge,
    bounce,
    text,
    html,
    reply,
    thanks,
    verification,
    names_request,
    language
)

/// The same with its attachments made durable.
struct ReadLetter : JudgedLetter {
    std::vector<attachments::NewAttachment> files = {};
};

/// What it takes to read and judge one.
struct LetterToRead {
    std::string_view bytes;
    mail::LetterLimits limits = {};
    mail::DeskIdentity desk;
};
HEED_FIELDS(LetterToRead, bytes, limits, desk)

/// Of a subject no more is kept, shown or searched, however long it came: characters.
inline constexpr std::size_t subject_length_max = 300;

/// The one person whose requests are of who wrote without an address. It is nobody's word: a
/// letter that names it has no sender.
inline constexpr std::string_view nobodys_address = "unknown@sender.invalid";
inline constexpr std::string_view nobodys_name = "Unknown sender";

/// `[#10482]`, with or without a word before the sign, in the first 300 characters of a subject.
std::optional<TicketId> request_named_in(std::string_view subject);

/// Everybody it came to by name, the first 200 of them: each costs questions to the database.
std::vector<std::string> recipients_of(const mail::Letter& letter);

/// Refuses `empty_letter`, and `work_lost` for what the sandbox did not survive. Attachments are
/// made durable on the way.
Result<ReadLetter>
read_letter(sandbox::Sandbox& sandbox, const LetterToRead& letter, files::BlobFiles& files);

/// Refuses `empty_letter`.
Result<JudgedLetter> judge_letter(const LetterToRead& source);

/// All headers of a letter. Refuses `empty_letter`.
struct Headers {
    std::vector<mail::Header> items;
};
HEED_FIELDS(Headers, items)

Result<Headers> headers_of(sandbox::Sandbox& sandbox, std::string_view bytes);

} // namespace heed::inbound_mail
