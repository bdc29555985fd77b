// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/html_cost.hpp"

#include "kernel/text.hpp"
#include "platform/mail/html_tree.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

namespace heed::mail {

namespace {

constexpr std::size_t elements_max = 50'000;
constexpr std::size_t ends_max = 50'000; // an end without a beginning can make an element, too
constexpr std::size_t open_max = 1000;
constexpr std::size_t copies_max = 500'000;
constexpr std::size_t attributes_max = 500;
constexpr std::string_view blanks = " \t\r\n\f";

// Their end tags may be left out; they cannot nest without another element between.
constexpr auto closed_by_others = std::to_array<std::string_view>(
    {"p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "colgroup", "option", "dt", "dd"}
);

// Opened again in every block until they are closed.
constexpr auto text_marks = std::to_array<std::string_view>(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"
    }
);

bool contains(const auto& list, std::string_view name) {
    return std::ranges::find(list, name) != list.end();
}

class Cost {
public:
    void open(const std::string& name) {
        ++elements_;
        copies_ += marks_;
        if (is_void_element(name) || contains(closed_by_others, name)) return;
        ++open_by_name_[name];
        ++open_;
        if (contains(text_marks, name)) ++marks_;
    }

    void close(const std::string& name) {
        ++ends_;
        const auto found = open_by_name_.find(name);
        if (found == open_by_name_.end() || found->second == 0) return;
        --found->second;
        --open_;
        if (contains(text_marks, name)) --marks_;
    }

    [[nodiscard]] bool is_too_high() const {
        return elements_ > elements_max || ends_ > ends_max || open_ > open_max ||
               copies_ > copies_max;
    }

private:
    std::unordered_map<std::string, std::size_t> open_by_name_;
    std::size_t elements_ = 0;
    std::size_t ends_ = 0;
    std::size_t open_ = 0;
    std::size_t marks_ = 0;
    std::size_t copies_ = 0; // of text marks into other elements, at most
};

bool is_name_letter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == ':' || letter == '-';
}

struct Tag {
    std::size_t attributes;
    std::size_t end;
};

/// Where the value behind an equals sign ends.
std::size_t end_of_value(std::string_view html, std::size_t at) {
    const auto begin = std::min(html.find_first_not_of(blanks, at), html.size());
    if (begin == html.size()) return begin;
    const char first = html[begin];
    const auto closing = first == '"' || first == '\'' ? html.find(first, begin + 1)
                                                       : html.find_first_of(" \t\r\n\f>", begin);
    if (closing == std::string_view::npos) return html.size();
    return html[closing] == first ? closing + 1 : closing;
}

/// Walks from behind a tag's name to its end, by the rules of the parser.
Tag measure_tag(std::string_view html, std::size_t at) {
    enum class State { before_name, in_name, after_name };
    auto state = State::before_name;
    Tag tag{.attributes = 0, .end = html.size()};
    while (at < html.size() && html[at] != '>') {
        const char letter = html[at++];
        if (letter == '=' && state != State::before_name) {
            at = end_of_value(html, at);
            state = State::before_name;
        } else if (letter == '/') {
            state = State::before_name;
        } else if (blanks.contains(letter)) {
            if (state == State::in_name) state = State::after_name;
        } else if (state != State::in_name) {
            ++tag.attributes;
            state = State::in_name;
        }
    }
    tag.end = std::min(at, html.size());
    return tag;
}

} // namespace

bool is_worth_parsing(std::string_view html) {
    Cost cost;
    for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at)) {
        ++at;
        const bool closes = at < html.size() && html[at] == '/';
        if (closes) ++at;
        const auto begin = at;
        while (at < html.size() && at - begin < 40 && is_name_letter(html[at])) ++at;
        const auto name = ascii_lower(html.substr(begin, at - begin));
        if (name.empty()) continue;
        if (closes)
            cost.close(name);
        else
            cost.open(name);
        if (cost.is_too_high()) return false;
        const auto [attributes, end] = measure_tag(html, at);
        // The parser compares each attribute of a tag with all before it.
        if (attributes > attributes_max) return false;
        at = end;
    }
    return true;
}

} // namespace heed::mail
