// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/text.hpp"
#include "platform/mail/addresses.hpp"
#include "platform/mail/body.hpp"
#include "platform/mail/header_block.hpp"

#include <algorithm>
#include <functional>

namespace heed::mail {

namespace {

constexpr HeaderLimits field_limits = {.bytes = 200'000, .count = 2000};
constexpr std::size_t recipients_max = 500;

/// `rfc822; ana@example.org` without its type.
std::string after_type(std::string_view value) {
    const auto text = decode_header(value);
    const auto semicolon = text.find(';');
    return std::string(trimmed(semicolon == std::string::npos ? text : text.substr(semicolon + 1)));
}

/// "5.1.1" of "5.1.1 (unknown user)".
std::string status_code(std::string_view value) {
    const auto text = decode_header(value);
    return text.substr(0, text.find_first_not_of("0123456789."));
}

void add_recipient(DeliveryReport& report, const HeaderBlock& fields) {
    const auto final_recipient = fields.first("Final-Recipient");
    const auto original = fields.first("Original-Recipient");
    ReportedRecipient recipient{
        .recipient = after_type(original.empty() ? final_recipient : original),
        .action = ascii_lower(decode_header(fields.first("Action"))),
        .status = status_code(fields.first("Status")),
        .diagnostic = after_type(fields.first("Diagnostic-Code"))
    };
    recipient.action = recipient.action.substr(0, recipient.action.find_first_of(" ;("));
    if (recipient.recipient.empty() && recipient.action.empty()) return;
    if (report.recipients.size() < recipients_max)
        report.recipients.push_back(std::move(recipient));
}

/// Groups of fields with blank lines between; the first group is about the whole letter, but some
/// servers put everything into one.
void read_status(DeliveryReport& report, std::string_view content) {
    while (!content.empty() && report.recipients.size() < recipients_max) {
        const auto fields = split_headers(content, field_limits);
        add_recipient(report, fields);
        if (fields.body_at == 0) break;
        content.remove_prefix(fields.body_at);
    }
}

/// A mail provider's words about one who marked our letter as spam (RFC 5965).
void read_feedback(DeliveryReport& report, std::string_view content) {
    const auto fields = split_headers(content, field_limits);
    report.feedback = ascii_lower(trimmed(decode_header(fields.first("Feedback-Type"))));
    if (report.feedback.empty()) report.feedback = "other";
    for (const auto* name : {"Original-Rcpt-To", "Removal-Recipient"}) {
        for (const auto raw : fields.all(name)) {
            if (report.recipients.size() >= recipients_max) return;
            report.recipients.push_back(
                {.recipient = after_type(raw),
                 .action = "complained",
                 .status = {},
                 .diagnostic = {}}
            );
        }
        if (!report.recipients.empty()) return;
    }
}

/// Where answers to it were to go.
std::string answers_to(const HeaderBlock& headers) {
    for (const auto* name : {"Reply-To", "From"}) {
        const auto addresses = parse_addresses(headers.first(name));
        if (!addresses.empty()) return normalised_address(addresses.front().address);
    }
    return {};
}

void visit(const MimePart& part, const std::function<void(const MimePart&)>& look) {
    look(part);
    for (const auto& child : part.children) visit(child, look);
}

} // namespace

std::optional<DeliveryReport> read_report(const MimePart& tree) {
    std::optional<DeliveryReport> report;
    std::string original_id;
    std::string reply_to;
    visit(tree, [&](const MimePart& part) {
        const bool is_status = part.is_type("message/delivery-status") ||
                               part.is_type("message/global-delivery-status");
        if (is_status) {
            if (!report) report.emplace();
            read_status(*report, part.content);
        }
        if (part.is_type("message/feedback-report")) {
            if (!report) report.emplace();
            read_feedback(*report, part.content);
        }
        const bool is_original = part.kind == MimePart::Kind::letter ||
                                 part.is_type("text/rfc822-headers") ||
                                 part.is_type("message/rfc822-headers");
        if (!is_original || !original_id.empty() || !reply_to.empty()) return;
        const auto headers = split_headers(part.content, field_limits);
        const auto ids = parse_message_ids(headers.first("Message-ID"));
        if (!ids.empty()) original_id = ids.front();
        reply_to = answers_to(headers);
    });
    if (!report) return report;
    report->original_message_id = original_id;
    report->original_reply_to = reply_to;
    return report;
}

} // namespace heed::mail
