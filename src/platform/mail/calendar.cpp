// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/calendar.hpp"

#include "kernel/text.hpp"
#include "platform/mail/header_text.hpp"

#include <algorithm>

namespace heed::mail {

namespace {

constexpr std::size_t bytes_looked_at = 200'000;
constexpr std::size_t summary_max = 300;

/// Long lines are folded: what begins with a blank goes on with the line before.
std::string unfolded(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool ends_line = text[at] == '\n';
        const char next = at + 1 < text.size() ? text[at + 1] : '\0';
        if (ends_line && (next == ' ' || next == '\t'))
            ++at;
        else if (text[at] != '\r')
            out += text[at];
    }
    return out;
}

std::string unescaped(std::string_view value) {
    std::string out;
    for (std::size_t at = 0; at < value.size(); ++at) {
        if (value[at] == '\\' && at + 1 < value.size()) {
            ++at;
            const bool line_end = value[at] == 'n' || value[at] == 'N';
            out += line_end ? ' ' : value[at];
        } else {
            out += value[at];
        }
    }
    return out;
}

/// The first line of that name, with its parameters: ";LANGUAGE=en:Meeting".
std::string_view line_of(std::string_view calendar, std::string_view name) {
    while (!calendar.empty()) {
        const auto end = std::min(calendar.find('\n'), calendar.size());
        const auto line = calendar.substr(0, end);
        const bool named = equals_ignoring_case(line.substr(0, name.size()), name);
        const char next = line.size() > name.size() ? line[name.size()] : '\0';
        if (named && (next == ':' || next == ';')) return line.substr(name.size());
        calendar.remove_prefix(std::min(end + 1, calendar.size()));
    }
    return {};
}

/// Behind the colon that ends the parameters; one in quotes is no end.
std::string_view value_of(std::string_view line) {
    bool quoted = false;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line[at] == '"') quoted = !quoted;
        if (line[at] == ':' && !quoted) return trimmed(line.substr(at + 1));
    }
    return {};
}

std::string_view answer_in(std::string_view attendee) {
    const auto lower = ascii_lower(attendee);
    if (lower.contains("partstat=accepted")) return "Accepted";
    if (lower.contains("partstat=declined")) return "Declined";
    if (lower.contains("partstat=tentative")) return "Accepted tentatively";
    return "Answered";
}

std::string_view act_of(std::string_view calendar) {
    const auto method = value_of(line_of(calendar, "METHOD"));
    if (equals_ignoring_case(method, "REPLY")) return answer_in(line_of(calendar, "ATTENDEE"));
    if (equals_ignoring_case(method, "CANCEL")) return "Cancelled";
    return "Invitation";
}

CalendarEvent event_in(std::string_view content) {
    const auto calendar = unfolded(content.substr(0, bytes_looked_at));
    const auto event = calendar.find("BEGIN:VEVENT");
    const auto body = std::string_view(calendar).substr(event == std::string::npos ? 0 : event);
    const auto title = display_text(unescaped(value_of(line_of(body, "SUMMARY"))));
    const bool is_answer = equals_ignoring_case(value_of(line_of(calendar, "METHOD")), "REPLY");
    return {
        .text = std::string(act_of(calendar)) + ": " +
                (title.empty() ? "an event without a title"
                               : std::string(utf8_prefix(title, summary_max))),
        .is_answer = is_answer
    };
}

} // namespace

std::optional<CalendarEvent> find_event(const Letter& letter) {
    for (const auto& part : letter.attachments) {
        if (part.content_type == "text/calendar") return event_in(part.content);
    }
    return std::nullopt;
}

} // namespace heed::mail
