// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/calendar.hpp"

#include "kernel/text.hpp"
#include "platform/mail/header_text.hpp"

#include <algorithm>

namespace heed::mail {

namespace {

constexpr std::size_t bytes_looked_at = 200'000;
constexpr std::size_t summary_max = 300;
constexpr std::size_t line_max = 300;

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
    const auto revision = value_of(line_of(calendar, "SEQUENCE"));
    return revision.empty() || revision == "0" ? "Invitation" : "Changed invitation";
}

bool are_digits(std::string_view text) {
    return !text.empty() &&
           std::ranges::all_of(text, [](char letter) { return letter >= '0' && letter <= '9'; });
}

/// DTSTART or DTEND: "20260610T090000Z", "20260610" (RFC 5545 3.3.4 and 3.3.5).
struct Moment {
    std::string day;  // "2026-06-10", empty when it cannot be read
    std::string time; // "09:00", empty for a whole day
    std::string zone; // as it is named, "UTC", or empty for the reader's own
};

std::string parameter_of(std::string_view line, std::string_view name) {
    const auto at = ascii_lower(line).find(";" + std::string(name) + "=");
    if (at == std::string::npos) return {};
    auto value = line.substr(at + name.size() + 2);
    if (value.starts_with('"')) {
        value.remove_prefix(1);
        return std::string(value.substr(0, value.find('"')));
    }
    return std::string(value.substr(0, value.find_first_of(";:")));
}

Moment moment_in(std::string_view line) {
    constexpr std::size_t day_length = 8;
    constexpr std::size_t minute_end = 13; // of 20260610T0900
    const auto value = value_of(line);
    const auto day = value.substr(0, day_length);
    if (day.size() != day_length || !are_digits(day)) return {};
    Moment moment;
    moment.day.append(day.substr(0, 4)).append("-").append(day.substr(4, 2)).append("-");
    moment.day.append(day.substr(6, 2));
    if (value.size() < minute_end || value[day_length] != 'T') return moment;
    const auto time = value.substr(day_length + 1, 4);
    if (!are_digits(time)) return moment;
    moment.time = std::string(time.substr(0, 2)).append(":").append(time.substr(2, 2));
    moment.zone = value.ends_with('Z') ? "UTC" : parameter_of(line, "tzid");
    return moment;
}

std::string when(std::string_view event) {
    const auto begin = moment_in(line_of(event, "DTSTART"));
    const auto end = moment_in(line_of(event, "DTEND"));
    if (begin.day.empty() || begin.time.empty()) return begin.day;
    auto text = begin.day + " " + begin.time;
    if (!end.time.empty()) text += " – " + (end.day == begin.day ? "" : end.day + " ") + end.time;
    if (!begin.zone.empty()) text += " (" + begin.zone + ")";
    return text;
}

std::string organiser(std::string_view event) {
    constexpr std::string_view scheme = "mailto:";
    const auto line = line_of(event, "ORGANIZER");
    auto address = value_of(line);
    if (equals_ignoring_case(address.substr(0, scheme.size()), scheme))
        address.remove_prefix(scheme.size());
    const auto name = parameter_of(line, "cn");
    if (name.empty() || name == address) return std::string(address);
    return name + " <" + std::string(address) + ">";
}

void add_line(std::string& details, std::string_view name, std::string_view value) {
    const auto shown = display_text(unescaped(value));
    if (shown.empty()) return;
    if (!details.empty()) details += '\n';
    details.append(name).append(": ").append(utf8_prefix(shown, line_max));
}

std::string details_of(std::string_view event) {
    std::string details;
    add_line(details, "When", when(event));
    add_line(details, "Where", value_of(line_of(event, "LOCATION")));
    add_line(details, "From", organiser(event));
    return details;
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
        .details = details_of(body),
        .is_answer = is_answer,
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
