// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/css.hpp"

#include "kernel/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace heed::mail {

namespace {

constexpr std::size_t value_bytes_max = 300;
constexpr std::size_t style_bytes_max = 20'000;
constexpr double tallest = 1'200;   // pixels of one element
constexpr double tallest_gap = 400; // of a margin, a padding, a line

constexpr auto properties = std::to_array<std::string_view>({
    "background",
    "background-color",
    "border-collapse",
    "border-spacing",
    "caption-side",
    "clear",
    "color",
    "direction",
    "display",
    "empty-cells",
    "float",
    "font",
    "font-family",
    "font-size",
    "font-style",
    "font-variant",
    "font-weight",
    "height",
    "letter-spacing",
    "line-height",
    "list-style",
    "list-style-type",
    "margin",
    "margin-bottom",
    "margin-left",
    "margin-right",
    "margin-top",
    "max-height",
    "max-width",
    "min-height",
    "min-width",
    "overflow-wrap",
    "padding",
    "padding-bottom",
    "padding-left",
    "padding-right",
    "padding-top",
    "table-layout",
    "text-align",
    "text-decoration",
    "text-decoration-color",
    "text-decoration-line",
    "text-decoration-style",
    "text-indent",
    "text-transform",
    "unicode-bidi",
    "vertical-align",
    "white-space",
    "width",
    "word-break",
    "word-spacing",
    "word-wrap",
});

constexpr auto functions = std::to_array<std::string_view>({"rgb", "rgba", "hsl", "hsla"});

constexpr auto displays = std::to_array<std::string_view>({
    "block",
    "inline",
    "inline-block",
    "none",
    "table",
    "table-cell",
    "table-row",
    "list-item",
    "inline-table",
    "table-row-group",
    "table-header-group",
    "table-footer-group",
    "flow-root",
});

bool contains(const auto& list, std::string_view item) {
    return std::ranges::find(list, item) != list.end();
}

bool is_letter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '-';
}

bool is_property(std::string_view name) {
    return contains(properties, name) || name == "border" || name.starts_with("border-");
}

/// Only brackets of known functions, not nested, and closed.
bool has_safe_brackets(std::string_view value) {
    bool open = false;
    for (std::size_t at = 0; at < value.size(); ++at) {
        if (value[at] == ')') {
            if (!open) return false;
            open = false;
        }
        if (value[at] != '(') continue;
        auto begin = at;
        while (begin > 0 && is_letter(value[begin - 1])) --begin;
        if (open || !contains(functions, ascii_lower(value.substr(begin, at - begin))))
            return false;
        open = true;
    }
    return !open;
}

bool has_closed_quotes(std::string_view value) {
    char quote = '\0';
    for (const char letter : value) {
        if (letter != '"' && letter != '\'') continue;
        if (quote == '\0')
            quote = letter;
        else if (quote == letter)
            quote = '\0';
    }
    return quote == '\0';
}

struct Unit {
    std::string_view name;
    double pixels;
};

/// Roughly what a unit comes to on a screen; a bare number of lines or of ems as one of 16 pixels.
constexpr auto units = std::to_array<Unit>({
    {.name = "px", .pixels = 1},
    {.name = "pt", .pixels = 1.34},
    {.name = "pc", .pixels = 16},
    {.name = "in", .pixels = 96},
    {.name = "cm", .pixels = 38},
    {.name = "mm", .pixels = 3.8},
    {.name = "q", .pixels = 0.95},
    {.name = "vh", .pixels = 10},
    {.name = "vw", .pixels = 16},
    {.name = "vmin", .pixels = 10},
    {.name = "vmax", .pixels = 16},
    {.name = "%", .pixels = 0.2},
});

double pixels_of(double number, std::string_view unit, double bare) {
    if (unit.empty()) return number * bare;
    const auto known = std::ranges::find(units, unit, &Unit::name);
    return number * (known == units.end() ? 16 : known->pixels);
}

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

/// The longest of the lengths in a value, in pixels.
double longest(std::string_view value, double bare) {
    double result = 0;
    for (std::size_t at = 0; at < value.size();) {
        if (value[at] == '#') { // a colour
            at = std::min(value.find(' ', at), value.size());
            continue;
        }
        const bool begins = is_digit(value[at]) || value[at] == '.';
        if (!begins) {
            ++at;
            continue;
        }
        double number = 0;
        const auto [end, problem] =
            std::from_chars(value.data() + at, value.data() + value.size(), number);
        const auto after = static_cast<std::size_t>(end - value.data());
        if (problem == std::errc::result_out_of_range) return tallest * 2;
        at = std::max(at + 1, after);
        auto unit_end = at;
        while (unit_end < value.size() && (is_letter(value[unit_end]) || value[unit_end] == '%'))
            ++unit_end;
        result = std::max(result, pixels_of(number, value.substr(at, unit_end - at), bare));
        at = unit_end;
    }
    return result;
}

/// A letter of three words must not make a frame of ten screens.
bool is_too_tall(std::string_view property, std::string_view lower_value) {
    if (property == "height" || property == "min-height") return longest(lower_value, 1) > tallest;
    const bool pads = property.starts_with("margin") || property.starts_with("padding") ||
                      property == "border-spacing" || property == "line-height" ||
                      property == "font-size" || property == "font" || property == "text-indent" ||
                      (property.starts_with("border") && !property.ends_with("color"));
    return pads && longest(lower_value, 16) > tallest_gap;
}

bool is_allowed(std::string_view property, std::string_view value) {
    if (value.empty() || !is_safe_css_value(value)) return false;
    const auto lower = ascii_lower(value);
    if (property == "display")
        return contains(displays, lower.substr(0, lower.find_first_of(" !")));
    if (is_too_tall(property, lower)) return false;
    // Negative margins lay one text over another.
    if (property.starts_with("margin") || property == "text-indent" || property.contains("spacing"))
        return !lower.starts_with('-') && !lower.contains(" -");
    return true;
}

std::string folded(std::string_view text) {
    std::string out;
    for (const char letter : trimmed(text)) {
        const bool blank = letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
        if (!blank)
            out += letter;
        else if (!out.ends_with(' '))
            out += ' ';
    }
    return out;
}

/// The end of the declaration at the front: a semicolon outside quotes and brackets.
std::size_t declaration_end(std::string_view style) {
    char quote = '\0';
    for (std::size_t at = 0; at < style.size(); ++at) {
        const char letter = style[at];
        if (quote != '\0') {
            if (letter == quote) quote = '\0';
        } else if (letter == '"' || letter == '\'') {
            quote = letter;
        } else if (letter == ';') {
            return at;
        }
    }
    return style.size();
}

} // namespace

bool is_safe_css_value(std::string_view value) {
    if (value.size() > value_bytes_max) return false;
    const bool plain = std::ranges::all_of(value, [](char letter) {
        const auto byte = static_cast<unsigned char>(letter);
        return byte >= 0x80U || is_letter(letter) || (letter >= '0' && letter <= '9') ||
               std::string_view(" #%.,()+!'\"/_").contains(letter);
    });
    return plain && has_safe_brackets(value) && has_closed_quotes(value);
}

std::string sanitise_style(std::string_view style) {
    std::string out;
    style = style.substr(0, style_bytes_max);
    while (!style.empty()) {
        const auto end = declaration_end(style);
        const auto declaration = style.substr(0, end);
        style.remove_prefix(std::min(end + 1, style.size()));
        const auto colon = declaration.find(':');
        if (colon == std::string_view::npos) continue;
        const auto property = ascii_lower(trimmed(declaration.substr(0, colon)));
        const auto value = folded(declaration.substr(colon + 1));
        if (!is_property(property) || !is_allowed(property, value)) continue;
        if (!out.empty()) out += "; ";
        out.append(property).append(": ").append(value);
    }
    return out;
}

} // namespace heed::mail
