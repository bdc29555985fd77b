// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/letter.hpp"

#include "kernel/text.hpp"
#include "platform/mail/addresses.hpp"
#include "platform/mail/body.hpp"
#include "platform/mail/charset.hpp"
#include "platform/mail/compose.hpp"
#include "platform/mail/header_block.hpp"
#include "platform/mail/header_text.hpp"
#include "platform/mail/mime_tree.hpp"
#include "platform/mail/sender.hpp"

#include <algorithm>
#include <gmime/gmime.h>
#include <memory>

namespace heed::mail {

namespace {

constexpr std::size_t raw_shown_max = 100'000;
constexpr std::size_t nested_line_max = 1000;
constexpr int nested_levels_max = 3; // letters in letters that are looked into for words

Letter read_letter(std::string_view raw, const LetterLimits& limits, int nested_levels);

std::optional<Instant> parse_date(std::string_view raw) {
    const auto text = decode_header(raw);
    if (text.empty() || text.size() > 200) return std::nullopt;
    const auto free_date = [](GDateTime* date) { g_date_time_unref(date); };
    const std::unique_ptr<GDateTime, decltype(free_date)> date(
        g_mime_utils_header_decode_date(text.c_str()), free_date
    );
    if (!date) return std::nullopt;
    const Instant instant{std::chrono::seconds(g_date_time_to_unix(date.get()))};
    const bool sensible = instant >= Instant{} && instant < Instant{std::chrono::days(365 * 200)};
    return sensible ? std::optional(instant) : std::nullopt;
}

Importance importance_of(const HeaderBlock& headers) {
    const auto priority = decode_header(headers.first("X-Priority"));
    if (priority.starts_with('1') || priority.starts_with('2')) return Importance::high;
    if (priority.starts_with('4') || priority.starts_with('5')) return Importance::low;
    for (const auto* name : {"Importance", "X-MSMail-Priority", "Priority"}) {
        const auto value = ascii_lower(decode_header(headers.first(name)));
        if (value == "high" || value == "urgent") return Importance::high;
        if (value == "low" || value == "non-urgent") return Importance::low;
    }
    return Importance::normal;
}

/// "de" of "de-AT, en;q=0.5".
std::string language_of(const HeaderBlock& headers) {
    for (const auto* name : {"Content-Language", "Accept-Language", "X-Accept-Language"}) {
        const auto value = ascii_lower(decode_header(headers.first(name)));
        const auto tag = value.substr(0, value.find_first_not_of("abcdefghijklmnopqrstuvwxyz"));
        if (tag.size() == 2 || tag.size() == 3) return tag;
    }
    return {};
}

void read_identity(Letter& letter, const HeaderBlock& headers) {
    const auto ids = headers.all("Message-ID");
    for (const auto raw : ids) {
        const auto parsed = parse_message_ids(raw);
        if (parsed.empty()) continue;
        letter.message_id = parsed.front();
        break;
    }
    if (ids.size() > 1)
        letter.defects.emplace_back("There are several Message-IDs; the first usable one counts.");
    letter.in_reply_to = parse_message_ids(headers.first("In-Reply-To"));
    letter.references = parse_message_ids(headers.first("References"));
    letter.date = parse_date(headers.first("Date"));
    letter.subject = decode_header(headers.first("Subject"));
}

std::vector<MailAddress> addresses_in(const HeaderBlock& headers, std::string_view name) {
    std::vector<MailAddress> all;
    for (const auto raw : headers.all(name)) {
        auto parsed = parse_addresses(raw);
        std::ranges::move(parsed, std::back_inserter(all));
    }
    return all;
}

void read_people(Letter& letter, const HeaderBlock& headers) {
    letter.from = addresses_in(headers, "From");
    letter.reply_to = addresses_in(headers, "Reply-To");
    letter.to = addresses_in(headers, "To");
    letter.cc = addresses_in(headers, "Cc");
    const auto sender = addresses_in(headers, "Sender");
    if (!sender.empty()) letter.sender = sender.front();
    const auto paths = headers.all("Return-Path");
    if (!paths.empty()) letter.return_path = normalised_address(paths.front());
    for (const auto* name : {"Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To"}) {
        for (const auto& address : addresses_in(headers, name)) {
            auto plain = normalised_address(address.address);
            const bool known =
                std::ranges::find(letter.delivered_to, plain) != letter.delivered_to.end();
            if (!plain.empty() && !known) letter.delivered_to.push_back(std::move(plain));
        }
    }
}

/// A letter of which nothing else could be shown is shown as it came.
void show_raw_if_empty(Letter& letter, std::string_view body) {
    const bool nothing =
        trimmed(letter.text).empty() && trimmed(letter.html).empty() && letter.attachments.empty();
    if (!nothing || trimmed(body).empty() || letter.report) return;
    letter.text = decode_unlabelled(body.substr(0, raw_shown_max));
    std::erase(letter.text, '\r');
    letter.defects.emplace_back("No text was found in the letter; its source is shown.");
}

/// Whether its own parts say nothing: no word, and no picture in a page.
bool is_wordless(const Letter& letter) {
    return trimmed(letter.text).empty() && !ascii_lower(letter.html).contains("<img");
}

/// What a person sees of a letter that came inside another: who wrote it, when, about what, and
/// its words.
std::string as_forwarded(const Letter& inner) {
    std::string text;
    for (const auto* name : {"From", "Date", "Subject"}) {
        const auto value = inner.header(name);
        if (!value || value->empty()) continue;
        text.append(name).append(": ").append(utf8_prefix(*value, nested_line_max)).append("\n");
    }
    return text.append("\n").append(inner.text);
}

/// Somebody who forwards a letter as a file, and writes nothing, means that letter.
void show_nested_if_wordless(Letter& letter, const LetterLimits& limits, int nested_levels) {
    if (nested_levels == 0 || letter.report || !is_wordless(letter)) return;
    const auto nested = std::ranges::find_if(letter.attachments, &Attachment::is_letter);
    if (nested == letter.attachments.end() || trimmed(nested->content).empty()) return;
    const auto inner = read_letter(nested->content, limits, nested_levels - 1);
    letter.text = utf8_prefix(as_forwarded(inner), limits.text_bytes);
    letter.text_is_derived = false;
    letter.html.clear();
    if (letter.unreadable.empty()) letter.unreadable = inner.unreadable;
    letter.defects.emplace_back("The letter has no words of its own; those of the letter in it are "
                                "shown.");
}

std::string with_line_feeds(std::string_view raw) {
    std::string fixed(raw);
    std::ranges::replace(fixed, '\r', '\n');
    return fixed;
}

Letter read_letter(std::string_view raw, const LetterLimits& limits, int nested_levels) {
    Letter letter;
    if (raw.size() > limits.bytes) {
        raw = raw.substr(0, limits.bytes);
        letter.defects.emplace_back("The letter is too large and was cut; the source is complete.");
    }
    const auto headers =
        split_headers(raw, {.bytes = limits.header_bytes, .count = limits.headers});
    if (headers.cut)
        letter.defects.emplace_back("There are too many headers; the rest was left out.");
    if (headers.odd) letter.defects.emplace_back("Some header lines could not be read.");
    for (const auto& header : headers.headers)
        letter.headers.push_back(
            {.name = std::string(header.name), .value = decode_header(header.value)}
        );
    read_identity(letter, headers);
    read_people(letter, headers);
    letter.importance = importance_of(headers);
    letter.language = language_of(headers);

    const auto body = raw.substr(headers.body_at);
    auto tree = parse_mime(body, headers, limits, letter.defects);
    letter.report = read_report(tree);
    const bool has_body = read_body(letter, std::move(tree), limits);
    if (!has_body) show_raw_if_empty(letter, body);
    show_nested_if_wordless(letter, limits, nested_levels);
    letter.language_is_guessed = letter.language.empty();
    if (letter.language_is_guessed) letter.language = guessed_language(letter.text);
    return letter;
}

void update(GChecksum* checksum, std::string_view text) {
    // Lengths keep ("ab", "c") apart from ("a", "bc").
    const auto framed = std::to_string(text.size()) + ":" + std::string(text);
    g_checksum_update(
        checksum,
        reinterpret_cast<const guchar*>(framed.data()), // NOLINT: text as bytes
        static_cast<gssize>(framed.size())
    );
}

} // namespace

std::optional<std::string_view> Letter::header(std::string_view name) const {
    for (const auto& header : headers) {
        if (equals_ignoring_case(header.name, name)) return header.value;
    }
    return std::nullopt;
}

Result<Letter> parse_letter(std::string_view raw, const LetterLimits& limits) {
    if (raw.find_first_not_of(std::string_view(" \t\r\n\0", 5)) == std::string_view::npos)
        return refuse(Refusal::invalid, "empty_letter", "", "The letter is empty.");
    // Only carriage returns: an old Macintosh or a broken gateway.
    if (!raw.contains('\n') && raw.contains('\r'))
        return read_letter(with_line_feeds(raw), limits, nested_levels_max);
    return read_letter(raw, limits, nested_levels_max);
}

std::string letter_digest(const Letter& letter) {
    const auto free_checksum = [](GChecksum* checksum) { g_checksum_free(checksum); };
    const std::unique_ptr<GChecksum, decltype(free_checksum)> checksum(
        g_checksum_new(G_CHECKSUM_SHA256), free_checksum
    );
    // As letters write it: what came before one form was kept has its digest already.
    for (const auto& address : letter.from)
        update(checksum.get(), envelope_address(normalised_address(address.address)));
    update(checksum.get(), letter.date ? to_rfc3339(*letter.date) : "");
    update(checksum.get(), letter.subject);
    update(checksum.get(), letter.text);
    update(checksum.get(), letter.html);
    for (const auto& attachment : letter.attachments) {
        update(checksum.get(), attachment.filename);
        update(checksum.get(), attachment.content);
    }
    return g_checksum_get_string(checksum.get());
}

} // namespace heed::mail
