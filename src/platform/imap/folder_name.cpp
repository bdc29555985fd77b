// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/imap/folder_name.hpp"

#include "kernel/check.hpp"

#include <cstdint>

namespace heed::imap {

namespace {

constexpr std::string_view letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// Six bits a letter, without padding.
std::string sixes(std::string_view bytes) {
    std::string out;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char byte : bytes) {
        bits = (bits << 8) | static_cast<unsigned char>(byte);
        for (count += 8; count >= 6; count -= 6) out += letters[(bits >> (count - 6)) & 63];
    }
    if (count > 0) out += letters[(bits << (6 - count)) & 63];
    return out;
}

void append_unit(std::string& out, std::uint32_t unit) {
    out += static_cast<char>((unit >> 8) & 0xFF);
    out += static_cast<char>(unit & 0xFF);
}

std::size_t length_of(unsigned char first) {
    if (first >= 0xF0) return 4;
    if (first >= 0xE0) return 3;
    return first >= 0xC0 ? 2 : 1;
}

std::string utf16(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto first = static_cast<unsigned char>(text[0]);
        const auto length = length_of(first);
        std::uint32_t point = length == 1 ? first : first & (0xFFU >> (length + 1));
        for (const char next : text.substr(1, length - 1)) {
            point = (point << 6) | (static_cast<unsigned char>(next) & 0x3FU);
        }
        if (point >= 0x10000) {
            append_unit(out, 0xD800 + ((point - 0x10000) >> 10));
            append_unit(out, 0xDC00 + ((point - 0x10000) & 0x3FF));
        } else {
            append_unit(out, point);
        }
        text.remove_prefix(length);
    }
    return out;
}

bool is_plain(char c) {
    return c >= ' ' && c <= '~';
}

} // namespace

std::string folder_on_the_wire(std::string_view name) {
    std::string out;
    while (!name.empty()) {
        std::size_t length = 0;
        if (is_plain(name[0])) {
            out += name[0];
            if (name[0] == '&') out += '-';
            length = 1;
        } else {
            while (length < name.size() && !is_plain(name[length])) ++length;
            auto code = sixes(utf16(name.substr(0, length)));
            for (char& letter : code) letter = letter == '/' ? ',' : letter;
            out += '&' + code + '-';
        }
        name.remove_prefix(length);
    }
    return out;
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        CHECK(c != '\r' && c != '\n' && c != '\0');
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

std::string base64(std::string_view bytes) {
    auto out = sixes(bytes);
    while (out.size() % 4 != 0) out += '=';
    return out;
}

} // namespace heed::imap
