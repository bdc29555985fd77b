// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/text.hpp"
#include "platform/mail/addresses.hpp"
#include "platform/mail/automatic.hpp"
#include "platform/mail/bounce_text.hpp"
#include "platform/mail/header_block.hpp"
#include "platform/mail/header_text.hpp"
#include "platform/mail/letter_case.hpp"

#include <algorithm>
#include <array>

namespace heed::mail {

namespace {

// Compared by `bare_letters`.
constexpr auto failure_subjects = std::to_array<std::string_view>({
    "undeliverable",
    "undelivered mail returned",
    "delivery status notification (failure)",
    "mail delivery failed",
    "mail delivery failure",
    "delivery failure",
    "returned mail",
    "failure notice",
    "mail system error",
    "message not delivered",
    "delivery has failed",
    "unzustellbar",
    "nicht zustellbar",
    "mail konnte nicht zugestellt",
    "non remis",
    "echec de la remise",
    "no se puede entregar",
    "no se ha podido entregar",
    "nao entregue",
    "nao e possivel entregar",
    "non recapitabile",
    "mancato recapito",
    "onbestelbaar",
    "kan inte levereras",
    "nie mozna dostarczyc",
    "недоставленное",
    "nao foi possivel entregar",
});

constexpr auto delay_subjects = std::to_array<std::string_view>({
    "delivery status notification (delay)",
    "delayed mail",
    "warning: could not send message",
    "delivery delayed",
    "mail delivery delayed",
    "zustellung verzogert",
    "message delayed",
});

bool contains_any(const std::string& text, const auto& words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return text.contains(word); });
}

bool is_mail_server(const Letter& letter) {
    if (letter.from.empty()) return true;
    const auto address = normalised_address(letter.from.front().address);
    const auto local = address.substr(0, address.rfind('@'));
    return local == "mailer-daemon" || local == "postmaster" || local == "mail-daemon" ||
           local == "mailerdaemon" || local == "microsoftexchange" ||
           local.starts_with("mailer-daemon") || local.starts_with("microsoftexchange");
}

/// Our letter's id, from the report, the headers or the copy of the letter in the text.
std::string original_id(const Letter& letter) {
    if (letter.report && !letter.report->original_message_id.empty())
        return letter.report->original_message_id;
    for (const auto& attachment : letter.attachments) {
        if (!attachment.is_letter) continue;
        const auto headers = split_headers(attachment.content, {.bytes = 200'000, .count = 1000});
        const auto ids = parse_message_ids(headers.first("Message-ID"));
        if (!ids.empty()) return ids.front();
    }
    const auto lower = ascii_lower(letter.text);
    const auto at = lower.find("message-id:");
    if (at != std::string::npos) {
        const auto end = std::min(letter.text.find("\n\n", at), at + 500);
        const auto ids =
            parse_message_ids(std::string_view(letter.text).substr(at + 11, end - at - 11));
        if (!ids.empty()) return ids.front();
    }
    if (!letter.in_reply_to.empty()) return letter.in_reply_to.front();
    return letter.references.empty() ? std::string() : letter.references.back();
}

/// Whether a failure for good says that the address is no good. A full mailbox, a letter that is
/// too big, a way that is not found or a policy say nothing of it (RFC 3463).
bool is_about_address(std::string_view status) {
    return status == "5.0.0" || status.starts_with("5.1.") || status == "5.2.1";
}

std::string one_sentence(std::string_view diagnostic, std::string_view fallback) {
    const auto text = display_text(diagnostic);
    return text.empty() ? std::string(fallback) : std::string(utf8_prefix(text, 500));
}

bool is_trouble(const ReportedRecipient& recipient) {
    const bool bad_status = recipient.status.starts_with('5') || recipient.status.starts_with('4');
    if (recipient.action.empty()) return bad_status;
    return recipient.action.starts_with("fail") || recipient.action.starts_with("delay");
}

/// The first who will not get it, else the first who has not got it yet.
auto worst_of(const std::vector<ReportedRecipient>& recipients) {
    const auto is_failed = [](const ReportedRecipient& recipient) {
        return is_trouble(recipient) && !recipient.action.starts_with("delay");
    };
    const auto failed = std::ranges::find_if(recipients, is_failed);
    return failed == recipients.end() ? std::ranges::find_if(recipients, is_trouble) : failed;
}

/// A status that says nothing but its class, by what the server said besides. Words never make a
/// trouble of the moment one for good.
std::string refined(const std::string& status, std::string_view diagnostic) {
    if (!status.ends_with(".0.0")) return status;
    auto said = read_server_words(diagnostic);
    const bool is_worse = status.starts_with('4') && said.status.starts_with('5');
    return said.status.empty() || is_worse ? status : said.status;
}

std::optional<Bounce> from_report(const Letter& letter) {
    if (!letter.report) return std::nullopt;
    const auto& recipients = letter.report->recipients;
    const auto found = worst_of(recipients);
    if (found == recipients.end()) {
        // A report that names nobody and comes from a mail server is still bad news.
        const bool silent =
            recipients.empty() && contains_any(bare_letters(letter.subject), failure_subjects);
        if (!silent) return std::nullopt;
        return Bounce{
            .status = "5.0.0",
            .hard = true,
            .reason = "The mail server gave no reason.",
            .recipient = {},
            .original_message_id = original_id(letter)
        };
    }
    const bool delayed = found->action.starts_with("delay");
    // "failed" with a status of class 4 means: tried until it gave up. The address may be good.
    auto status = found->status;
    if (status.empty()) status = delayed ? "4.0.0" : "5.0.0";
    status = refined(status, found->diagnostic);
    return Bounce{
        .status = status,
        .hard = !delayed && is_about_address(status),
        .delayed = delayed,
        .reason = one_sentence(
            found->diagnostic,
            delayed ? "The letter is delayed." : "The mail server refused the letter."
        ),
        .recipient = normalised_address(found->recipient),
        .original_message_id = original_id(letter)
    };
}

std::optional<Bounce> from_signs(const Letter& letter) {
    const auto subject = bare_letters(letter.subject);
    const bool named = letter.header("X-Failed-Recipients").has_value();
    const bool delayed = contains_any(subject, delay_subjects);
    const bool failed = contains_any(subject, failure_subjects);
    // People write about bounces, too, and some mail programs give them no return path: without a
    // mail server as sender it must name a letter.
    const bool no_return = letter.return_path && letter.return_path->empty();
    const bool returned = no_return && !original_id(letter).empty();
    if (!(named || delayed || failed) || !(is_mail_server(letter) || returned)) return std::nullopt;
    const auto said = read_server_words(before_copy(utf8_prefix(letter.text, 20'000)));
    const auto reason = said.line.empty() ? letter.subject : said.line;
    auto status = said.status;
    if (status.empty()) status = delayed ? "4.0.0" : "5.0.0";
    return Bounce{
        .status = status,
        // What nobody can understand is no reason never to write there again.
        .hard = !delayed && !said.status.empty() && is_about_address(status),
        .delayed = delayed,
        .reason = one_sentence(reason, "The mail server gave no reason."),
        .recipient = failed_recipient(letter),
        .original_message_id = original_id(letter)
    };
}

} // namespace

std::optional<Bounce> find_bounce(const Letter& letter) {
    if (auto bounce = from_report(letter)) return bounce;
    if (letter.report) return std::nullopt;
    return from_signs(letter);
}

} // namespace heed::mail
