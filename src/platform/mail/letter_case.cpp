// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/letter_case.hpp"

#include "kernel/text.hpp"

#include <algorithm>
#include <array>
#include <glib.h>
#include <memory>
#include <utility>

namespace heed::mail {

namespace {

struct Free {
    void operator()(gchar* text) const { g_free(text); }
};

using Owned = std::unique_ptr<gchar, Free>;

using Plain = std::pair<gunichar, std::string_view>;

// Letters that no decomposition takes apart.
constexpr auto without_marks = std::to_array<Plain>({
    {0x00DF, "ss"}, // ß
    {0x00E6, "ae"}, // æ
    {0x00F8, "o"},  // ø
    {0x0111, "d"},  // đ
    {0x0131, "i"},  // ı
    {0x0142, "l"},  // ł
    {0x0153, "oe"}, // œ
    {0x2019, "'"},  // ’
});

} // namespace

std::string lower_case(std::string_view text) {
    // The library reads past the end of a cut character.
    if (!is_valid_utf8(text)) return lower_case(valid_utf8(text));
    const auto copy = std::string(text);
    const Owned lower(g_utf8_strdown(copy.c_str(), static_cast<gssize>(copy.size())));
    return lower ? std::string(lower.get()) : std::string();
}

std::string bare_letters(std::string_view text) {
    auto lower = lower_case(text);
    const Owned apart(
        g_utf8_normalize(lower.data(), static_cast<gssize>(lower.size()), G_NORMALIZE_NFKD)
    );
    if (!apart) return lower;
    std::string out;
    gunichar base = 0;
    for (const gchar* at = apart.get(); *at != '\0'; at = g_utf8_next_char(at)) {
        const auto letter = g_utf8_get_char(at);
        // Marks belong to the letter in Japanese, Cyrillic and others.
        const bool mark = g_unichar_ismark(letter) != FALSE;
        if (mark && base < 0x400) continue;
        if (!mark) base = letter;
        const auto plain = std::ranges::find(without_marks, letter, &Plain::first);
        if (plain != without_marks.end())
            out += plain->second;
        else
            out.append(at, static_cast<std::size_t>(g_utf8_next_char(at) - at));
    }
    const Owned joined(
        g_utf8_normalize(out.data(), static_cast<gssize>(out.size()), G_NORMALIZE_NFC)
    );
    return joined ? std::string(joined.get()) : out;
}

} // namespace heed::mail
