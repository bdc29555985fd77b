// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/header_block.hpp"

#include "kernel/text.hpp"

#include <algorithm>

namespace heed::mail {

namespace {

std::string_view line_at(std::string_view text, std::size_t at) {
    const auto end = std::min(text.find('\n', at), text.size() - 1);
    return text.substr(at, end - at + 1);
}

bool is_blank(std::string_view line) {
    return line == "\n" || line == "\r\n" || line == "\r";
}

/// Length of the field name when the line begins a header, else 0.
std::size_t name_length(std::string_view line) {
    const auto colon = line.substr(0, 200).find(':');
    if (colon == std::string_view::npos || colon == 0) return 0;
    auto name = line.substr(0, colon);
    while (name.ends_with(' ') || name.ends_with('\t')) name.remove_suffix(1);
    const bool graphic =
        std::ranges::all_of(name, [](char letter) { return letter > ' ' && letter < '\x7F'; });
    return graphic ? name.size() : 0;
}

bool begins_header(std::string_view letter, std::size_t at) {
    return at < letter.size() && name_length(line_at(letter, at)) > 0;
}

std::size_t skip_before_headers(std::string_view letter) {
    std::size_t at = letter.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    while (at < letter.size() && is_blank(line_at(letter, at))) at += line_at(letter, at).size();
    const auto rest = letter.substr(at);
    if (rest.starts_with("From ") || rest.starts_with(">From ")) at += line_at(letter, at).size();
    return at;
}

} // namespace

std::string_view HeaderBlock::first(std::string_view name) const {
    for (const auto& header : headers) {
        if (equals_ignoring_case(header.name, name) && !trimmed(header.value).empty())
            return header.value;
    }
    return {};
}

std::vector<std::string_view> HeaderBlock::all(std::string_view name) const {
    std::vector<std::string_view> values;
    for (const auto& header : headers) {
        if (equals_ignoring_case(header.name, name)) values.push_back(header.value);
    }
    return values;
}

HeaderBlock split_headers(std::string_view letter, const HeaderLimits& limits) {
    HeaderBlock block;
    std::size_t at = skip_before_headers(letter);
    const auto begin = at;
    while (at < letter.size()) {
        const auto line = line_at(letter, at);
        if (is_blank(line)) {
            at += line.size();
            break;
        }
        const auto name = name_length(line);
        if (name == 0) {
            block.odd = true;
            if (!begins_header(letter, at + line.size())) break;
            at += line.size();
            continue;
        }
        auto end = at + line.size();
        while (end < letter.size() && (letter[end] == ' ' || letter[end] == '\t') &&
               !is_blank(line_at(letter, end)))
            end += line_at(letter, end).size();
        const bool fits = end - begin <= limits.bytes && block.headers.size() < limits.count;
        const auto value_at = letter.find(':', at) + 1;
        if (fits)
            block.headers.push_back(
                {.name = letter.substr(at, name), .value = letter.substr(value_at, end - value_at)}
            );
        else
            block.cut = true;
        at = end;
    }
    block.body_at = at;
    return block;
}

} // namespace heed::mail
