// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/words/running.hpp"

#include "kernel/text.hpp"
#include "platform/words/words.hpp"

#include <glib.h>
#include <string>

namespace heed::words {

namespace {

constexpr std::size_t word_bytes_max = 64;

bool is_ascii(unsigned char byte) {
    return byte < 0x80;
}

bool is_ascii_alnum(unsigned char byte) {
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z');
}

/// Written without blanks between words.
bool stands_alone(gunichar letter) {
    const auto script = g_unichar_get_script(letter);
    return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HIRAGANA ||
           script == G_UNICODE_SCRIPT_KATAKANA || script == G_UNICODE_SCRIPT_THAI;
}

enum class Part { word, alone, gap };

struct Letter {
    Part part = Part::gap;
    std::size_t bytes = 1;
};

Letter letter_at(std::string_view text, std::size_t at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (is_ascii(byte)) return {is_ascii_alnum(byte) ? Part::word : Part::gap, 1};
    const auto left = static_cast<gssize>(text.size() - at);
    const auto letter = g_utf8_get_char_validated(text.data() + at, left);
    if (letter >= static_cast<gunichar>(-2)) return {Part::gap, 1}; // not UTF-8
    const auto bytes = static_cast<std::size_t>(g_unichar_to_utf8(letter, nullptr));
    if (g_unichar_ismark(letter) != 0) return {Part::word, bytes};
    if (g_unichar_isalnum(letter) == 0) return {Part::gap, bytes};
    return {stands_alone(letter) ? Part::alone : Part::word, bytes};
}

/// Folds one run of letters at a time; mostly these are plain ASCII, which needs no tables.
class Runs {
public:
    Runs(std::string_view text, const WordVisit& visit) : text_(text), visit_(visit) {}

    void give(std::size_t begin, std::size_t end) {
        const auto run = text_.substr(begin, end - begin);
        word_.clear();
        if (is_plain(run))
            word_ = ascii_lower(run);
        else
            fold(run);
        const auto cut = utf8_prefix(word_, word_bytes_max);
        if (!cut.empty()) visit_({.text = cut, .begin = begin, .end = end});
    }

private:
    static bool is_plain(std::string_view run) {
        for (const char byte : run) {
            if (!is_ascii(static_cast<unsigned char>(byte))) return false;
        }
        return true;
    }

    /// Some letters come apart into more than letters, as one half does.
    void fold(std::string_view run) {
        const auto whole = folded(run);
        for (std::size_t at = 0; at < whole.size();) {
            const auto letter = letter_at(whole, at);
            if (letter.part != Part::gap) word_.append(whole, at, letter.bytes);
            at += letter.bytes;
        }
    }

    std::string_view text_;
    const WordVisit& visit_;
    std::string word_;
};

} // namespace

void each_word(std::string_view text, const WordVisit& visit) {
    Runs runs(text, visit);
    std::size_t begin = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto letter = letter_at(text, at);
        if (letter.part != Part::word) {
            if (begin < at) runs.give(begin, at);
            if (letter.part == Part::alone) runs.give(at, at + letter.bytes);
            begin = at + letter.bytes;
        }
        at += letter.bytes;
    }
    if (begin < at) runs.give(begin, at);
}

} // namespace heed::words
