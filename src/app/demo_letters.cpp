// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/demo_letters.hpp"

#include "app/demo_picture.hpp"
#include "kernel/format.hpp"
#include "platform/mail/compose.hpp"

namespace heed::app {

namespace {

constexpr double share_html = 0.7;
constexpr double share_picture = 0.02;
constexpr double share_file = 0.02;

std::string escaped(std::string_view text) {
    std::string html;
    for (const char letter : text) {
        if (letter == '<')
            html += "&lt;";
        else if (letter == '&')
            html += "&amp;";
        else if (letter == '\n')
            html += "<br>";
        else
            html += letter;
    }
    return html;
}

std::string replaced(std::string text, std::string_view mark, std::string_view by) {
    const auto at = text.find(mark);
    return at == std::string::npos ? text : text.replace(at, mark.size(), by);
}

std::string line_above(Tongue tongue, const DemoThread& thread) {
    const auto date = to_rfc3339(thread.last_at).substr(0, 10);
    auto line = std::string(phrasebook(tongue).wrote);
    return replaced(replaced(std::move(line), "{date}", date), "{who}", thread.last_writer);
}

std::string as_quote(std::string_view text) {
    std::string lines = "> ";
    for (const char letter : text) {
        lines += letter;
        if (letter == '\n') lines += "> ";
    }
    return lines;
}

void quote(mail::OutgoingLetter& letter, Tongue tongue, const DemoThread& thread) {
    const auto above = line_above(tongue, thread);
    letter.text += fmt::format("\n\n{}\n{}\n", above, as_quote(thread.last_text));
    if (letter.html.empty()) return;
    letter.html += fmt::format(
        "<div class=\"gmail_quote\"><div>{}</div><blockquote>{}</blockquote></div>",
        escaped(above),
        escaped(thread.last_text)
    );
}

void add_picture(mail::OutgoingLetter& letter, Dice& dice) {
    if (letter.html.empty()) return;
    const auto id = "screen." + letter.message_id;
    letter.html += fmt::format("<p><img src=\"cid:{}\" alt=\"Screen\" width=\"320\"></p>", id);
    letter.attachments.push_back(
        {.filename = "screen.png",
         .content_type = "image/png",
         .content_id = id,
         .content = demo_picture(dice.next())}
    );
}

void add_file(mail::OutgoingLetter& letter, Dice& dice) {
    std::string log;
    for (int line = 0; line < 12; ++line)
        log += fmt::format("08:{:02} connection {} closed by peer\n", line * 4, dice.below(9'000));
    letter.attachments.push_back(
        {.filename = "log.txt", .content_type = "text/plain", .content = std::move(log)}
    );
}

} // namespace

std::string demo_message_id(std::uint32_t ticket, const DemoThread& thread, std::string_view host) {
    return fmt::format("{}.{}@{}", ticket, thread.message_ids.size(), host);
}

Result<std::string>
demo_letter(std::uint32_t ticket, const DemoMessage& message, DemoThread& thread) {
    Dice dice(message.dice);
    const auto& from = message.from;
    const auto host = std::string_view(from.address).substr(from.address.find('@') + 1);
    const bool answers = !thread.message_ids.empty();
    mail::OutgoingLetter letter{
        .from = {.name = from.name, .address = from.address},
        .to = {{.name = "Acorn Support", .address = std::string(demo_help_address)}},
        .cc = message.cc,
        .subject = (answers ? "Re: " : "") + thread.subject,
        .message_id = demo_message_id(ticket, thread, host),
        .in_reply_to = answers ? thread.message_ids.back() : "",
        .references = thread.message_ids,
        .date = message.at,
        .text = message.text,
    };
    if (dice.chance(share_html)) letter.html = "<div>" + escaped(message.text) + "</div>";
    if (dice.chance(share_picture)) add_picture(letter, dice);
    if (dice.chance(share_file)) add_file(letter, dice);
    if (answers) quote(letter, from.tongue, thread);
    thread.message_ids.push_back(letter.message_id);
    thread.last_text = message.text;
    thread.last_writer = from.name;
    thread.last_at = message.at;
    return mail::compose(letter);
}

} // namespace heed::app
