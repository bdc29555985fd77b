// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/header_text.hpp"

#include "kernel/text.hpp"
#include "platform/mail/charset.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <glib.h>
#include <memory>

namespace heed::mail {

namespace {

constexpr std::string_view blanks = " \t\r\n";

int hex_digit(char letter) {
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
    return -1;
}

/// Escapes of one letter and two hexadecimal digits.
std::string decode_escapes(std::string_view text, char escape, bool underscore_is_blank) {
    std::string bytes;
    bytes.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char letter = text[at];
        if (letter == escape && at + 2 < text.size() && hex_digit(text[at + 1]) >= 0 &&
            hex_digit(text[at + 2]) >= 0) {
            bytes += static_cast<char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2]));
            at += 2;
        } else {
            bytes += letter == '_' && underscore_is_blank ? ' ' : letter;
        }
    }
    return bytes;
}

struct EncodedWord {
    std::string_view charset;
    char encoding = 'q';
    std::string_view payload;
    std::size_t length = 0; // of the whole word
};

/// Finds encoded words in one text from left to right. Blanks inside are tolerated; the end is the
/// first `?=` after the payload began. It is searched once for all words, so that a text of
/// beginnings without ends costs no more than any other.
class WordFinder {
public:
    explicit WordFinder(std::string_view text) : text_(text) {}

    /// The word at `at`, which only grows from call to call.
    std::optional<EncodedWord> word_at(std::size_t at) {
        const auto rest = text_.substr(at);
        if (!rest.starts_with("=?")) return std::nullopt;
        const auto charset_end = rest.substr(0, 80).find('?', 2);
        if (charset_end == std::string_view::npos || charset_end == 2) return std::nullopt;
        if (charset_end + 2 >= rest.size() || rest[charset_end + 2] != '?') return std::nullopt;
        const char encoding = ascii_lower(rest.substr(charset_end + 1, 1)).front();
        const auto charset = rest.substr(2, charset_end - 2);
        const bool named = charset.find_first_of(" \t\r\n=") == std::string_view::npos;
        if ((encoding != 'q' && encoding != 'b') || !named) return std::nullopt;
        const auto payload_at = at + charset_end + 3;
        if (end_ < payload_at) end_ = text_.find("?=", payload_at);
        if (end_ == std::string_view::npos) return std::nullopt;
        return EncodedWord{
            .charset = charset,
            .encoding = encoding,
            .payload = text_.substr(payload_at, end_ - payload_at),
            .length = end_ + 2 - at
        };
    }

private:
    std::string_view text_;
    std::size_t end_ = 0;
};

/// A run of encoded words of one charset: their bytes are joined before decoding.
struct Run {
    std::string charset;
    std::string bytes;
    std::string base64; // not decoded yet: a word may end inside a group of four

    void settle() {
        bytes += decode_base64(base64);
        base64.clear();
    }

    void add(const EncodedWord& word) {
        charset = ascii_lower(word.charset);
        if (word.encoding == 'b') {
            base64 += word.payload;
            if (base64.size() % 4 == 0 || base64.ends_with('=')) settle();
        } else {
            settle();
            bytes += decode_escapes(word.payload, '=', true);
        }
    }

    void finish(std::string& out) {
        settle();
        if (!bytes.empty()) out += decode_charset(bytes, charset).text;
        bytes.clear();
        charset.clear();
    }
};

std::string decode_words(std::string_view raw) {
    std::string out;
    std::string plain; // since the last encoded word
    Run run;
    bool after_word = false;
    WordFinder finder(raw);
    for (std::size_t at = 0; at < raw.size();) {
        const auto word = raw[at] == '=' ? finder.word_at(at) : std::nullopt;
        if (!word) {
            plain += raw[at++];
            continue;
        }
        const bool only_blanks = plain.find_first_not_of(blanks) == std::string::npos;
        const bool adjacent = after_word && only_blanks;
        if (!adjacent || run.charset != ascii_lower(word->charset)) run.finish(out);
        if (!adjacent) out += decode_unlabelled(plain);
        plain.clear();
        run.add(*word);
        after_word = true;
        at += word->length;
    }
    run.finish(out);
    return out + decode_unlabelled(plain);
}

bool turns_direction(unsigned char second, unsigned char third) {
    // U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069, all beginning with E2.
    if (second == 0x80U)
        return third == 0x8EU || third == 0x8FU || (third >= 0xAAU && third <= 0xAEU);
    return second == 0x81U && third >= 0xA6U && third <= 0xA9U;
}

} // namespace

std::string display_text(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const bool control = byte < 0x20U || byte == 0x7FU;
        if (control || byte == ' ') {
            const bool blank = blanks.contains(text[at]);
            if (blank && !out.empty() && out.back() != ' ') out += ' ';
            continue;
        }
        if (byte == 0xC2U && at + 1 < text.size() &&
            static_cast<unsigned char>(text[at + 1]) < 0xA0U) {
            ++at; // C1 controls
            continue;
        }
        if (byte == 0xE2U && at + 2 < text.size() &&
            turns_direction(
                static_cast<unsigned char>(text[at + 1]), static_cast<unsigned char>(text[at + 2])
            )) {
            at += 2;
            continue;
        }
        out += text[at];
    }
    while (out.ends_with(' ')) out.pop_back();
    return out;
}

std::string decode_base64(std::string_view text) {
    std::string bytes;
    bytes.reserve(text.size() * 3 / 4);
    std::uint32_t bits = 0;
    int count = 0;
    for (const char letter : text) {
        int value = -1;
        if (letter >= 'A' && letter <= 'Z') value = letter - 'A';
        if (letter >= 'a' && letter <= 'z') value = letter - 'a' + 26;
        if (letter >= '0' && letter <= '9') value = letter - '0' + 52;
        if (letter == '+' || letter == '-') value = 62;
        if (letter == '/' || letter == '_') value = 63;
        if (value < 0) continue;
        bits = (bits << 6U) | static_cast<std::uint32_t>(value);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes += static_cast<char>((bits >> static_cast<unsigned>(count)) & 0xFFU);
    }
    return bytes;
}

std::string decode_percent(std::string_view text) {
    return decode_escapes(text, '%', false);
}

std::string decode_header(std::string_view raw) {
    return display_text(decode_words(raw));
}

namespace {

/// An id that is longer than a line may be stands for itself by its digest, wherever it is named.
std::string kept_message_id(std::string_view id) {
    constexpr std::size_t line_length_max = 998;
    if (id.size() <= line_length_max) return valid_utf8(id);
    const std::string whole(id);
    const std::unique_ptr<gchar, decltype(&g_free)> digest(
        g_compute_checksum_for_string(
            G_CHECKSUM_SHA256, whole.c_str(), static_cast<gssize>(whole.size())
        ),
        &g_free
    );
    return std::string(digest.get()) + "@overlong.invalid";
}

} // namespace

std::vector<std::string> parse_message_ids(std::string_view raw) {
    std::vector<std::string> ids;
    std::string id;
    bool bracketed = false;
    const auto finish = [&] {
        const bool usable = id.contains('@') || (bracketed && id.size() >= 3);
        if (usable) {
            auto kept = kept_message_id(id);
            if (std::ranges::find(ids, kept) == ids.end()) ids.push_back(std::move(kept));
        }
        id.clear();
    };
    for (const char letter : raw.substr(0, 100'000)) {
        if (ids.size() >= 200) break;
        if (blanks.contains(letter) || letter == ',' || letter == '<' || letter == '>') {
            finish();
            bracketed = letter == '<' || (bracketed && letter != '>');
        } else if (static_cast<unsigned char>(letter) > 0x20U && letter != 0x7F) {
            id += letter;
        }
    }
    finish();
    return ids;
}

} // namespace heed::mail
