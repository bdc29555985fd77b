// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/domains.hpp"

#include "kernel/text.hpp"
#include "platform/mail/compose.hpp"
#include "platform/mail/encode.hpp"

#include <algorithm>
#include <array>
#include <glib.h>

namespace heed::mail {

namespace {

constexpr std::string_view host_letters = "abcdefghijklmnopqrstuvwxyz0123456789-.";
constexpr std::size_t label_bytes_max = 63;
constexpr std::size_t domain_bytes_max = 189; // room for the longest local part and the sign

/// Written together wherever Chinese, Japanese or Korean is.
bool is_written_together(GUnicodeScript script) {
    constexpr std::array scripts = {
        G_UNICODE_SCRIPT_LATIN,
        G_UNICODE_SCRIPT_HAN,
        G_UNICODE_SCRIPT_HIRAGANA,
        G_UNICODE_SCRIPT_KATAKANA,
        G_UNICODE_SCRIPT_BOPOMOFO,
        G_UNICODE_SCRIPT_HANGUL,
    };
    return std::ranges::find(scripts, script) != scripts.end();
}

/// Expects well-formed UTF-8.
bool reads_as_itself(const std::string& label) {
    GUnicodeScript seen = G_UNICODE_SCRIPT_COMMON;
    for (const char* at = label.c_str(); *at != '\0'; at = g_utf8_next_char(at)) {
        const auto letter = g_utf8_get_char(at);
        const bool belongs = g_unichar_isalnum(letter) != 0 || g_unichar_ismark(letter) != 0;
        if (letter >= 0x80U && !belongs) return false;
        const auto script = g_unichar_get_script(letter);
        if (script == G_UNICODE_SCRIPT_COMMON || script == G_UNICODE_SCRIPT_INHERITED) continue;
        const bool goes_on = seen == G_UNICODE_SCRIPT_COMMON || seen == script ||
                             (is_written_together(seen) && is_written_together(script));
        if (!goes_on) return false;
        seen = script;
    }
    return true;
}

bool is_readable(std::string_view domain) {
    if (domain.size() > domain_bytes_max) return false;
    for (std::size_t begin = 0; begin <= domain.size();) {
        const auto end = std::min(domain.find('.', begin), domain.size());
        const std::string label(domain.substr(begin, end - begin));
        if (label.size() > label_bytes_max || !reads_as_itself(label)) return false;
        begin = end + 1;
    }
    return true;
}

std::string readable_domain(const std::string& ascii) {
    gchar* const readable = g_hostname_to_unicode(ascii.c_str());
    std::string result = readable == nullptr ? "" : readable;
    g_free(readable);
    return result;
}

} // namespace

std::string normalised_domain(std::string_view domain) {
    auto plain = ascii_lower(domain);
    if (is_ascii(plain) && !plain.contains("xn--")) return plain;
    if (!is_valid_utf8(plain)) return plain;
    auto ascii = ascii_lower(ascii_domain(plain));
    while (ascii.ends_with('.')) ascii.pop_back();
    if (ascii.empty() || ascii.find_first_not_of(host_letters) != std::string::npos) return plain;
    auto readable = readable_domain(ascii);
    // What does not lead back is the name of another.
    const bool leads_back = is_valid_utf8(readable) && ascii_domain(readable) == ascii;
    return leads_back && is_readable(readable) ? readable : ascii;
}

std::vector<std::string> spellings(std::string_view normalised) {
    std::vector<std::string> all{std::string(normalised)};
    if (is_ascii(normalised)) return all;
    auto before =
        normalised.contains('@') ? envelope_address(normalised) : ascii_domain(normalised);
    if (!before.empty() && before != all.front()) all.push_back(std::move(before));
    return all;
}

} // namespace heed::mail
