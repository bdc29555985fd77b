// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/words/words.hpp"

#include "kernel/text.hpp"

#include <algorithm>
#include <glib.h>
#include <memory>

namespace heed::words {

namespace {

constexpr std::size_t word_bytes_max = 64;
constexpr std::size_t address_bytes_max = 254;

struct Free {
    void operator()(char* text) const { g_free(text); }
};

using Text = std::unique_ptr<char, Free>;

void append(std::string& out, gunichar letter) {
    char bytes[6];
    out.append(bytes, static_cast<std::size_t>(g_unichar_to_utf8(letter, bytes)));
}

bool is_mark(gunichar letter) {
    return g_unichar_ismark(letter) != 0;
}

/// Case and accents gone, everything else as it stands.
std::string plain(std::string_view text) {
    const auto* const begin = text.data();
    const Text cased(g_utf8_casefold(begin, static_cast<gssize>(text.size())));
    const Text apart(g_utf8_normalize(cased.get(), -1, G_NORMALIZE_ALL));
    std::string result;
    if (!apart) return result; // not UTF-8: nothing to find it by
    for (const char* at = apart.get(); *at != '\0'; at = g_utf8_next_char(at)) {
        const gunichar letter = g_utf8_get_char(at);
        if (!is_mark(letter)) append(result, letter);
    }
    return result;
}

void add_once(std::vector<std::string>& to, std::string word) {
    if (!word.empty() && std::ranges::find(to, word) == to.end()) to.push_back(std::move(word));
}

} // namespace

std::string folded(std::string_view text) {
    std::string result;
    const auto letters = plain(text);
    for (const char* at = letters.c_str(); *at != '\0'; at = g_utf8_next_char(at)) {
        const gunichar letter = g_utf8_get_char(at);
        if (g_unichar_isspace(letter) == 0)
            append(result, letter);
        else if (!result.empty() && result.back() != ' ')
            result += ' ';
    }
    if (result.ends_with(' ')) result.pop_back();
    return result;
}

std::vector<std::string> words_of(std::string_view text, std::size_t count_max) {
    std::vector<std::string> result;
    std::string word;
    const auto letters = plain(text);
    for (const char* at = letters.c_str(); result.size() < count_max; at = g_utf8_next_char(at)) {
        const gunichar letter = g_utf8_get_char(at);
        if (letter != 0 && g_unichar_isalnum(letter) != 0) {
            append(word, letter);
            continue;
        }
        add_once(result, std::string(utf8_prefix(word, word_bytes_max)));
        word.clear();
        if (letter == 0) break;
    }
    return result;
}

std::vector<std::string> prefixes_of(std::string_view query, std::size_t count_max) {
    std::vector<std::string> result;
    const auto text = folded(query);
    std::string_view rest = text;
    while (!rest.empty() && result.size() < count_max) {
        const auto piece = rest.substr(0, rest.find(' '));
        rest.remove_prefix(std::min(piece.size() + 1, rest.size()));
        if (piece.contains('@')) {
            add_once(result, std::string(utf8_prefix(piece, address_bytes_max)));
            continue;
        }
        for (auto& word : words_of(piece, count_max - result.size()))
            add_once(result, std::move(word));
    }
    return result;
}

std::string prefix_end(std::string_view prefix) {
    return std::string(prefix) + "\xF4\x8F\xBF\xBF"; // the last code point there is
}

} // namespace heed::words
