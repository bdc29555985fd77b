// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/attachments/attachments.hpp"
#include "features/inbound_mail/letter.hpp"
#include "features/mailboxes/mailboxes.hpp"
#include "platform/mail/automatic.hpp"
#include "platform/mail/letter.hpp"

namespace heed::inbound_mail {

/// A letter read and judged, before anything is decided: values only, no database.
struct ReadLetter {
    mail::Letter letter;
    std::string digest;
    mail::MailAddress sender;   // who answers for it: decides whether it may join a request
    mail::MailAddress customer; // whose request it is when it opens one: answers go there
    mail::Automatic automatic;
    mail::Permitted acknowledge;
    std::optional<mail::Bounce> bounce;
    std::string text;                       // of the whole body
    std::optional<std::string> html = {};   // sanitised
    std::optional<std::string> reply = {};  // the new part, when it is not all
    std::optional<std::string> thanks = {}; // why it is no more than that
    std::vector<attachments::NewAttachment> files = {};
};

/// Refuses `empty_letter`. Attachments are made durable on the way.
Result<ReadLetter> read_letter(
    std::string_view bytes,
    const mail::LetterLimits& limits,
    const mail::DeskIdentity& desk,
    files::BlobFiles& files
);

} // namespace heed::inbound_mail
