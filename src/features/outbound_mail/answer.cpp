// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/outbound_mail/answer.hpp"

#include "kernel/text.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/mail/addresses.hpp"
#include "platform/mail/compose.hpp"
#include "platform/mail/header_text.hpp"
#include "platform/mail/html.hpp"
#include "platform/mail/markdown.hpp"
#include "platform/mail/reply_address.hpp"
#include "platform/mail/reply_text.hpp"
#include "platform/tz/tz.hpp"

#include <algorithm>
#include <charconv>

namespace heed::outbound_mail {

namespace {

constexpr std::size_t quoted_bytes_max = 20'000;
constexpr std::size_t name_bytes_max = 100;

/// A value of a header: one line, not endless.
std::string line_of(std::string_view text) {
    return std::string(trimmed(utf8_prefix(mail::display_text(text), name_bytes_max)));
}

std::string quoted(std::string_view text) {
    std::string out;
    while (true) {
        const auto end = text.find('\n');
        const auto line = text.substr(0, end);
        out += line.starts_with('>') ? ">" : "> ";
        out += line;
        if (end == std::string_view::npos) return out;
        out += '\n';
        text.remove_prefix(end + 1);
    }
}

std::string wrote_line(const History& history, const Sender& sender, const std::string& language) {
    const auto zone = tz::find_zone(sender.zone).value_or(tz::Zone::utc());
    const std::string form(phrases(language).wrote);
    const auto when = tz::moment_text(history.at, sender.now, zone, language);
    auto line = form;
    line.replace(line.find("{when}"), 6, when);
    line.replace(line.find("{who}"), 5, line_of(history.writer));
    return line;
}

std::string quoted_html(const History& history) {
    const auto& html = history.html;
    if (!html || html->size() > quoted_bytes_max)
        return mail::text_to_html(utf8_prefix(history.text, quoted_bytes_max));
    // Their pictures are not parts of our letter: a description is better than a broken picture.
    const auto none = [](std::string_view) -> std::optional<std::string> { return std::nullopt; };
    return mail::sanitise(mail::split_html(*html).fresh, {.inline_image = none}).html;
}

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

} // namespace

mail::MailAddress Sender::from(const std::string& agent) const {
    const auto form = agent.empty() ? std::string("{desk}") : mailbox.from_form;
    const auto name =
        mailboxes::filled(form, {.agent = agent, .desk = desk_name, .mailbox = mailbox.name});
    return {.name = line_of(name), .address = address()};
}

mail::MailAddress Sender::reply_to(TicketId ticket) const {
    return {
        .name = line_of(desk_name),
        .address = mail::reply_address(address(), ticket.value, key.signing_key)
    };
}

std::string Sender::host() const {
    return mail::domain_of(mail::envelope_address(address()));
}

std::string Sender::message_id(std::int64_t letter) const {
    const auto number = std::to_string(letter);
    const auto mac = crypto::hmac_sha256(key.signing_key, "letter/" + number);
    return "l-" + number + "-" + crypto::hex(mac).substr(0, 24) + "@" + host();
}

Value history_value(
    const std::optional<History>& history, const Sender& sender, const std::string& language
) {
    Value value{.name = "history", .text = {}, .html = std::string()};
    if (!history) return value;
    const auto separator = mail::reply_line(phrases(language).answer_above);
    const auto wrote = wrote_line(*history, sender, language);
    value.text = separator + "\n\n" + wrote + "\n" +
                 quoted(trimmed(utf8_prefix(history->text, quoted_bytes_max)));
    value.html = "<p style=\"color:#707070\">" + html_escaped(separator) + "</p><p>" +
                 html_escaped(wrote) + "</p><blockquote>" + quoted_html(*history) + "</blockquote>";
    return value;
}

Value signature_value(const Sender& sender, const std::string& agent) {
    Value value{.name = "signature", .text = {}, .html = std::string()};
    const auto signature = mailboxes::filled(
        sender.mailbox.signature,
        {.agent = agent.empty() ? sender.desk_name : agent,
         .desk = sender.desk_name,
         .mailbox = sender.mailbox.name}
    );
    if (trimmed(signature).empty()) return value;
    value.text = "-- \n" + signature;
    value.html = "<p>-- </p>" + mail::text_to_html(signature);
    return value;
}

std::string content_id_of(std::int64_t attachment, std::string_view host) {
    return "a" + std::to_string(attachment) + "@" + std::string(host);
}

InlinePictures with_pictures_inside(
    std::string_view html, const std::vector<std::int64_t>& attachments, std::string_view host
) {
    constexpr std::string_view mark = "src=\"/api/v1/attachments/";
    InlinePictures result;
    while (true) {
        const auto at = html.find(mark);
        result.html += html.substr(0, at);
        if (at == std::string_view::npos) return result;
        html.remove_prefix(at + mark.size());
        const auto end = std::ranges::find_if_not(html, is_digit);
        std::int64_t id = 0;
        const auto digits = html.substr(0, static_cast<std::size_t>(end - html.begin()));
        std::from_chars(digits.data(), digits.data() + digits.size(), id);
        html.remove_prefix(std::min(html.find('"'), html.size()));
        const bool ours = std::ranges::find(attachments, id) != attachments.end();
        // What is not of this message would be a broken picture with an address of ours.
        result.html += ours ? "src=\"cid:" + content_id_of(id, host) : std::string("src=\"");
        if (ours && std::ranges::find(result.shown, id) == result.shown.end())
            result.shown.push_back(id);
    }
}

std::string html_page(std::string_view content, std::string_view language) {
    return "<!DOCTYPE html>\n<html lang=\"" + html_escaped(language) +
           "\"><head><meta charset=\"utf-8\"></head><body>" + std::string(content) +
           "</body></html>\n";
}

} // namespace heed::outbound_mail
