// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/compose.hpp"

#include "kernel/text.hpp"
#include "platform/mail/addresses.hpp"
#include "platform/mail/encode.hpp"

#include <algorithm>

namespace heed::mail {

namespace {

// As many as fit in a header people's servers still take; RFC 5322 lets the middle go.
constexpr std::size_t references_max = 30;

bool is_plain_line(std::string_view value) {
    return is_valid_utf8(value) &&
           value.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

bool is_header_name(std::string_view name) {
    return !name.empty() && name.size() <= 70 && std::ranges::all_of(name, [](char letter) {
        return letter > ' ' && letter < '\x7F' && letter != ':';
    });
}

bool is_message_id(std::string_view id) {
    return id.size() >= 3 && id.size() <= 900 && std::ranges::all_of(id, [](char letter) {
               return letter > ' ' && letter < '\x7F' && letter != '<' && letter != '>';
           });
}

std::unexpected<Error> invalid_header(std::string_view name) {
    return refuse(
        Refusal::invalid,
        "invalid_header",
        "",
        "The header " + std::string(name) + " cannot be sent as it is."
    );
}

/// With an international domain in its ASCII form. Refuses what no SMTP server takes.
Result<MailAddress> wire_address(std::string_view header, const MailAddress& address) {
    if (!is_mail_address(address.address) || !is_plain_line(address.name))
        return invalid_header(header);
    if (!is_sendable(address.address))
        return refuse(
            Refusal::invalid,
            "invalid_header",
            "",
            "Mail servers do not take the address " + address.address + " as it is written."
        );
    return MailAddress{.name = address.name, .address = envelope_address(address.address)};
}

Result<> make_wire_addresses(std::string_view header, std::vector<MailAddress>& addresses) {
    for (auto& address : addresses) address = TRY(wire_address(header, address));
    return {};
}

Result<> make_wire_addresses(OutgoingLetter& letter) {
    letter.from = TRY(wire_address("From", letter.from));
    if (letter.sender) letter.sender = TRY(wire_address("Sender", *letter.sender));
    TRY(make_wire_addresses("To", letter.to));
    TRY(make_wire_addresses("Cc", letter.cc));
    TRY(make_wire_addresses("Reply-To", letter.reply_to));
    return {};
}

Result<> check_headers(const OutgoingLetter& letter) {
    if (!is_plain_line(letter.subject)) return invalid_header("Subject");
    if (!is_message_id(letter.message_id)) return invalid_header("Message-ID");
    if (!is_plain_line(letter.desk_id)) return invalid_header("X-Heed-Loop");
    for (const auto& header : letter.extra_headers)
        if (!is_header_name(header.name) || !is_plain_line(header.value))
            return invalid_header("of that name");
    for (const auto& attachment : letter.attachments) {
        const bool plain = is_plain_line(attachment.filename) &&
                           is_plain_line(attachment.content_type) &&
                           (attachment.content_id.empty() || is_message_id(attachment.content_id));
        if (!plain) return invalid_header("of an attachment");
    }
    return {};
}

/// Oldest and newest; ids that others sent in a form we could not write are left out.
std::vector<std::string> trimmed_references(const OutgoingLetter& letter) {
    std::vector<std::string> ids;
    for (const auto& id : letter.references)
        if (is_message_id(id)) ids.push_back(id);
    if (ids.size() > references_max)
        ids.erase(ids.begin() + 1, ids.end() - static_cast<std::ptrdiff_t>(references_max - 1));
    return ids;
}

std::string ids_value(const std::vector<std::string>& ids) {
    std::string value;
    for (const auto& id : ids) {
        if (!value.empty()) value += "\r\n ";
        value += "<" + id + ">";
    }
    return value;
}

void add(std::string& out, std::string_view name, std::string_view encoded_value) {
    if (encoded_value.empty()) return;
    out += name;
    out += ": ";
    out += encoded_value;
    out += "\r\n";
}

void add_automatic_headers(std::string& out, const OutgoingLetter& letter) {
    if (letter.auto_submitted != AutoSubmitted::no) {
        const bool replied = letter.auto_submitted == AutoSubmitted::auto_replied;
        add(out, "Auto-Submitted", replied ? "auto-replied" : "auto-generated");
        add(out, "Precedence", "bulk");
        add(out, "X-Auto-Response-Suppress", "All");
    }
    add(out, "X-Heed-Loop", encoded_text(letter.desk_id, 13));
}

std::string headers_of(const OutgoingLetter& letter) {
    std::string out;
    add(out, "Date", date_value(letter.date));
    add(out, "From", encoded_addresses({letter.from}, 6));
    if (letter.sender) add(out, "Sender", encoded_addresses({*letter.sender}, 8));
    add(out, "Reply-To", encoded_addresses(letter.reply_to, 10));
    add(out, "To", encoded_addresses(letter.to, 4));
    add(out, "Cc", encoded_addresses(letter.cc, 4));
    add(out, "Subject", encoded_text(letter.subject, 9));
    add(out, "Message-ID", "<" + letter.message_id + ">");
    if (is_message_id(letter.in_reply_to)) add(out, "In-Reply-To", "<" + letter.in_reply_to + ">");
    add(out, "References", ids_value(trimmed_references(letter)));
    add_automatic_headers(out, letter);
    for (const auto& header : letter.extra_headers)
        add(out, header.name, encoded_text(header.value, header.name.size() + 2));
    add(out, "MIME-Version", "1.0");
    return out;
}

/// `type` if it can be written as it is, else the type of which nobody assumes anything.
std::string safe_type(std::string_view type) {
    const bool plain = std::ranges::count(type, '/') == 1 && type.size() <= 127 &&
                       std::ranges::all_of(type, [](char letter) {
                           return letter > ' ' && letter < '\x7F' &&
                                  !std::string_view("()<>@,;:\\\"[]?=").contains(letter);
                       });
    // Only base64 is written, which multipart and message types forbid.
    const bool leaf = !type.starts_with("multipart/") && !type.starts_with("message/");
    return plain && leaf ? ascii_lower(type) : "application/octet-stream";
}

std::string text_part(std::string_view subtype, std::string_view text) {
    std::string part = "Content-Type: text/" + std::string(subtype) + "; charset=utf-8\r\n";
    const auto body = encoded_body(text);
    part += "Content-Transfer-Encoding: " + body.encoding + "\r\n\r\n" + body.text;
    return part;
}

std::string attachment_part(const OutgoingAttachment& attachment) {
    const bool is_inline = !attachment.content_id.empty();
    std::string part = "Content-Type: " + safe_type(attachment.content_type) +
                       encoded_parameter("name", attachment.filename) + "\r\n";
    part += "Content-Transfer-Encoding: base64\r\n";
    part += std::string("Content-Disposition: ") + (is_inline ? "inline" : "attachment") +
            encoded_parameter("filename", attachment.filename) + "\r\n";
    if (is_inline) part += "Content-ID: <" + attachment.content_id + ">\r\n";
    return part + "\r\n" + base64_lines(attachment.content);
}

/// Joins parts under a boundary that depends only on the letter and the level. It cannot occur in
/// a part: `=_` is possible neither in base64 nor in quoted-printable.
std::string
multipart(std::string_view kind, const std::vector<std::string>& parts, std::string_view level) {
    const std::string boundary = "=_heed_" + std::string(level);
    std::string out = "Content-Type: multipart/" + std::string(kind) + ";\r\n boundary=\"" +
                      boundary + "\"\r\n\r\n";
    for (const auto& part : parts) {
        out.append("--").append(boundary).append("\r\n").append(part);
        if (!out.ends_with("\r\n")) out += "\r\n";
    }
    return out.append("--").append(boundary).append("--\r\n");
}

std::string body_of(const OutgoingLetter& letter) {
    std::vector<std::string> pictures;
    std::vector<std::string> files;
    for (const auto& attachment : letter.attachments) {
        const bool shown = !attachment.content_id.empty() && !letter.html.empty();
        (shown ? pictures : files).push_back(attachment_part(attachment));
    }
    std::string body = text_part("plain", letter.text);
    if (!letter.html.empty()) {
        auto page = text_part("html", letter.html);
        if (!pictures.empty()) {
            pictures.insert(pictures.begin(), std::move(page));
            page = multipart("related", pictures, "related");
        }
        body = multipart("alternative", {std::move(body), std::move(page)}, "alternative");
    }
    if (files.empty()) return body;
    files.insert(files.begin(), std::move(body));
    return multipart("mixed", files, "mixed");
}

} // namespace

std::string envelope_address(std::string_view address) {
    const auto at_sign = address.rfind('@');
    if (at_sign == std::string_view::npos) return std::string(address);
    const auto domain = ascii_domain(address.substr(at_sign + 1));
    if (domain.empty()) return std::string(address);
    return std::string(address.substr(0, at_sign + 1)) + domain;
}

bool is_sendable(std::string_view address) {
    return is_mail_address(address) && is_ascii(envelope_address(address));
}

Result<std::string> compose(const OutgoingLetter& letter) {
    if (letter.to.empty() && letter.cc.empty())
        return refuse(Refusal::invalid, "no_recipient", "/to", "The letter has no recipient.");
    TRY(check_headers(letter));
    auto envelope = letter;
    TRY(make_wire_addresses(envelope));
    return headers_of(envelope) + body_of(letter);
}

} // namespace heed::mail
