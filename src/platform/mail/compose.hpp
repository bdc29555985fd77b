// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/instant.hpp"
#include "kernel/result.hpp"
#include "platform/mail/letter.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heed::mail {

enum class AutoSubmitted { no, auto_replied, auto_generated };

struct OutgoingAttachment {
    std::string filename;
    std::string content_type = "application/octet-stream";
    std::string content_id = {}; // set: shown inside the HTML by `cid:`
    std::string content;
};

struct OutgoingLetter {
    MailAddress from;
    std::optional<MailAddress> sender = {};
    std::vector<MailAddress> to;
    std::vector<MailAddress> cc = {};
    std::vector<MailAddress> reply_to = {};
    std::string subject;
    std::string message_id; // Message-IDs without angle brackets, as in `Letter`
    // Others' ids that no header can carry are left out of these two.
    std::string in_reply_to = {};
    std::vector<std::string> references = {}; // oldest first; long lists lose their middle
    Instant date;
    std::string text;
    std::string html = {}; // empty: plain text only
    std::vector<OutgoingAttachment> attachments = {};

    // Automatic letters also ask not to be answered (Precedence, X-Auto-Response-Suppress).
    AutoSubmitted auto_submitted = AutoSubmitted::no;
    std::string desk_id = {}; // written as X-Heed-Loop
    std::vector<Header> extra_headers = {};
};

/// An address as SMTP names it: an international domain in its ASCII form, as `compose` writes it.
std::string envelope_address(std::string_view address);

/// True for a mail address that every SMTP server can be given: outside ASCII only its domain, for
/// which there is another form.
bool is_sendable(std::string_view address);

/// The letter as bytes for SMTP: CRLF lines of at most 998 bytes, 7-bit clean, same input same
/// bytes. Refuses `invalid_header` when any header value has CR, LF or NUL or an address is none,
/// `no_recipient` without To and Cc.
Result<std::string> compose(const OutgoingLetter& letter);

} // namespace heed::mail
