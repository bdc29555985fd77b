// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/lmtp/command.hpp"

#include "kernel/text.hpp"

#include <algorithm>

namespace heed::lmtp {

namespace {

std::string upper(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return result;
}

std::string_view without_blanks(std::string_view text) {
    const auto begin = text.find_first_not_of(' ');
    return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

/// Where the `>` stands that ends a path; one inside a quoted local part does not.
std::size_t end_of_path(std::string_view text) {
    bool quoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (quoted && text[at] == '\\')
            ++at;
        else if (text[at] == '"')
            quoted = !quoted;
        else if (text[at] == '>' && !quoted)
            return at;
    }
    return std::string_view::npos;
}

/// `@relay,@other:ana@example.org` is ana@example.org: routes are not followed (RFC 5321, app. C).
std::string_view without_route(std::string_view path) {
    if (!path.starts_with('@')) return path;
    const auto colon = path.find(':');
    return colon == std::string_view::npos ? path : path.substr(colon + 1);
}

std::map<std::string, std::string> parameters_of(std::string_view text) {
    std::map<std::string, std::string> parameters;
    for (text = without_blanks(text); !text.empty(); text = without_blanks(text)) {
        const auto word = text.substr(0, text.find(' '));
        text.remove_prefix(word.size());
        const auto sign = std::min(word.find('='), word.size());
        parameters[upper(word.substr(0, sign))] = word.substr(std::min(sign + 1, word.size()));
    }
    return parameters;
}

} // namespace

Command command_of(std::string_view line) {
    const auto verb = line.substr(0, line.find(' '));
    return {.verb = upper(verb), .rest = without_blanks(line.substr(verb.size()))};
}

std::optional<Path> path_of(std::string_view rest, std::string_view word) {
    if (!equals_ignoring_case(rest.substr(0, word.size()), word)) return std::nullopt;
    rest.remove_prefix(word.size());
    if (!rest.starts_with(':')) return std::nullopt;
    rest = without_blanks(rest.substr(1));
    if (!rest.starts_with('<')) return std::nullopt;
    rest.remove_prefix(1);
    const auto end = end_of_path(rest);
    if (end == std::string_view::npos) return std::nullopt;
    const auto behind = rest.substr(end + 1);
    if (!behind.empty() && !behind.starts_with(' ')) return std::nullopt;
    return Path{
        .address = std::string(without_route(rest.substr(0, end))),
        .parameters = parameters_of(behind)
    };
}

bool is_plain(std::string_view address) {
    constexpr std::size_t longest = 320; // 64 before the @ and 255 behind it
    return address.size() <= longest && is_valid_utf8(address) &&
           std::ranges::none_of(address, [](char c) {
               const auto byte = static_cast<unsigned char>(c);
               return byte < 0x20 || byte == 0x7f || c == '<' || c == '>';
           });
}

} // namespace heed::lmtp
