// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/mail/letter.hpp"

#include <string>
#include <string_view>

namespace heed::mail {

/// What the words of a mail server come to.
struct ServerWords {
    std::string status = {}; // "5.1.1"; empty when they say nothing
    std::string line = {};   // the line that says it
};

/// The first enhanced status code in a text: "5.1.1", with a class of 4 or 5.
std::string status_in(std::string_view text);

/// An enhanced status code if one is written, else what the words for a full mailbox, a refusal or
/// an unknown person mean in many languages, else the class of a reply code alone ("552", "450").
/// What says nothing against the address is looked for before what does.
ServerWords read_server_words(std::string_view text);

/// What the mail server wrote itself: its text up to the copy of our letter.
std::string_view before_copy(std::string_view text);

/// The address that failed, if X-Failed-Recipients or the server's own words name exactly one
/// besides those who got and sent the report.
std::string failed_recipient(const Letter& letter);

} // namespace heed::mail
