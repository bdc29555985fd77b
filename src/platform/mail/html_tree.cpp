// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/html_tree.hpp"

#include "kernel/text.hpp"
#include "platform/mail/html_cost.hpp"

#include <algorithm>
#include <array>
#include <gumbo.h>
#include <memory>

namespace heed::mail {

namespace {

constexpr auto void_elements = std::to_array<std::string_view>(
    {"area",
     "base",
     "br",
     "col",
     "embed",
     "hr",
     "img",
     "input",
     "link",
     "meta",
     "param",
     "source",
     "track",
     "wbr"}
);

constexpr auto block_elements = std::to_array<std::string_view>(
    {"address", "article", "aside",  "blockquote", "body",     "center",     "dd",     "details",
     "dir",     "div",     "dl",     "dt",         "fieldset", "figcaption", "figure", "footer",
     "form",    "h1",      "h2",     "h3",         "h4",       "h5",         "h6",     "header",
     "hr",      "li",      "main",   "menu",       "nav",      "ol",         "p",      "pre",
     "section", "summary", "table",  "tbody",      "td",       "tfoot",      "th",     "thead",
     "tr",      "ul",      "caption"}
);

// With all they contain. `head` is skipped by its own children: text may hide in it.
constexpr auto dropped_elements = std::to_array<std::string_view>(
    {"script",   "style", "template", "iframe", "object", "embed",  "applet",
     "frameset", "frame", "noframes", "svg",    "math",   "title",  "meta",
     "link",     "base",  "audio",    "video",  "canvas", "select", "datalist"}
);

/// Memory for one parse. Freed as a whole: the parser's own way of freeing a tree recurses.
class Arena {
public:
    void* take(std::size_t size) {
        size = (size + 15U) & ~std::size_t{15};
        if (size > left_) grow(size);
        std::byte* const taken = next_;
        next_ += size;
        left_ -= size;
        return taken;
    }

private:
    void grow(std::size_t size) {
        left_ = std::max<std::size_t>(size, std::size_t{64} << 10U);
        blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(left_)); // NOLINT: raw memory
        next_ = blocks_.back().get();
    }

    std::vector<std::unique_ptr<std::byte[]>> blocks_; // NOLINT: raw memory
    std::byte* next_ = nullptr;
    std::size_t left_ = 0;
};

std::string element_name(const GumboElement& element) {
    if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
    GumboStringPiece piece = element.original_tag;
    gumbo_tag_from_original_text(&piece);
    return ascii_lower(
        {piece.data == nullptr ? "" : piece.data, piece.data == nullptr ? 0 : piece.length}
    );
}

/// Copies the parser's tree into ours. A character reference beyond all numbers becomes bytes that
/// are no character, so that texts are looked at once more.
class Copier {
public:
    [[nodiscard]] bool is_too_deep() const { return too_deep_; }

    void copy_children(HtmlNode& to, const GumboVector& children, std::size_t depth) {
        if (depth > html_depth_max) {
            too_deep_ = true;
            return;
        }
        for (unsigned index = 0; index < children.length; ++index)
            copy(to, *static_cast<const GumboNode*>(children.data[index]), depth);
    }

private:
    void copy(HtmlNode& to, const GumboNode& node, std::size_t depth) {
        switch (node.type) {
            case GUMBO_NODE_TEXT:
            case GUMBO_NODE_WHITESPACE:
            case GUMBO_NODE_CDATA: copy_text(to, node.v.text.text); return;
            case GUMBO_NODE_ELEMENT:
            case GUMBO_NODE_TEMPLATE: copy_element(to, node.v.element, depth); return;
            case GUMBO_NODE_DOCUMENT:
            case GUMBO_NODE_COMMENT: return;
        }
    }

    static void copy_text(HtmlNode& to, const char* text) {
        if (!to.children.empty() && to.children.back().is_text())
            to.children.back().text += valid_utf8(text);
        else
            to.children.push_back(
                {.name = {}, .text = valid_utf8(text), .attributes = {}, .children = {}}
            );
    }

    void copy_element(HtmlNode& to, const GumboElement& element, std::size_t depth) {
        if (element.tag_namespace != GUMBO_NAMESPACE_HTML) return;
        HtmlNode copied{
            .name = element_name(element), .text = {}, .attributes = {}, .children = {}
        };
        if (std::ranges::find(dropped_elements, copied.name) != dropped_elements.end()) return;
        for (unsigned index = 0; index < element.attributes.length; ++index) {
            const auto& attribute =
                *static_cast<const GumboAttribute*>(element.attributes.data[index]);
            copied.attributes.emplace_back(
                ascii_lower(attribute.name), valid_utf8(attribute.value)
            );
        }
        copy_children(copied, element.children, depth + 1);
        to.children.push_back(std::move(copied));
    }

    bool too_deep_ = false;
};

const GumboElement* body_of(const GumboNode& root) {
    const auto& children = root.v.element.children;
    for (unsigned index = 0; index < children.length; ++index) {
        const auto& child = *static_cast<const GumboNode*>(children.data[index]);
        if (child.type == GUMBO_NODE_ELEMENT && child.v.element.tag == GUMBO_TAG_BODY)
            return &child.v.element;
    }
    return nullptr;
}

void write_attribute_value(std::string& out, std::string_view value) {
    for (const char letter : value) {
        switch (letter) {
            case '&': out += "&amp;"; break;
            case '"': out += "&quot;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            default: out += letter;
        }
    }
}

void write_text(std::string& out, std::string_view text) {
    for (const char letter : text) {
        switch (letter) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            default: out += letter;
        }
    }
}

} // namespace

std::string_view HtmlNode::attribute(std::string_view key) const {
    for (const auto& [attribute_name, value] : attributes) {
        if (attribute_name == key) return value;
    }
    return {};
}

bool HtmlNode::has_class(std::string_view part_of_class) const {
    return attribute("class").contains(part_of_class);
}

bool is_void_element(std::string_view name) {
    return std::ranges::find(void_elements, name) != void_elements.end();
}

bool is_block_element(std::string_view name) {
    return std::ranges::find(block_elements, name) != block_elements.end();
}

std::optional<HtmlNode> parse_html(std::string_view html) {
    if (html.size() > html_bytes_max || !is_worth_parsing(html)) return std::nullopt;
    // Always one mode, whatever the page says of itself: quirks nest tables in paragraphs.
    const auto page = "<!DOCTYPE html><body>" + valid_utf8(html);
    Arena arena;
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    options.userdata = &arena;
    options.allocator = [](void* userdata, std::size_t size) {
        return static_cast<Arena*>(userdata)->take(size);
    };
    options.deallocator = [](void* /*userdata*/, void* /*memory*/) {};
    const GumboOutput* const output = gumbo_parse_with_options(&options, page.data(), page.size());
    HtmlNode body{.name = "body", .text = {}, .attributes = {}, .children = {}};
    const auto* const parsed = body_of(*output->root);
    if (parsed == nullptr) return body;
    Copier copier;
    copier.copy_children(body, parsed->children, 0);
    if (copier.is_too_deep()) return std::nullopt;
    return body;
}

void write_html(std::string& out, const HtmlNode& node) {
    if (node.is_text()) {
        write_text(out, node.text);
        return;
    }
    out += '<';
    out += node.name;
    for (const auto& [name, value] : node.attributes) {
        out += ' ';
        out += name;
        out += "=\"";
        write_attribute_value(out, value);
        out += '"';
    }
    out += '>';
    if (is_void_element(node.name)) return;
    // The parser drops the first line feed of a `pre`.
    if (node.is("pre") && !node.children.empty() && node.children.front().text.starts_with('\n'))
        out += '\n';
    for (const auto& child : node.children) write_html(out, child);
    out += "</";
    out += node.name;
    out += '>';
}

} // namespace heed::mail
