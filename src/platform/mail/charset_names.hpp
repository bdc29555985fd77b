// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace heed::mail {

// Decoders of our own; every other name is one of iconv's.
inline constexpr std::string_view own_utf8 = "utf8";
inline constexpr std::string_view own_1252 = "1252";
inline constexpr std::string_view own_2022_jp = "2022jp";
inline constexpr std::string_view own_hz = "hz";

/// The decoder for a charset as letters name it, whatever case and marks it is written with.
std::optional<std::string_view> decoder_for(std::string_view charset);

/// The names of iconv's that `decoder_for` answers; some stand more than once.
std::vector<std::string_view> iconv_decoders();

} // namespace heed::mail
