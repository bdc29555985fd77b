// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace heed::mail {

struct DecodedText {
    std::string text;     // valid UTF-8, without NUL
    bool damaged = false; // bytes had to be replaced, or the named charset is unknown
};

/// `bytes` in the named charset as UTF-8. Names are read as mail programs mean them
/// (iso-8859-1 is windows-1252, gb2312 is gb18030, ks_c_5601 is cp949 …). An unknown or missing
/// name means UTF-8 when the bytes are that, else windows-1252.
DecodedText decode_charset(std::string_view bytes, std::string_view charset);

/// True when the name is one we can decode.
bool is_known_charset(std::string_view charset);

/// Loads whatever decoding any charset will need from the disk, for where there will be none.
void load_charsets();

/// Bytes of which nobody said what they are: UTF-8, raw ISO-2022-JP, else windows-1252.
std::string decode_unlabelled(std::string_view bytes);

} // namespace heed::mail
