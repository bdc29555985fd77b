// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/fields.hpp"
#include "kernel/instant.hpp"
#include "kernel/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heed::mail {

/// One mailbox of an address header. Either part may be empty; `address` is as written, without
/// angle brackets (see `normalised_address` for comparing).
struct MailAddress {
    std::string name = {};
    std::string address = {};
    auto operator<=>(const MailAddress&) const = default;
};
HEED_FIELDS(MailAddress, name, address)

/// A header line as a person reads it: unfolded, decoded, without control characters.
struct Header {
    std::string name;
    std::string value;
    bool operator==(const Header&) const = default;
};
HEED_FIELDS(Header, name, value)

struct Attachment {
    std::string filename;     // never empty, no path, unique within the letter
    std::string content_type; // lower case `type/subtype`
    std::string content_id;   // without angle brackets; empty when none
    bool is_inline = false;   // the HTML part shows it (cid:)
    bool is_letter = false;   // a whole forwarded letter, kept as .eml
    std::string content;      // decoded bytes
};
HEED_FIELDS(Attachment, filename, content_type, content_id, is_inline, is_letter, content)

/// What a delivery status notification (RFC 3464) says about one recipient.
struct ReportedRecipient {
    std::string recipient;
    std::string action; // lower case: failed, delayed, delivered, relayed, expanded
    std::string status; // "5.1.1"
    std::string diagnostic;
};
HEED_FIELDS(ReportedRecipient, recipient, action, status, diagnostic)

struct DeliveryReport {
    std::vector<ReportedRecipient> recipients;
    std::string original_message_id;    // without angle brackets; empty when not found
    std::string original_reply_to = {}; // the address answers to the letter were to go to
    std::string feedback = {};          // ARF (RFC 5965), lower case: abuse, fraud, not-spam, ...
};
HEED_FIELDS(DeliveryReport, recipients, original_message_id, original_reply_to, feedback)

enum class Importance { low, normal, high };

/// A letter as a person sees it. All texts are valid UTF-8 without NUL; line ends are "\n".
/// Message-IDs are kept without angle brackets.
struct Letter {
    std::string message_id = {}; // empty when missing or unusable: identify by `letter_digest`
    std::vector<std::string> in_reply_to = {};
    std::vector<std::string> references = {}; // oldest first, as sent
    std::optional<Instant> date = {};         // what the sender claims
    std::string subject = {};
    std::vector<MailAddress> from = {}; // usually one
    std::vector<MailAddress> reply_to = {};
    std::optional<MailAddress> sender = {};
    std::vector<MailAddress> to = {};
    std::vector<MailAddress> cc = {};
    // Envelope sender; present and empty for "<>".
    std::optional<std::string> return_path = {};
    // Delivered-To, X-Original-To, Envelope-To: where it really went, plus-addresses intact.
    std::vector<std::string> delivered_to = {};

    std::string text = {};        // plain body; derived from `html` when there is no plain part
    bool text_is_derived = false; // no plain part was sent
    std::string html = {};        // as sent, in UTF-8, NOT sanitised; empty when no HTML part
    std::vector<Attachment> attachments = {};

    std::vector<Header> headers = {}; // in order, up to the limits
    std::optional<DeliveryReport> report = {};
    bool language_is_guessed = false;
    std::string language = {}; // of the writer: by the headers, else by the text; e.g. "de"
    Importance importance = Importance::normal;
    // Why nobody here can read a part of it, and what helps: a sentence. Empty when all is read.
    std::string unreadable = {};
    std::vector<std::string> defects = {}; // what was repaired or left out, a sentence each

    /// The first value of a header, by name without regard to case.
    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
};
HEED_FIELDS(
    Letter,
    message_id,
    in_reply_to,
    references,
    date,
    subject,
    from,
    reply_to,
    sender,
    to,
    cc,
    return_path,
    delivered_to,
    text,
    text_is_derived,
    html,
    attachments,
    headers,
    report,
    language_is_guessed,
    language,
    importance,
    unreadable,
    defects
)

struct LetterLimits {
    std::size_t bytes = 50U << 20U;
    std::size_t levels = 100;
    std::size_t parts = 1000;
    std::size_t header_bytes = 1U << 20U;
    std::size_t headers = 10'000;
    std::size_t text_bytes = 4U << 20U; // of the plain and of the HTML body
};
HEED_FIELDS(LetterLimits, bytes, levels, parts, header_bytes, headers, text_bytes)

/// Reads any bytes as a letter. Odd input is repaired and noted in `defects`, input beyond the
/// limits is cut and noted; only an empty letter (nothing but blanks) is refused: `empty_letter`.
Result<Letter> parse_letter(std::string_view raw, const LetterLimits& limits = {});

/// SHA-256 (hexadecimal) over From, Date, Subject and decoded body: two letters in one mailbox
/// with the same Message-ID *and* this digest are one letter delivered twice.
std::string letter_digest(const Letter& letter);

} // namespace heed::mail
