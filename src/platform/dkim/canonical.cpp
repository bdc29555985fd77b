// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/dkim/canonical.hpp"

#include "kernel/text.hpp"

#include <algorithm>

namespace heed::dkim {

namespace {

constexpr std::string_view line_end = "\r\n";

bool is_blank(char letter) {
    return letter == ' ' || letter == '\t';
}

/// Up to and with its end; all that is left when it has none.
std::string_view take_line(std::string_view& text) {
    const auto end = text.find(line_end);
    const auto line = text.substr(0, end == std::string_view::npos ? end : end + line_end.size());
    text.remove_prefix(line.size());
    return line;
}

/// Runs of blanks as one; none at the end.
std::string with_single_blanks(std::string_view line) {
    std::string out;
    out.reserve(line.size());
    for (const char letter : line) {
        if (!is_blank(letter))
            out += letter;
        else if (out.empty() || out.back() != ' ')
            out += ' ';
    }
    if (out.ends_with(' ')) out.pop_back();
    return out;
}

std::string unfolded(std::string_view text) {
    std::string out(text);
    std::erase_if(out, [](char letter) { return letter == '\r' || letter == '\n'; });
    return out;
}

} // namespace

Parts parts_of(std::string_view letter) {
    Parts parts;
    while (!letter.empty()) {
        const auto* const begin = letter.data();
        auto line = take_line(letter);
        if (line == line_end) break;
        while (!letter.empty() && is_blank(letter.front())) take_line(letter);
        line = {begin, static_cast<std::size_t>(letter.data() - begin)};
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        parts.head.push_back({.name = ascii_lower(trimmed(line.substr(0, colon))), .text = line});
    }
    parts.body = letter;
    return parts;
}

std::string relaxed_field(const Field& field) {
    const auto value = unfolded(field.text.substr(field.text.find(':') + 1));
    const auto line = with_single_blanks(value);
    return field.name + ":" + line.substr(line.starts_with(' ') ? 1 : 0) + std::string(line_end);
}

std::string relaxed_body(std::string_view body) {
    std::string out;
    out.reserve(body.size());
    std::size_t empty_lines = 0; // written only when something follows
    while (!body.empty()) {
        auto line = take_line(body);
        if (line.ends_with(line_end)) line.remove_suffix(line_end.size());
        const auto text = with_single_blanks(line);
        if (text.empty()) {
            ++empty_lines;
            continue;
        }
        for (; empty_lines > 0; --empty_lines) out += line_end;
        out += text;
        out += line_end;
    }
    return out;
}

} // namespace heed::dkim
