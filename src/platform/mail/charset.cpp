// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/charset.hpp"

#include "kernel/text.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <iconv.h>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace heed::mail {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// How a charset is decoded: by our own code, or by iconv under its own name. Names not in the
// table are never given to iconv: it knows hundreds, some with a history of memory errors.
// First the name, of letters and digits only.
using Charset = std::pair<std::string_view, std::string_view>;

constexpr std::string_view own_utf8 = "utf8";
constexpr std::string_view own_1252 = "1252";
constexpr std::string_view own_2022_jp = "2022jp";
constexpr std::string_view own_hz = "hz";

constexpr auto charsets = std::to_array<Charset>({
    {"utf8", own_utf8},
    {"unicode11utf8", own_utf8},
    {"utf8mb4", own_utf8},
    {"usascii", own_1252},
    {"ascii", own_1252},
    {"ansix341968", own_1252},
    {"iso646us", own_1252},
    {"iso88591", own_1252},
    {"88591", own_1252},
    {"latin1", own_1252},
    {"windows1252", own_1252},
    {"cp1252", own_1252},
    {"xwindows1252", own_1252},
    {"ansi", own_1252},
    {"utf7", "UTF-7"},
    {"unicode11utf7", "UTF-7"},
    {"utf16", "UTF-16"},
    {"utf16le", "UTF-16LE"},
    {"utf16be", "UTF-16BE"},
    {"utf32", "UTF-32"},
    {"iso88592", "ISO-8859-2"},
    {"latin2", "ISO-8859-2"},
    {"iso88593", "ISO-8859-3"},
    {"iso88594", "ISO-8859-4"},
    {"iso88595", "ISO-8859-5"},
    {"iso88596", "ISO-8859-6"},
    {"iso88596i", "ISO-8859-6"},
    {"iso88596e", "ISO-8859-6"},
    {"iso88597", "ISO-8859-7"},
    {"iso88598", "ISO-8859-8"},
    {"iso88598i", "ISO-8859-8"},
    {"iso88598e", "ISO-8859-8"},
    {"logical", "ISO-8859-8"},
    {"iso88599", "CP1254"},
    {"latin5", "CP1254"},
    {"iso885910", "ISO-8859-10"},
    {"iso885911", "CP874"},
    {"iso885913", "ISO-8859-13"},
    {"iso885914", "ISO-8859-14"},
    {"iso885915", "ISO-8859-15"},
    {"latin9", "ISO-8859-15"},
    {"iso885916", "ISO-8859-16"},
    {"tis620", "CP874"},
    {"windows874", "CP874"},
    {"cp874", "CP874"},
    {"windows1250", "CP1250"},
    {"cp1250", "CP1250"},
    {"windows1251", "CP1251"},
    {"cp1251", "CP1251"},
    {"windows1253", "CP1253"},
    {"cp1253", "CP1253"},
    {"windows1254", "CP1254"},
    {"cp1254", "CP1254"},
    {"windows1255", "CP1255"},
    {"cp1255", "CP1255"},
    {"windows1256", "CP1256"},
    {"cp1256", "CP1256"},
    {"windows1257", "CP1257"},
    {"cp1257", "CP1257"},
    {"windows1258", "CP1258"},
    {"cp1258", "CP1258"},
    {"koi8r", "KOI8-R"},
    {"koi8u", "KOI8-U"},
    {"koi8ru", "KOI8-U"},
    {"macintosh", "MACINTOSH"},
    {"macroman", "MACINTOSH"},
    {"xmacroman", "MACINTOSH"},
    {"xmaccyrillic", "MAC-CYRILLIC"},
    {"ibm437", "IBM437"},
    {"cp437", "IBM437"},
    {"ibm850", "IBM850"},
    {"cp850", "IBM850"},
    {"ibm852", "IBM852"},
    {"cp852", "IBM852"},
    {"ibm866", "IBM866"},
    {"cp866", "IBM866"},
    {"viscii", "VISCII"},
    {"gb2312", "GB18030"},
    {"gb231280", "GB18030"},
    {"gbk", "GB18030"},
    {"xgbk", "GB18030"},
    {"cp936", "GB18030"},
    {"ms936", "GB18030"},
    {"windows936", "GB18030"},
    {"euccn", "GB18030"},
    {"gb18030", "GB18030"},
    {"hzgb2312", own_hz},
    {"hz", own_hz},
    {"big5", "BIG5-HKSCS"},
    {"big5hkscs", "BIG5-HKSCS"},
    {"cp950", "BIG5-HKSCS"},
    {"xbig5", "BIG5-HKSCS"},
    {"euctw", "EUC-TW"},
    {"iso2022jp", own_2022_jp},
    {"iso2022jp1", own_2022_jp},
    {"iso2022jp2", own_2022_jp},
    {"iso2022jp3", own_2022_jp},
    {"iso2022jpms", own_2022_jp},
    {"iso2022jpkddi", own_2022_jp},
    {"cp50220", own_2022_jp},
    {"cp50221", own_2022_jp},
    {"cp50222", own_2022_jp},
    {"eucjp", "EUC-JP-MS"},
    {"xeucjp", "EUC-JP-MS"},
    {"cp51932", "EUC-JP-MS"},
    {"shiftjis", "CP932"},
    {"xsjis", "CP932"},
    {"sjis", "CP932"},
    {"mskanji", "CP932"},
    {"cp932", "CP932"},
    {"windows31j", "CP932"},
    {"ksc5601", "CP949"},
    {"ksc56011987", "CP949"},
    {"ksc56011989", "CP949"},
    {"korean", "CP949"},
    {"euckr", "CP949"},
    {"cp949", "CP949"},
    {"uhc", "CP949"},
    {"windows949", "CP949"},
    {"iso2022kr", "ISO-2022-KR"},
    {"johab", "JOHAB"},
});

std::optional<std::string_view> decoder_for(std::string_view charset) {
    std::string name;
    for (const char letter : ascii_lower(charset)) {
        if (letter == '*') break; // RFC 2231: "utf-8*en"
        const bool kept = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
        if (kept) name += letter;
    }
    const auto found = std::ranges::find(charsets, name, &Charset::first);
    if (found == charsets.end()) return std::nullopt;
    return found->second;
}

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

} // namespace heed::mail
