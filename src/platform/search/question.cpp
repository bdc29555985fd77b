// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/search/question.hpp"

#include "kernel/format.hpp"
#include "kernel/text.hpp"
#include "platform/words/running.hpp"
#include "platform/words/words.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace heed::full_text {

namespace {

constexpr std::string_view blanks = " \t\r\n";

/// Quotes as typewriters, word processors and languages have them.
constexpr std::array<std::string_view, 6> fancy_quotes = {
    "\u201C", "\u201D", "\u201E", "\u201F", "\u00AB", "\u00BB"
};

std::string with_plain_quotes(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const auto quote = std::ranges::find_if(fancy_quotes, [&](std::string_view one) {
            return text.starts_with(one);
        });
        const auto taken = quote == fancy_quotes.end() ? 1 : quote->size();
        result += quote == fancy_quotes.end() ? text.front() : '"';
        text.remove_prefix(taken);
    }
    return result;
}

std::optional<std::int64_t> number_in(std::string_view text) {
    if (text.starts_with('#')) text.remove_prefix(1);
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = problem == std::errc{} && end == text.data() + text.size();
    return whole && number > 0 ? std::optional(number) : std::nullopt;
}

std::vector<std::string> words_in(std::string_view text) {
    std::vector<std::string> result;
    words::each_word(text, [&](const words::RunningWord& word) { result.emplace_back(word.text); });
    return result;
}

bool looks_like_address(std::string_view text) {
    const auto at = text.find('@');
    return at != std::string_view::npos && at > 0 &&
           text.find('@', at + 1) == std::string_view::npos;
}

/// Takes one piece after the other from a text.
class Reading {
public:
    explicit Reading(std::string_view text) : rest_(text) {}

    std::vector<Piece> all() {
        std::vector<Piece> pieces;
        while (skip_blanks()) {
            auto piece = next();
            if (!piece.words.empty()) pieces.push_back(std::move(piece));
        }
        return pieces;
    }

private:
    bool skip_blanks() {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(blanks), rest_.size()));
        return !rest_.empty();
    }

    Piece next() {
        Piece piece;
        if (rest_.size() > 1 && rest_.front() == '-') {
            piece.excluded = true;
            rest_.remove_prefix(1);
        }
        if (rest_.front() == '"')
            take_quoted(piece);
        else
            take_plain(piece);
        return piece;
    }

    void take_quoted(Piece& piece) {
        rest_.remove_prefix(1);
        const auto end = rest_.find('"');
        const auto inside = rest_.substr(0, end);
        piece.exact = true;
        piece.words = words_in(inside);
        piece.unfinished = end == std::string_view::npos && ends_in_word(inside);
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    }

    void take_plain(Piece& piece) {
        const auto end = std::min(rest_.find_first_of(" \t\r\n\""), rest_.size());
        const auto inside = rest_.substr(0, end);
        piece.words = words_in(inside);
        piece.unfinished = end == rest_.size() && ends_in_word(inside);
        if (looks_like_address(inside)) piece.address = words::folded(inside);
        rest_.remove_prefix(end);
    }

    static bool ends_in_word(std::string_view text) {
        std::size_t last = 0;
        words::each_word(text, [&](const words::RunningWord& word) { last = word.end; });
        return last == text.size();
    }

    std::string_view rest_;
};

std::unexpected<Error> refused(std::string_view code, const std::string& detail) {
    return refuse(Refusal::invalid, code, "/q", detail);
}

} // namespace

Result<Question> question_of(std::string_view text) {
    if (text.size() > question_bytes_max)
        return refused(
            "too_long", fmt::format("A search has at most {} characters.", question_bytes_max)
        );
    const auto plain = with_plain_quotes(valid_utf8(text));
    Question question{.pieces = Reading(plain).all(), .number = number_in(trimmed(plain))};
    std::size_t words = 0;
    for (const auto& piece : question.pieces) words += piece.words.size();
    if (words > words_max)
        return refused("too_many_words", fmt::format("A search has at most {} words.", words_max));
    if (question.pieces.empty())
        return refused("nothing_to_find", "Write a word, a name, an address or a number.");
    if (std::ranges::all_of(question.pieces, &Piece::excluded))
        return refused(
            "only_exclusions",
            "A minus says what must not be in it. Write also a word that must be."
        );
    return question;
}

} // namespace heed::full_text
