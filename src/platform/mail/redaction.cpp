// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/redaction.hpp"

#include "kernel/text.hpp"
#include "platform/mail/html_tree.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>

namespace heed::mail {

namespace {

constexpr std::string_view no_break_space = "\xC2\xA0";

/// Text as it is compared, and where in the original each of its bytes stood.
struct Compared {
    std::string text;
    std::vector<std::size_t> from;
    std::vector<std::size_t> to; // behind what became that byte
};

char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool is_space(char letter) {
    return letter == ' ' || (letter >= '\t' && letter <= '\r');
}

/// How many bytes of blank stand at `at`; behind the end of a line also the marks of a quote.
std::size_t blank_at(std::string_view text, std::size_t at) {
    std::size_t end = at;
    bool line_begins = at == 0;
    while (end < text.size()) {
        const bool quote = line_begins && text[end] == '>';
        if (!quote && !is_space(text[end])) {
            if (!text.substr(end).starts_with(no_break_space)) break;
            end += no_break_space.size();
            continue;
        }
        if (text[end] == '\n') line_begins = true;
        ++end;
    }
    return end - at;
}

Compared compared(std::string_view text) {
    Compared result;
    result.text.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto blank = blank_at(text, at);
        result.text += blank > 0 ? ' ' : lower(text[at]);
        result.from.push_back(at);
        at += std::max<std::size_t>(blank, 1);
        result.to.push_back(at);
    }
    return result;
}

using Range = Redaction::Place;

/// Where the words stand in the original, in order and without overlaps.
std::vector<Range> found(const std::vector<std::string>& words, std::string_view text) {
    const auto where = compared(text);
    std::vector<Range> ranges;
    for (const auto& word : words) {
        for (auto at = where.text.find(word); at != std::string::npos;
             at = where.text.find(word, at + word.size()))
            ranges.push_back({where.from[at], where.to[at + word.size() - 1]});
    }
    std::ranges::sort(ranges, {}, &Range::from);
    std::vector<Range> apart;
    for (const auto& range : ranges) {
        if (!apart.empty() && range.from < apart.back().to)
            apart.back().to = std::max(apart.back().to, range.to);
        else
            apart.push_back(range);
    }
    return apart;
}

/// All that a page says, in one text, with the places of its nodes.
class PageText {
public:
    explicit PageText(HtmlNode& page) { take(page); }

    [[nodiscard]] const std::string& text() const { return text_; }

    /// The marker stands in the first node of the range, the others lose their part of it.
    void replace(const Range& range, const std::string& marker) {
        bool marked = false;
        // From the end, so that the places before it stay true.
        for (auto& part : parts_) {
            const auto begin = std::max(range.from, part.begin);
            const auto end = std::min(range.to, part.begin + part.length);
            if (begin >= end) continue;
            part.node->text.replace(begin - part.begin, end - begin, marked ? "" : marker);
            marked = true;
        }
    }

private:
    struct Part {
        HtmlNode* node;
        std::size_t begin;
        std::size_t length;
    };

    void take(HtmlNode& node) {
        if (node.is_text()) {
            parts_.push_back({&node, text_.size(), node.text.size()});
            text_ += node.text;
            return;
        }
        const bool apart = is_block_element(node.name) || is_void_element(node.name);
        if (apart) text_ += '\n';
        for (auto& child : node.children) take(child);
        if (apart) text_ += '\n';
    }

    std::string text_;
    std::vector<Part> parts_;
};

bool drop_attributes(HtmlNode& node, const std::function<bool(std::string_view)>& is_in) {
    bool dropped =
        std::erase_if(node.attributes, [&](const auto& pair) { return is_in(pair.second); }) > 0;
    for (auto& child : node.children) dropped = drop_attributes(child, is_in) || dropped;
    return dropped;
}

std::string inner_html(const HtmlNode& page) {
    std::string html;
    for (const auto& child : page.children) write_html(html, child);
    return html;
}

} // namespace

Redaction::Redaction(const std::vector<std::string>& words, std::string marker)
    : marker_(std::move(marker)) {
    for (const auto& word : words) {
        auto text = compared(trimmed(word)).text;
        while (text.ends_with(' ')) text.pop_back();
        if (!text.empty()) words_.push_back(std::move(text));
    }
}

bool Redaction::is_in(std::string_view text) const {
    return !found(words_, text).empty();
}

std::vector<Redaction::Place> Redaction::places_in(std::string_view text) const {
    return found(words_, text);
}

bool Redaction::in_text(std::string& text) const {
    const auto ranges = found(words_, text);
    for (auto range = ranges.rbegin(); range != ranges.rend(); ++range)
        text.replace(range->from, range->to - range->from, marker_);
    return !ranges.empty();
}

bool Redaction::in_html(std::string& html) const {
    auto page = parse_html(html);
    if (!page) {
        if (!is_in(crude_text(html)) && !is_in(html)) return false;
        html = "<p>" + html_escaped(marker_) + "</p>";
        return true;
    }
    const auto in = [this](std::string_view text) { return is_in(text); };
    const bool dropped = drop_attributes(*page, in);
    PageText words(*page);
    const auto ranges = found(words_, words.text());
    if (ranges.empty() && !dropped) return false;
    for (auto range = ranges.rbegin(); range != ranges.rend(); ++range)
        words.replace(*range, marker_);
    html = inner_html(*page);
    if (is_in(html)) html = "<p>" + html_escaped(marker_) + "</p>";
    return true;
}

} // namespace heed::mail
