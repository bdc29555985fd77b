// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/charset_names.hpp"

#include "kernel/text.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace heed::mail {

namespace {

// How a charset is decoded: by our own code, or by iconv under its own name. Names not in the
// table are never given to iconv: it knows hundreds, some with a history of memory errors.
// First the name, of letters and digits only.
using Charset = std::pair<std::string_view, std::string_view>;

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

} // namespace

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

std::vector<std::string_view> iconv_decoders() {
    constexpr std::array own{own_utf8, own_1252, own_2022_jp, own_hz};
    std::vector<std::string_view> names;
    for (const auto& [name, decoder] : charsets)
        if (std::ranges::find(own, decoder) == own.end()) names.push_back(decoder);
    return names;
}

} // namespace heed::mail
