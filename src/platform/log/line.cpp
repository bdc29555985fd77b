// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/log/line.hpp"

#include "kernel/json.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace heed::log {

namespace {

/// Writes DEL and the C1 controls, which some terminals obey, as JSON escapes.
std::string without_terminal_codes(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0U;
        if (byte == 0x7fU) {
            out += "\\u007f";
        } else if (byte == 0xc2U && next >= 0x80U && next <= 0x9fU) {
            out += fmt::format("\\u{:04x}", next);
            ++at;
        } else {
            out += text[at];
        }
    }
    return out;
}

void write_quoted(std::string& out, std::string_view text) {
    std::string quoted;
    write_json_string(quoted, is_valid_utf8(text) ? text : std::string_view(valid_utf8(text)));
    out += without_terminal_codes(quoted);
}

struct ContentWriter {
    std::string* out;

    void operator()(bool value) const { write_json(*out, value); }

    void operator()(std::int64_t value) const { write_json(*out, value); }

    void operator()(double value) const { write_json(*out, value); }

    void operator()(Instant value) const { write_json(*out, value); }

    void operator()(std::string_view value) const { write_quoted(*out, value); }
};

bool is_plain(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char letter) {
        return letter > ' ' && letter < '\x7f' && letter != '"' && letter != '=' && letter != '\\';
    });
}

} // namespace

std::string json_line(const Event& event) {
    std::string line = R"({"at":)";
    write_json(line, event.at);
    line += R"(,"level":)";
    write_json(line, event.level);
    line += R"(,"event":)";
    write_quoted(line, event.name);
    for (const auto& [name, value] : event.pairs) {
        line += ',';
        write_quoted(line, name);
        line += ':';
        std::visit(ContentWriter{&line}, value.content());
    }
    line += '}';
    return line;
}

std::string text_line(const Event& event) {
    auto line = fmt::format("{} {:<7} ", to_rfc3339(event.at), name_of(event.level));
    line += event.name;
    for (const auto& [name, value] : event.pairs) {
        line += ' ';
        line += name;
        line += '=';
        const auto* const text = std::get_if<std::string_view>(&value.content());
        if (text != nullptr && is_plain(*text))
            line += *text;
        else
            std::visit(ContentWriter{&line}, value.content());
    }
    return line;
}

} // namespace heed::log
