// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/html_policy.hpp"

#include "kernel/text.hpp"
#include "platform/mail/css.hpp"

#include <algorithm>
#include <array>

namespace heed::mail {

namespace {

constexpr std::size_t link_bytes_max = 4096;

constexpr auto letter_elements = std::to_array<std::string_view>({
    "a",      "abbr",     "acronym",    "address", "article", "aside",  "b",     "bdi",
    "bdo",    "big",      "blockquote", "br",      "caption", "center", "cite",  "code",
    "col",    "colgroup", "dd",         "del",     "dfn",     "dir",    "div",   "dl",
    "dt",     "em",       "figcaption", "figure",  "font",    "footer", "h1",    "h2",
    "h3",     "h4",       "h5",         "h6",      "header",  "hr",     "i",     "img",
    "ins",    "kbd",      "li",         "main",    "mark",    "nav",    "ol",    "p",
    "pre",    "q",        "s",          "samp",    "section", "small",  "span",  "strike",
    "strong", "sub",      "sup",        "table",   "tbody",   "td",     "tfoot", "th",
    "thead",  "time",     "tr",         "tt",      "u",       "ul",     "var",   "wbr",
});

constexpr auto composed_elements = std::to_array<std::string_view>({
    "a",      "b",   "blockquote", "br",    "code",  "del", "div", "em",    "h1",  "h2", "h3",
    "h4",     "hr",  "i",          "img",   "ins",   "li",  "ol",  "p",     "pre", "s",  "span",
    "strong", "sub", "sup",        "table", "tbody", "td",  "th",  "thead", "tr",  "u",  "ul",
});

// Their text is no text for people.
constexpr auto emptied_elements =
    std::to_array<std::string_view>({"input", "option", "progress", "meter", "rp", "map", "dialog"}
    );

constexpr auto sizes = std::to_array<std::string_view>(
    {"width",
     "height",
     "border",
     "cellpadding",
     "cellspacing",
     "colspan",
     "rowspan",
     "start",
     "value",
     "size",
     "span"}
);

constexpr auto words = std::to_array<std::string_view>(
    {"align", "valign", "dir", "type", "nowrap", "clear", "lang", "scope"}
);

bool contains(const auto& list, std::string_view item) {
    return std::ranges::find(list, item) != list.end();
}

bool is_alphanumeric(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9');
}

bool is_size(std::string_view value) {
    return !value.empty() && value.size() <= 8 && std::ranges::all_of(value, [](char letter) {
        return is_alphanumeric(letter) || letter == '%' || letter == '.' || letter == '+';
    });
}

/// A picture's own height follows its width; a cell's would push the letter out of sight.
bool is_taller_than_a_screen(std::string_view value) {
    const bool pixels = !value.empty() && std::ranges::all_of(value, [](char letter) {
        return letter >= '0' && letter <= '9';
    });
    return pixels && sanitise_style("height:" + std::string(value) + "px").empty();
}

bool is_word(std::string_view value) {
    return value.size() <= 20 && std::ranges::all_of(value, [](char letter) {
               return is_alphanumeric(letter) || letter == '-';
           });
}

} // namespace

Fate fate_of(Policy policy, std::string_view element) {
    if (contains(emptied_elements, element)) return Fate::drop;
    const bool kept = policy == Policy::letter ? contains(letter_elements, element)
                                               : contains(composed_elements, element);
    return kept ? Fate::keep : Fate::unwrap;
}

std::string allowed_attribute(Policy policy, std::string_view name, std::string_view value) {
    const auto text = trimmed(value);
    if (name == "title" || name == "alt") return std::string(utf8_prefix(text, 500));
    if (name == "height" && is_taller_than_a_screen(text)) return {};
    if (contains(sizes, name)) return is_size(text) ? std::string(text) : "";
    if (policy == Policy::composed) return {};
    if (contains(words, name)) {
        const bool flag = name == "nowrap" && text.empty();
        return flag ? "nowrap" : is_word(text) ? std::string(text) : "";
    }
    if (name == "color" || name == "bgcolor" || name == "face")
        return is_safe_css_value(text) ? std::string(text) : "";
    return {};
}

std::string allowed_link(std::string_view href) {
    // Browsers take blanks and control characters out of a scheme before they read it.
    std::string link;
    for (const char letter : trimmed(href)) {
        const auto byte = static_cast<unsigned char>(letter);
        if (byte == ' ')
            link += "%20";
        else if (byte > 0x20U && byte != 0x7FU)
            link += letter;
    }
    if (link.size() > link_bytes_max) return {};
    const auto lower = ascii_lower(link.substr(0, 10));
    for (const auto* scheme : {"https://", "http://", "mailto:", "tel:"}) {
        const auto length = std::string_view(scheme).size();
        if (lower.starts_with(scheme) && link.size() > length) return link;
    }
    return {};
}

bool is_picture_data(std::string_view url) {
    const auto head = ascii_lower(url.substr(0, 30));
    for (const auto* type : {"png", "jpeg", "jpg", "gif", "webp"}) {
        const auto begin = "data:image/" + std::string(type) + ";base64,";
        if (!head.starts_with(begin)) continue;
        return std::ranges::all_of(url.substr(begin.size()), [](char letter) {
            return is_alphanumeric(letter) || letter == '+' || letter == '/' || letter == '=' ||
                   letter == '\n' || letter == '\r';
        });
    }
    return false;
}

} // namespace heed::mail
