// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/encode.hpp"

#include "kernel/text.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <glib.h>

namespace heed::mail {

namespace {

constexpr std::string_view hex_digits = "0123456789ABCDEF";
constexpr std::size_t fold_at = 76;
// 75 of an encoded word without "=?utf-8?B?" and "?=", in groups of four.
constexpr std::size_t word_bytes_max = 45;

std::string without_controls(std::string_view text) {
    std::string out(text);
    for (char& letter : out)
        if (static_cast<unsigned char>(letter) < 0x20U || letter == 0x7F) letter = ' ';
    return out;
}

std::string encoded_words(std::string_view text, std::size_t column) {
    std::string out;
    auto room = column < 30 ? word_bytes_max - column / 2 : std::size_t{20};
    while (!text.empty()) {
        const auto piece = utf8_prefix(text, room);
        if (!out.empty()) out += "\r\n ";
        out += "=?utf-8?B?" + base64(piece) + "?=";
        text.remove_prefix(piece.size());
        room = word_bytes_max;
    }
    return out;
}

/// Breaks plain text at blanks; nothing when a word is longer than a line may be.
std::string folded(std::string_view text, std::size_t column) {
    std::string out;
    while (!text.empty()) {
        const auto next = std::min(text.find(' ', 1), text.size());
        const auto word = text.substr(0, next);
        if (column + word.size() > fold_at && !out.empty() && word.starts_with(' ') &&
            word.size() > 1) {
            out += "\r\n";
            column = 0;
        }
        out += word;
        column += word.size();
        text.remove_prefix(next);
    }
    return out;
}

bool has_long_word(std::string_view text) {
    std::size_t length = 0;
    return std::ranges::any_of(text, [&](char letter) {
        length = letter == ' ' ? 0 : length + 1;
        return length > 200;
    });
}

bool is_atom_text(std::string_view text) {
    return std::ranges::all_of(text, [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') ||
               std::string_view(" !#$%&'*+-/=?^_`{|}~").contains(letter);
    });
}

std::string encoded_name(std::string_view raw, std::size_t column) {
    auto name = without_controls(raw);
    if (!is_ascii(name) || name.contains("=?") || name.size() > 60)
        return encoded_words(name, column);
    if (is_atom_text(name) && !name.starts_with(' ') && !name.ends_with(' ') &&
        !name.contains("  "))
        return name;
    std::string quoted = "\"";
    for (const char letter : name) {
        if (letter == '"' || letter == '\\') quoted += '\\';
        quoted += letter;
    }
    return quoted + '"';
}

std::string percent_encoded(std::string_view value) {
    std::string out;
    for (const char letter : value) {
        const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                           (letter >= '0' && letter <= '9') || letter == '.' || letter == '-' ||
                           letter == '_';
        const auto byte = static_cast<unsigned char>(letter);
        if (plain) {
            out += letter;
        } else {
            out += '%';
            out += hex_digits[byte >> 4U];
            out += hex_digits[byte & 15U];
        }
    }
    return out;
}

/// Appends one line of quoted-printable, softly broken at 76.
void add_quoted_line(std::string& out, std::string_view line) {
    std::size_t width = 0;
    for (std::size_t at = 0; at < line.size(); ++at) {
        const auto byte = static_cast<unsigned char>(line[at]);
        const bool last = at + 1 == line.size();
        const bool blank = byte == ' ' || byte == '\t';
        const bool plain = (byte > 0x20U && byte < 0x7FU && byte != '=') || (blank && !last);
        const std::size_t size = plain ? 1 : 3;
        if (width + size > 75) {
            out += "=\r\n";
            width = 0;
        }
        // A dot or "From " at the start of a line means something to old servers.
        const bool risky = width == 0 && (byte == '.' || line.substr(at).starts_with("From "));
        if (plain && !risky) {
            out += static_cast<char>(byte);
        } else {
            out += '=';
            out += hex_digits[byte >> 4U];
            out += hex_digits[byte & 15U];
        }
        width += plain && !risky ? 1 : 3;
    }
    out += "\r\n";
}

/// Calls `add` with each line without its end.
void each_line(std::string_view text, const auto& add) {
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        add(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

bool fits_7bit(std::string_view text) {
    bool fits = true;
    each_line(text, [&](std::string_view line) {
        const bool risky = line.starts_with("--") || line.starts_with('.') ||
                           line.starts_with("From ") || line.ends_with(' ');
        const bool plain = std::ranges::all_of(line, [](char letter) {
            return (letter >= ' ' && letter < '\x7F') || letter == '\t';
        });
        fits = fits && line.size() <= 78 && plain && !risky;
    });
    return fits;
}

} // namespace

std::string base64(std::string_view bytes) {
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const auto count = std::min<std::size_t>(3, bytes.size() - at);
        unsigned group = 0;
        for (std::size_t index = 0; index < 3; ++index)
            group = (group << 8U) |
                    (index < count ? static_cast<unsigned char>(bytes[at + index]) : 0U);
        for (std::size_t index = 0; index < 4; ++index)
            out += index <= count ? digits[(group >> (18U - 6U * index)) & 63U] : '=';
    }
    return out;
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char letter) {
        return static_cast<unsigned char>(letter) < 0x80U;
    });
}

std::string ascii_domain(std::string_view domain) {
    if (is_ascii(domain)) return std::string(domain);
    gchar* const ascii = g_hostname_to_ascii(std::string(domain).c_str());
    std::string result = ascii == nullptr ? "" : ascii;
    g_free(ascii);
    return result;
}

std::string date_value(Instant instant) {
    constexpr std::array<std::string_view, 7> days = {
        "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"
    };
    constexpr std::array<std::string_view, 12> months = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    const auto iso = to_rfc3339(instant); // 2026-06-10T09:00:00.000Z
    const std::chrono::weekday weekday(std::chrono::floor<std::chrono::days>(instant));
    const auto month = static_cast<std::size_t>((iso[5] - '0') * 10 + (iso[6] - '0') - 1);
    std::string out(days.at(weekday.c_encoding()));
    out += ", " + iso.substr(8, 2) + " " + std::string(months.at(month)) + " " + iso.substr(0, 4);
    return out + " " + iso.substr(11, 8) + " +0000";
}

std::string encoded_text(std::string_view text, std::size_t column) {
    const auto plain = without_controls(text);
    const bool as_it_is = is_ascii(plain) && !plain.contains("=?") && !has_long_word(plain) &&
                          !plain.starts_with(' ') && !plain.ends_with(' ') && !plain.contains("  ");
    return as_it_is ? folded(plain, column) : encoded_words(plain, column);
}

std::string encoded_addresses(const std::vector<MailAddress>& addresses, std::size_t column) {
    std::string out;
    for (const auto& address : addresses) {
        std::string entry = address.address;
        if (!address.name.empty())
            entry = encoded_name(address.name, column) + "\r\n <" + address.address + ">";
        const auto one_line = entry.find("\r\n") == entry.rfind("\r\n");
        if (one_line && entry.size() + column < fold_at)
            if (const auto fold = entry.find("\r\n"); fold != std::string::npos)
                entry.erase(fold, 2);
        if (!out.empty()) out += ",\r\n ";
        out += entry;
        column = 1;
    }
    return out;
}

std::string encoded_parameter(std::string_view name, std::string_view value) {
    const auto plain = without_controls(value);
    std::string out = ";\r\n ";
    if (is_ascii(plain) && plain.size() <= 60 && !plain.contains("=?")) {
        out += std::string(name) + "=\"";
        for (const char letter : plain) {
            if (letter == '"' || letter == '\\') out += '\\';
            out += letter;
        }
        return out + '"';
    }
    const auto encoded = percent_encoded(plain);
    if (encoded.size() <= 50) return out + std::string(name) + "*=utf-8''" + encoded;
    out.clear();
    std::string_view rest = encoded;
    for (int number = 0; !rest.empty(); ++number) {
        auto size = std::min<std::size_t>(50, rest.size());
        // An escape is not cut.
        for (std::size_t back = 1; back <= 2 && size < rest.size(); ++back)
            if (rest[size - back] == '%') size -= back;
        out += ";\r\n " + std::string(name) + "*" + std::to_string(number) + "*=";
        if (number == 0) out += "utf-8''";
        out += rest.substr(0, size);
        rest.remove_prefix(size);
    }
    return out;
}

EncodedBody encoded_body(std::string_view text) {
    EncodedBody body;
    if (fits_7bit(text)) {
        body.encoding = "7bit";
        each_line(text, [&](std::string_view line) { body.text += std::string(line) + "\r\n"; });
        return body;
    }
    const auto high = std::ranges::count_if(text, [](char letter) {
        return static_cast<unsigned char>(letter) >= 0x80U;
    });
    // Mostly other scripts: base64 is shorter.
    if (static_cast<std::size_t>(high) * 3 > text.size()) {
        std::string canonical;
        each_line(text, [&](std::string_view line) { canonical += std::string(line) + "\r\n"; });
        return {.encoding = "base64", .text = base64_lines(canonical)};
    }
    body.encoding = "quoted-printable";
    each_line(text, [&](std::string_view line) { add_quoted_line(body.text, line); });
    return body;
}

std::string base64_lines(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() * 4 / 3 + bytes.size() / 28 + 4);
    for (std::size_t at = 0; at < bytes.size(); at += 57)
        out += base64(bytes.substr(at, 57)) + "\r\n";
    return out;
}

} // namespace heed::mail
