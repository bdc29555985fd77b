// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/charset.hpp"

#include "kernel/text.hpp"
#include "platform/mail/charset_names.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <iconv.h>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace heed::mail {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

void append_code_point(std::string& out, unsigned code) {
    if (code < 0x80U) {
        out += static_cast<char>(code);
    } else if (code < 0x800U) {
        out += static_cast<char>(0xC0U | (code >> 6U));
        out += static_cast<char>(0x80U | (code & 0x3FU));
    } else {
        out += static_cast<char>(0xE0U | (code >> 12U));
        out += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
        out += static_cast<char>(0x80U | (code & 0x3FU));
    }
}

DecodedText from_windows_1252(std::string_view bytes) {
    // 0x80 to 0x9F; zero where nothing is assigned.
    static constexpr std::array<unsigned, 32> upper = {
        0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
    };
    DecodedText decoded;
    decoded.text.reserve(bytes.size() + bytes.size() / 8);
    for (const char letter : bytes) {
        const auto byte = static_cast<unsigned char>(letter);
        if (byte == 0) continue;
        const unsigned code = byte >= 0x80U && byte <= 0x9FU ? upper[byte - 0x80U] : byte;
        if (code == 0) {
            decoded.text += replacement;
            decoded.damaged = true;
        } else {
            append_code_point(decoded.text, code);
        }
    }
    return decoded;
}

struct CloseConverter {
    void operator()(iconv_t converter) const { iconv_close(converter); }
};

using Converter = std::unique_ptr<std::remove_pointer_t<iconv_t>, CloseConverter>;

DecodedText by_iconv(std::string_view bytes, std::string_view name) {
    const iconv_t opened = iconv_open("UTF-8", std::string(name).c_str());
    if (opened == reinterpret_cast<iconv_t>(-1)) { // NOLINT: iconv's own sign of failure
        auto decoded = from_windows_1252(bytes);
        decoded.damaged = true;
        return decoded;
    }
    const Converter converter(opened);
    DecodedText decoded;
    std::string input(bytes);
    char* from = input.data();
    std::size_t left = input.size();
    std::array<char, 4096> buffer{};
    while (left > 0) {
        char* to = buffer.data();
        std::size_t room = buffer.size();
        const auto outcome = iconv(converter.get(), &from, &left, &to, &room);
        const int error = errno;
        decoded.text.append(buffer.data(), buffer.size() - room);
        if (outcome != static_cast<std::size_t>(-1) || error == E2BIG) continue;
        decoded.text += replacement;
        decoded.damaged = true;
        ++from;
        --left;
    }
    decoded.text = valid_utf8(decoded.text);
    return decoded;
}

// Every flavour of ISO-2022-JP (Windows, NEC, phones) as EUC-JP, whose Microsoft table knows the
// characters that iconv's strict ISO-2022-JP refuses.
DecodedText from_iso_2022_jp(std::string_view bytes) {
    enum class Set { ascii, kanji, kana, supplement };
    std::string euc;
    euc.reserve(bytes.size());
    auto set = Set::ascii;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        const char letter = bytes[at];
        const auto rest = bytes.substr(at);
        const auto shift = [&](std::string_view escape, Set to) {
            if (!rest.starts_with(escape)) return false;
            set = to;
            at += escape.size() - 1;
            return true;
        };
        if (letter == '\x1B') {
            if (shift("\x1B$(D", Set::supplement) || shift("\x1B$(Q", Set::kanji) ||
                shift("\x1B$(O", Set::kanji) || shift("\x1B$(B", Set::kanji) ||
                shift("\x1B$@", Set::kanji) || shift("\x1B$B", Set::kanji) ||
                shift("\x1B(I", Set::kana) || shift("\x1B(B", Set::ascii) ||
                shift("\x1B(J", Set::ascii) || shift("\x1B(H", Set::ascii)) {
            }
            continue;
        }
        const auto byte = static_cast<unsigned char>(letter);
        if (byte == '\n' || byte == '\r') set = Set::ascii;
        const auto high = static_cast<char>(byte | 0x80U);
        const bool graphic = byte > 0x20U && byte < 0x7FU;
        if (set == Set::ascii || !graphic) {
            euc += letter;
        } else if (set == Set::kana) {
            euc += '\x8E';
            euc += high;
        } else if (at + 1 < bytes.size()) {
            if (set == Set::supplement) euc += '\x8F';
            euc += high;
            euc += static_cast<char>(static_cast<unsigned char>(bytes[++at]) | 0x80U);
        }
    }
    return by_iconv(euc, "EUC-JP-MS");
}

DecodedText from_hz(std::string_view bytes) {
    std::string gb;
    bool chinese = false;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        const char letter = bytes[at];
        const char next = at + 1 < bytes.size() ? bytes[at + 1] : '\0';
        if (letter == '\n') chinese = false;
        if (letter == '~' && (next == '{' || next == '}' || next == '~' || next == '\n')) {
            if (next == '~') gb += '~';
            if (next == '{' || next == '}') chinese = next == '{';
            ++at;
            continue;
        }
        const bool shifted = chinese && letter > ' ';
        gb += shifted ? static_cast<char>(static_cast<unsigned char>(letter) | 0x80U) : letter;
    }
    return by_iconv(gb, "GB18030");
}

DecodedText from_utf8(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (is_valid_utf8(bytes)) return {.text = valid_utf8(bytes), .damaged = false};
    auto decoded = DecodedText{.text = valid_utf8(bytes), .damaged = true};
    // Nothing in it is UTF-8: the label is wrong rather than the text damaged.
    const bool any_real = std::ranges::any_of(bytes, [](char letter) {
        return static_cast<unsigned char>(letter) >= 0x80U;
    });
    std::string without;
    for (std::size_t at = 0; at < decoded.text.size();) {
        const auto rest = std::string_view(decoded.text).substr(at);
        at += rest.starts_with(replacement) ? replacement.size() : 1;
        if (!rest.starts_with(replacement)) without += rest.front();
    }
    const bool nothing_real = std::ranges::none_of(without, [](char letter) {
        return static_cast<unsigned char>(letter) >= 0x80U;
    });
    if (any_real && nothing_real) return {.text = from_windows_1252(bytes).text, .damaged = true};
    return decoded;
}

} // namespace

bool is_known_charset(std::string_view charset) {
    return decoder_for(charset).has_value();
}

std::string decode_unlabelled(std::string_view bytes) {
    if (bytes.contains("\x1B$B") || bytes.contains("\x1B$@")) return from_iso_2022_jp(bytes).text;
    if (is_valid_utf8(bytes)) return valid_utf8(bytes);
    return from_windows_1252(bytes).text;
}

DecodedText decode_charset(std::string_view bytes, std::string_view charset) {
    const auto decoder = decoder_for(charset);
    const bool is_ascii = std::ranges::none_of(bytes, [](char letter) {
        return static_cast<unsigned char>(letter) >= 0x80U;
    });
    if (!decoder) {
        const bool guessed = !charset.empty() && !is_ascii;
        return {.text = decode_unlabelled(bytes), .damaged = guessed};
    }
    if (*decoder == own_utf8) return from_utf8(bytes);
    if (*decoder == own_2022_jp) return from_iso_2022_jp(bytes);
    if (*decoder == own_hz) return from_hz(bytes);
    if (*decoder != own_1252) return by_iconv(bytes, *decoder);
    const bool names_ascii = ascii_lower(charset).contains("ascii");
    if (names_ascii && !is_ascii && is_valid_utf8(bytes))
        return {.text = valid_utf8(bytes), .damaged = true};
    // Raw Japanese under a Western label.
    if (bytes.contains("\x1B$B")) return from_iso_2022_jp(bytes);
    return from_windows_1252(bytes);
}

void load_charsets() {
    // Never closed: what iconv has loaded stays, and is found again without a look at the disk.
    static std::vector<Converter> loaded;
    if (!loaded.empty()) return;
    for (const auto decoder : iconv_decoders()) {
        const iconv_t opened = iconv_open("UTF-8", std::string(decoder).c_str());
        if (opened != reinterpret_cast<iconv_t>(-1)) // NOLINT: iconv's own sign of failure
            loaded.emplace_back(opened);
    }
}

} // namespace heed::mail
