// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/search/marking.hpp"

#include "platform/words/running.hpp"

#include <algorithm>

namespace heed::full_text {

namespace {

constexpr std::size_t excerpt_bytes = 200;
constexpr std::size_t before_bytes = 50; // shown before what was found
constexpr std::size_t places_most = 200;
constexpr std::string_view ellipsis = "…";

/// Line ends and runs of blanks are one blank.
std::string on_one_line(std::string_view text) {
    std::string result;
    for (const char letter : text) {
        const bool blank = letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r';
        if (!blank)
            result += letter;
        else if (!result.empty() && result.back() != ' ')
            result += ' ';
    }
    return result;
}

bool is_inside_character(std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

/// Where to begin so that `at` is shown with some of what stands before it: at a word, or between
/// characters where a word is longer than all there is room for.
std::size_t word_begin(std::string_view text, std::size_t at) {
    auto begin = at - std::min(at, before_bytes);
    for (auto word = begin; word < at; ++word) {
        if (word == 0 || text[word - 1] == ' ') return word;
    }
    while (begin < at && is_inside_character(text, begin)) ++begin;
    return begin;
}

/// The end of the last whole word before `at`; a word longer than all the room is cut between
/// characters.
std::size_t word_end(std::string_view text, std::size_t begin, std::size_t at) {
    if (at >= text.size()) return text.size();
    auto end = at;
    while (end > begin && text[end] != ' ') --end;
    if (end > begin) return end;
    end = at;
    while (end > begin && is_inside_character(text, end)) --end;
    return end;
}

void add(std::vector<Fragment>& to, std::string_view text, bool found) {
    if (text.empty()) return;
    if (!to.empty() && to.back().found == found)
        to.back().text += text;
    else
        to.push_back({.text = std::string(text), .found = found});
}

} // namespace

Marking::Marking(const Question& question, std::string_view language) : stems_(language) {
    for (const auto& piece : question.pieces) {
        if (piece.excluded) continue;
        forms_.insert(piece.words.begin(), piece.words.end());
        if (piece.words.size() == 1 && !piece.exact)
            stems_asked_.insert(stems_.of(piece.words.front()));
        if (piece.unfinished) beginnings_.push_back(piece.words.back());
    }
}

std::string Marking::match(std::string_view word) {
    if (const auto form = forms_.find(word); form != forms_.end()) return *form;
    const auto& stem = stems_.of(word);
    if (stems_asked_.contains(stem)) return stem;
    const auto beginning = std::ranges::find_if(beginnings_, [&](const std::string& one) {
        return word.starts_with(one);
    });
    return beginning == beginnings_.end() ? std::string() : *beginning;
}

std::vector<Marking::Place> Marking::places_in(std::string_view text) {
    std::vector<Place> places;
    words::each_word(text, [&](const words::RunningWord& word) {
        if (places.size() >= places_most) return;
        auto matched = match(word.text);
        if (matched.empty()) return;
        places.push_back({.begin = word.begin, .end = word.end, .word = std::move(matched)});
    });
    return places;
}

std::size_t Marking::hits_in(std::string_view text) {
    std::set<std::string> different;
    for (auto& place : places_in(text)) different.insert(std::move(place.word));
    return different.size();
}

std::vector<Fragment> Marking::marked(std::string_view text) {
    std::vector<Fragment> result;
    std::size_t done = 0;
    for (const auto& place : places_in(text)) {
        add(result, text.substr(done, place.begin - done), false);
        add(result, text.substr(place.begin, place.end - place.begin), true);
        done = place.end;
    }
    add(result, text.substr(done), false);
    return result;
}

std::vector<Fragment> Marking::excerpt(std::string_view given) {
    const auto text = on_one_line(given);
    const auto places = places_in(text);
    if (places.empty()) return {};
    std::size_t best = 0;
    std::size_t most = 0;
    for (std::size_t first = 0; first < places.size(); ++first) {
        std::set<std::string_view> different;
        const auto until = places[first].begin + excerpt_bytes - before_bytes;
        for (auto at = first; at < places.size() && places[at].end <= until; ++at)
            different.insert(places[at].word);
        if (different.size() > most) {
            most = different.size();
            best = first;
        }
    }
    const auto begin = word_begin(text, places[best].begin);
    const auto end = std::max(word_end(text, begin, begin + excerpt_bytes), places[best].end);
    std::vector<Fragment> result;
    if (begin > 0) add(result, ellipsis, false);
    auto done = begin;
    for (const auto& place : places) {
        if (place.begin < begin || place.end > end) continue;
        add(result, std::string_view(text).substr(done, place.begin - done), false);
        add(result, std::string_view(text).substr(place.begin, place.end - place.begin), true);
        done = place.end;
    }
    add(result, std::string_view(text).substr(done, end - done), false);
    if (end < text.size()) add(result, ellipsis, false);
    return result;
}

} // namespace heed::full_text
