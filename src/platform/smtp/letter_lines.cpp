// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/smtp/letter_lines.hpp"

#include <algorithm>

namespace heed::smtp {

std::string with_crlf_lines(std::string_view letter) {
    std::string out;
    out.reserve(letter.size() + letter.size() / 32 + 2);
    while (!letter.empty()) {
        const auto end = std::min(letter.find_first_of("\r\n"), letter.size());
        out += letter.substr(0, end);
        out += "\r\n";
        letter.remove_prefix(end);
        if (letter.starts_with("\r\n")) letter.remove_prefix(1);
        if (!letter.empty()) letter.remove_prefix(1);
    }
    return out;
}

std::size_t doubled_dots(std::string_view crlf_letter) {
    std::size_t count = crlf_letter.starts_with('.') ? 1 : 0;
    constexpr std::string_view dotted = "\r\n.";
    for (auto at = crlf_letter.find(dotted); at != std::string_view::npos;
         at = crlf_letter.find(dotted, at + dotted.size())) {
        ++count;
    }
    return count;
}

bool is_envelope_address(std::string_view address) {
    constexpr std::size_t length_max = 320; // RFC 3696: 64 before the @, 255 behind
    const auto is_forbidden = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= ' ' || byte == 0x7F || c == '<' || c == '>';
    };
    const auto at = address.rfind('@');
    return address.size() <= length_max && at != std::string_view::npos && at > 0 &&
           at + 1 < address.size() && std::ranges::none_of(address, is_forbidden);
}

} // namespace heed::smtp
