// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/text.hpp"
#include "platform/mail/addresses.hpp"
#include "platform/mail/automatic.hpp"
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

/// The first enhanced status code in a text: "5.1.1", with a class of 4 or 5.
std::string status_in(std::string_view text) {
    for (std::size_t at = 0; at + 5 <= text.size(); ++at) {
        const bool begins = (text[at] == '4' || text[at] == '5') && text[at + 1] == '.' &&
                            (at == 0 || !std::string_view("0123456789.").contains(text[at - 1]));
        if (!begins) continue;
        auto end = text.find_first_not_of("0123456789.", at);
        end = std::min(end, text.size());
        auto code = text.substr(at, end - at);
        while (code.ends_with('.')) code.remove_suffix(1);
        const bool three =
            std::ranges::count(code, '.') == 2 && code.size() >= 5 && code.size() <= 9;
        if (three) return std::string(code);
    }
    return {};
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

std::optional<Bounce> from_report(const Letter& letter) {
    if (!letter.report) return std::nullopt;
    const auto& recipients = letter.report->recipients;
    const auto found = std::ranges::find_if(recipients, is_trouble);
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
    if (const auto precise = status_in(found->diagnostic);
        status.ends_with(".0.0") && !precise.empty())
        status = precise;
    if (status.empty()) status = delayed ? "4.0.0" : "5.0.0";
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

/// The first line of the text with an SMTP answer, else the subject.
std::string reason_in(const Letter& letter, const std::string& status) {
    if (!status.empty()) {
        const auto at = letter.text.find(status);
        const auto begin = letter.text.rfind('\n', at) + 1;
        return std::string(trimmed(letter.text.substr(begin, letter.text.find('\n', at) - begin)));
    }
    return letter.subject;
}

/// The address that failed, if the text before the copy of our letter names exactly one.
std::string recipient_in(const Letter& letter) {
    if (const auto failed = letter.header("X-Failed-Recipients")) {
        const auto addresses = parse_addresses(*failed);
        return addresses.size() == 1 ? normalised_address(addresses.front().address)
                                     : std::string();
    }
    std::string found;
    auto text = std::string_view(letter.text).substr(0, 3000);
    for (const auto* copy_begins : {"\n---", "\nReturn-Path:", "\nReceived:"})
        text = text.substr(0, text.find(copy_begins));
    for (auto at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
        const auto end = text.find('>', at);
        if (end == std::string_view::npos) break;
        const auto address = normalised_address(text.substr(at + 1, end - at - 1));
        if (!is_mail_address(address) || address == found) continue;
        if (!found.empty()) return {};
        found = address;
    }
    return found;
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
    const auto text = utf8_prefix(letter.text, 20'000);
    auto status = status_in(text);
    const auto reason = reason_in(letter, status);
    if (status.empty()) status = delayed ? "4.0.0" : "5.0.0";
    return Bounce{
        .status = status,
        .hard = !delayed && is_about_address(status),
        .delayed = delayed,
        .reason = one_sentence(reason, "The mail server gave no reason."),
        .recipient = recipient_in(letter),
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
