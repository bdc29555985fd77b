// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/thanks.hpp"

#include "kernel/text.hpp"
#include "platform/mail/header_text.hpp"
#include "platform/mail/letter_case.hpp"
#include "platform/mail/reply_text.hpp"
#include "platform/mail/thanks_words.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

namespace heed::mail {

namespace {

constexpr std::size_t bytes_max = 900;
constexpr std::size_t words_max = 45;
constexpr std::size_t names_max = 3; // unknown words in a row that may be a name

struct Word {
    std::string bare;         // lower case, without accents
    bool title = false;       // "Maria", not "MARIA" and not "maria"
    bool ends_clause = false; // punctuation or the end of the line follows
};

bool is_word_byte(char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte >= 0x80U || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9');
}

/// Letters of alphabets only: symbols, emoji and typographic marks become blanks.
std::string only_letters(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const std::size_t length = byte < 0x80U ? 1 : byte < 0xE0U ? 2 : byte < 0xF0U ? 3 : 4;
        const auto letter = text.substr(at, length);
        at += length;
        // U+2000 to U+2BFF, variation selectors and everything beyond the basic plane.
        const bool symbol = length == 4 || letter.starts_with("\xE2") ||
                            letter.starts_with("\xEF\xB8") || letter == "\xC2\xA1" ||
                            letter == "\xC2\xA0" || letter == "\xC2\xB4";
        if (letter == "\xE2\x80\x99")
            out += '\'';
        else if (symbol)
            out += ' ';
        else
            out += letter;
    }
    return out;
}

bool is_title_case(std::string_view word) {
    const auto lower = lower_case(word);
    if (lower == word || word.empty()) return false;
    const auto first = static_cast<unsigned char>(word.front());
    const std::size_t head = first < 0x80U ? 1 : first < 0xE0U ? 2 : 3;
    const auto rest = word.substr(std::min(head, word.size()));
    return lower_case(rest) == rest;
}

std::vector<Word> words_of(std::string_view line) {
    const auto letters = only_letters(line);
    std::vector<Word> words;
    for (std::size_t at = 0; at < letters.size();) {
        if (!is_word_byte(letters[at])) {
            ++at;
            continue;
        }
        auto end = at;
        while (end < letters.size() && is_word_byte(letters[end])) ++end;
        const auto word = std::string_view(letters).substr(at, end - at);
        const auto next = letters.find_first_not_of(' ', end);
        const bool ends = next == std::string::npos || !is_word_byte(letters[next]);
        words.push_back(
            {.bare = bare_letters(word), .title = is_title_case(word), .ends_clause = ends}
        );
        at = end;
    }
    return words;
}

bool has_joy(std::string_view line) {
    constexpr auto signs =
        std::to_array<std::string_view>({"👍", "🙏", "❤", "👌", "🎉", "💯", "🤝"});
    return std::ranges::any_of(signs, [&](std::string_view sign) { return line.contains(sign); });
}

/// Reads a text line by line until something is found that is no thanks.
class Reading {
public:
    explicit Reading(std::string_view writer_name) {
        for (const auto& word : words_of(writer_name)) names_.insert(word.bare);
    }

    bool accept(std::string_view line) {
        const auto words = words_of(line);
        if (has_joy(line)) thanks_ = true;
        count_ += words.size();
        if (count_ > words_max) return false;
        for (std::size_t at = 0; at < words.size(); ++at)
            if (is_refused(words, at)) return false;
        if (after_closing_) return is_signature_line(line, words);
        if (!accept_words(words)) return false;
        after_closing_ =
            std::ranges::any_of(words, [](const Word& word) { return is_closing_word(word.bare); });
        return true;
    }

    [[nodiscard]] bool says_only_thanks() const { return thanks_ && (!trouble_ || solution_); }

private:
    /// Objections, questions without a question mark and cries for help.
    bool is_refused(const std::vector<Word>& words, std::size_t at) {
        const auto& word = words[at].bare;
        const auto next = at + 1 < words.size() ? std::string_view(words[at + 1].bare) : "";
        trouble_ = trouble_ || is_trouble_word(word);
        solution_ = solution_ || is_solution_word(word);
        const bool to_close = next == "close" || next == "be" || next == "now";
        if (word == "please") return next != "close";
        if (word == "can") return !to_close;
        if (word == "help") return next == "me" || next == "us";
        const bool asks = word == "is" || word == "are" || word == "have" || word == "has" ||
                          word == "did" || word == "will";
        const bool of_somebody = next == "it" || next == "you" || next == "this" ||
                                 next == "that" || next == "i" || next == "we";
        return (asks && of_somebody) || is_objection(word);
    }

    bool accept_words(const std::vector<Word>& words) {
        std::size_t unknown = 0;
        bool addressed = false; // the word before invites a name: "thanks", "hi", "dear Mr"
        for (std::size_t at = 0; at < words.size(); ++at) {
            const auto& word = words[at];
            if (is_thanks_word(word.bare)) thanks_ = true;
            if (is_polite_word(word.bare) || names_.contains(word.bare)) {
                if (unknown > 0 && !words[at - 1].ends_clause) return false;
                unknown = 0;
                addressed = is_thanks_word(word.bare) || is_addressing_word(word.bare) ||
                            is_closing_word(word.bare);
                continue;
            }
            const bool name = word.title && addressed && ++unknown <= names_max;
            if (!name) return false;
        }
        // A name stands at the end of what it belongs to.
        return unknown == 0 || words.back().ends_clause;
    }

    /// Names, companies, numbers and addresses: every word begins with a capital or a digit.
    static bool is_signature_line(std::string_view line, const std::vector<Word>& words) {
        if (line.size() > 80) return false;
        if (line.contains('@') || line.contains("www.") || line.contains("http")) return true;
        return std::ranges::all_of(words, [](const Word& word) {
            const bool digits = word.bare.front() >= '0' && word.bare.front() <= '9';
            return word.title || digits || is_polite_word(word.bare) || is_name_particle(word.bare);
        });
    }

    std::set<std::string> names_;
    std::size_t count_ = 0;
    bool thanks_ = false;
    bool trouble_ = false;
    bool solution_ = false;
    bool after_closing_ = false;
};

} // namespace

std::optional<std::string> bare_thanks(std::string_view reply_text, std::string_view writer_name) {
    const auto text = trimmed(reply_text);
    const bool question = text.contains('?') || text.contains("？") || text.contains("¿");
    if (text.empty() || text.size() > bytes_max || question) return std::nullopt;
    Reading reading(writer_name);
    std::string_view rest = text;
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        if (!reading.accept(trimmed(rest.substr(0, end)))) return std::nullopt;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (!reading.says_only_thanks()) return std::nullopt;
    const auto shown = display_text(text);
    const bool cut = shown.size() > 80;
    return "The letter says only thanks: \"" + std::string(utf8_prefix(shown, 80)) +
           (cut ? "…" : "") + "\"";
}

std::optional<std::string> bare_thanks(const Letter& letter) {
    const auto is_file = [](const Attachment& attachment) { return !attachment.is_inline; };
    if (std::ranges::any_of(letter.attachments, is_file)) return std::nullopt;
    return bare_thanks(
        reply_text(letter).text, letter.from.empty() ? "" : letter.from.front().name
    );
}

} // namespace heed::mail
