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
#include <ranges>

namespace heed::mail {

namespace {

constexpr std::size_t told_max = 50; // more people one letter of ours does not go to

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

/// Of the copy of our letter in the text.
std::string reply_to_in_text(const Letter& letter) {
    constexpr std::string_view field = "\nreply-to:";
    const auto at = ascii_lower(letter.text).find(field);
    if (at == std::string::npos) return {};
    const auto begin = at + field.size();
    const auto value = std::string_view(letter.text).substr(begin, 500);
    const auto addresses = parse_addresses(value.substr(0, value.find('\n')));
    return addresses.empty() ? std::string() : normalised_address(addresses.front().address);
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

/// A status that says nothing but its class, by what the server said besides. Words never make a
/// trouble of the moment one for good.
std::string refined(const std::string& status, std::string_view diagnostic) {
    if (!status.ends_with(".0.0")) return status;
    auto said = read_server_words(diagnostic);
    const bool is_worse = status.starts_with('4') && said.status.starts_with('5');
    return said.status.empty() || is_worse ? status : said.status;
}

BouncedRecipient trouble_of(const ReportedRecipient& said) {
    const bool delayed = said.action.starts_with("delay");
    // "failed" with a status of class 4 means: tried until it gave up. The address may be good.
    auto status = said.status;
    if (status.empty()) status = delayed ? "4.0.0" : "5.0.0";
    status = refined(status, said.diagnostic);
    const auto* const unsaid =
        delayed ? "The letter is delayed." : "The mail server refused the letter.";
    return {
        .status = status,
        .hard = !delayed && is_about_address(status),
        .delayed = delayed,
        .reason = one_sentence(said.diagnostic, unsaid),
        .recipient = normalised_address(said.recipient)
    };
}

/// Each address once, the failed ones before those that are tried on.
std::vector<BouncedRecipient> troubles_of(const DeliveryReport& report) {
    std::vector<BouncedRecipient> troubles;
    for (const auto& said : report.recipients) {
        if (!is_trouble(said) || troubles.size() >= told_max) continue;
        auto trouble = trouble_of(said);
        const auto is_same = [&](const BouncedRecipient& other) {
            return other.recipient == trouble.recipient && other.delayed == trouble.delayed;
        };
        if (std::ranges::none_of(troubles, is_same)) troubles.push_back(std::move(trouble));
    }
    std::ranges::stable_partition(troubles, [](const BouncedRecipient& trouble) {
        return !trouble.delayed;
    });
    return troubles;
}

Bounce bounce_of(const Letter& letter, std::vector<BouncedRecipient> troubles) {
    const auto first = troubles.front();
    troubles.erase(troubles.begin());
    return {
        .status = first.status,
        .hard = first.hard,
        .delayed = first.delayed,
        .reason = first.reason,
        .recipient = first.recipient,
        .original_message_id = original_id(letter),
        .original_reply_to = letter.report ? letter.report->original_reply_to : std::string(),
        .others = std::move(troubles)
    };
}

/// "not-spam" takes a complaint back: nothing to tell.
std::optional<Bounce> from_feedback(const Letter& letter) {
    if (letter.report->feedback == "not-spam") return std::nullopt;
    std::vector<BouncedRecipient> complaining;
    for (const auto& said : letter.report->recipients | std::views::take(told_max)) {
        complaining.push_back(
            {.status = "2.0.0",
             .reason = "Its reader marked it as spam.",
             .recipient = normalised_address(said.recipient)}
        );
    }
    if (complaining.empty())
        complaining.push_back(
            {.status = "2.0.0", .reason = "Its reader marked it as spam.", .recipient = {}}
        );
    auto bounce = bounce_of(letter, std::move(complaining));
    bounce.complaint = true;
    return bounce;
}

std::optional<Bounce> from_report(const Letter& letter) {
    if (!letter.report) return std::nullopt;
    if (!letter.report->feedback.empty()) return from_feedback(letter);
    if (auto troubles = troubles_of(*letter.report); !troubles.empty())
        return bounce_of(letter, std::move(troubles));
    // A report that names nobody and comes from a mail server is still bad news.
    const bool silent = letter.report->recipients.empty() &&
                        contains_any(bare_letters(letter.subject), failure_subjects);
    if (!silent) return std::nullopt;
    return bounce_of(
        letter, {{.status = "5.0.0", .reason = "The mail server gave no reason.", .recipient = {}}}
    );
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
        .original_message_id = original_id(letter),
        .original_reply_to = reply_to_in_text(letter)
    };
}

} // namespace

std::optional<Bounce> find_bounce(const Letter& letter) {
    if (auto bounce = from_report(letter)) return bounce;
    if (letter.report) return std::nullopt;
    return from_signs(letter);
}

} // namespace heed::mail
