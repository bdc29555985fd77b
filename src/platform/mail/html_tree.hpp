// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace heed::mail {

/// An element, or a text when `name` is empty. Comments, scripts, styles and foreign markup
/// (SVG, MathML) are not in the tree at all.
struct HtmlNode {
    std::string name; // lower case
    std::string text;
    std::vector<std::pair<std::string, std::string>> attributes; // names in lower case
    std::vector<HtmlNode> children;

    [[nodiscard]] bool is_text() const { return name.empty(); }

    [[nodiscard]] bool is(std::string_view element) const { return name == element; }

    [[nodiscard]] std::string_view attribute(std::string_view key) const;
    [[nodiscard]] bool has_class(std::string_view part_of_class) const;
};

inline constexpr std::size_t html_bytes_max = 4U << 20U;
inline constexpr std::size_t html_depth_max = 200;

/// The children of `body`, read by the rules of HTML5 in standards mode, under a node "body".
/// Nothing when the page is too big, too deep, or built to cost more than it is worth.
std::optional<HtmlNode> parse_html(std::string_view html);

/// The tree as HTML again; entities only where needed. Elements and attributes as they are.
void write_html(std::string& out, const HtmlNode& node);

bool is_void_element(std::string_view name);
bool is_block_element(std::string_view name);

/// What is left of HTML without a parser: tags taken out in one pass, entities decoded. For pages
/// that `parse_html` refuses.
std::string crude_text(std::string_view html);

} // namespace heed::mail
