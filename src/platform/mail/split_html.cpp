// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/text.hpp"
#include "platform/mail/html_tree.hpp"
#include "platform/mail/phrases.hpp"
#include "platform/mail/reply_text.hpp"

#include <algorithm>
#include <array>

namespace heed::mail {

namespace {

constexpr std::size_t head_bytes = 800;
constexpr std::size_t head_nodes = 200; // pictures and empty elements have no text

// What begins with these holds the older letter and nothing else.
constexpr auto quote_classes = std::to_array<std::string_view>(
    {"gmail_quote",
     "protonmail_quote",
     "yahoo_quoted",
     "zmail_extra",
     "tutanota_quote",
     "ymail_quoted",
     "iredmail-quote",
     "front-blockquote",
     "freebirdFormviewerQuote"}
);

// From these on everything is history.
constexpr auto marker_ids = std::to_array<std::string_view>(
    {"divRplyFwdMsg",
     "appendonsend",
     "OLK_SRC_BODY_SECTION",
     "mail-editor-reference-message-container",
     "ms-outlook-mobile-reference-message",
     "isReplyContent",
     "reply-intro",
     "quoted_header"}
);

/// The first lines of text in `nodes` from `begin` on.
class Head {
public:
    explicit Head(
        const std::vector<HtmlNode>& nodes, std::size_t begin = 0, std::size_t bytes = head_bytes
    )
        : bytes_(bytes) {
        for (auto at = begin; at < nodes.size() && !is_full(); ++at) add(nodes[at]);
        std::string_view rest = text_;
        while (!rest.empty()) {
            const auto end = std::min(rest.find('\n'), rest.size());
            const auto line = trimmed(rest.substr(0, end));
            if (!line.empty()) lines_.emplace_back(line);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }

    [[nodiscard]] std::string_view line(std::size_t at) const {
        return at < lines_.size() ? std::string_view(lines_[at]) : std::string_view();
    }

    [[nodiscard]] bool is_header_block() const {
        if (!is_from_line(line(0))) return false;
        int found = 0;
        for (std::size_t at = 1; at <= 6; ++at)
            if (is_header_line(line(at))) ++found;
        return found >= 2;
    }

private:
    [[nodiscard]] bool is_full() const { return text_.size() >= bytes_ || nodes_ >= head_nodes; }

    void add(const HtmlNode& node) {
        if (is_full()) return;
        ++nodes_;
        if (node.is_text()) {
            for (const char letter : std::string_view(node.text).substr(0, bytes_))
                text_ += letter == '\n' || letter == '\r' ? ' ' : letter;
            return;
        }
        const bool breaks = node.is("br") || is_block_element(node.name);
        if (breaks) text_ += '\n';
        for (const auto& child : node.children) add(child);
        if (breaks) text_ += '\n';
    }

    std::size_t bytes_;
    std::size_t nodes_ = 0;
    std::string text_;
    std::vector<std::string> lines_;
};

bool is_blank_node(const HtmlNode& node) {
    if (node.is_text()) return trimmed(node.text).empty();
    if (node.is("img") || node.is("hr")) return false;
    return std::ranges::all_of(node.children, is_blank_node);
}

bool contains_element(const HtmlNode& node, std::string_view name) {
    return node.is(name) || std::ranges::any_of(node.children, [&](const auto& child) {
               return contains_element(child, name);
           });
}

/// Text outside quotes, after the first quote has ended: answers between the old lines.
bool has_answers(const HtmlNode& node, bool& quote_seen) {
    for (const auto& child : node.children) {
        if (child.is("blockquote")) {
            quote_seen = true;
            continue;
        }
        if (child.is_text() && quote_seen && !trimmed(child.text).empty()) return true;
        if (has_answers(child, quote_seen)) return true;
    }
    return false;
}

enum class Container { none, history, answered };

/// What a whole element is: an older letter, an older letter with answers in it, or neither.
Container container_kind(const HtmlNode& node) {
    const auto names = node.attribute("class");
    const bool by_class = std::ranges::any_of(quote_classes, [&](std::string_view name) {
        return names.contains(name);
    });
    const bool by_id = node.attribute("id").starts_with("yahoo_quoted");
    const bool cites = node.is("blockquote") && node.attribute("type") == "cite";
    if (!by_class && !by_id && !cites) return Container::none;
    const Head head(node.children);
    if (is_forward_mark(head.line(0)) || is_forward_mark(head.line(1))) return Container::none;
    // Quoting is also a way to format one's own text: it needs a "… wrote:" to be history.
    const bool attributed = is_attribution(head.line(0)) || is_undated_attribution(head.line(0));
    if (cites && !by_class && !attributed) return Container::none;
    bool quote_seen = false;
    const bool answered = !node.is("blockquote") && has_answers(node, quote_seen);
    return answered ? Container::answered : Container::history;
}

/// Cheap test before the dear one: could the text of these nodes begin like a marker?
bool may_be_marker(const std::vector<HtmlNode>& nodes, std::size_t at) {
    const Head head(nodes, at, 40);
    const auto line = head.line(0);
    const bool ruled = line.starts_with("-") || line.starts_with("_") || line.starts_with("=");
    return ruled || line.starts_with("##-") || line.contains(':') || line.contains("：");
}

bool is_marker(const std::vector<HtmlNode>& nodes, std::size_t at) {
    const auto& node = nodes[at];
    const auto id = node.attribute("id");
    if (id.empty() && is_blank_node(node)) return false;
    const bool by_id = std::ranges::any_of(marker_ids, [&](std::string_view known) {
        return !id.empty() && id.ends_with(known);
    });
    if (by_id || node.has_class("OutlookMessageHeader"))
        return !is_forward_mark(Head(nodes, at).line(0));
    if (!may_be_marker(nodes, at)) return false;
    const Head head(nodes, at);
    const auto first = head.line(0);
    const bool our_line = first.starts_with("##- ") && first.ends_with(" -##");
    return our_line || is_original_mark(first) || head.is_header_block();
}

/// Are there answers behind `at` with a further quote below them? Then the quote before the first
/// answer belongs to it as well.
bool is_answered_between(const std::vector<HtmlNode>& nodes, std::size_t at) {
    bool answered = false;
    for (; at < nodes.size(); ++at) {
        if (nodes[at].is("blockquote") && answered) return true;
        answered = answered || (!nodes[at].is("blockquote") && !is_blank_node(nodes[at]));
    }
    return false;
}

/// Nothing but blanks and line ends stands between `at` and the next blockquote.
bool next_is_quote(const std::vector<HtmlNode>& nodes, std::size_t at) {
    ++at;
    while (at < nodes.size() && !nodes[at].is("blockquote") && is_blank_node(nodes[at])) ++at;
    return at < nodes.size() && nodes[at].is("blockquote");
}

/// Nothing but the line "… wrote:", in a quote of its own, as phones put it above the old letter.
bool is_lone_attribution(const HtmlNode& node) {
    if (node.is_text()) return false;
    const Head head(node.children);
    return is_attribution(head.line(0)) && head.line(1).empty();
}

/// Where an attribution with its quote ends: behind the first blockquote that follows. 0 when
/// there is none.
std::size_t attributed_quote_end(const std::vector<HtmlNode>& nodes, std::size_t at) {
    constexpr std::size_t distance_max = 8;
    std::size_t end = 0;
    for (auto next = at + 1; end == 0 && next < nodes.size() && next <= at + distance_max; ++next)
        if (nodes[next].is("blockquote")) end = next + 1;
    const auto& node = nodes[at];
    if (end == 0 || is_blank_node(node)) return 0;
    if (contains_element(node, "blockquote"))
        return is_lone_attribution(node) && next_is_quote(nodes, at) ? end : 0;
    if (node.has_class("moz-cite-prefix") || node.has_class("gmail_attr")) return end;
    const Head head(nodes, at);
    if (is_attribution(head.line(0))) return end;
    if (is_undated_attribution(head.line(0)) && next_is_quote(nodes, at)) return end;
    const auto two_lines = std::string(head.line(0)) + " " + std::string(head.line(1));
    return may_begin_attribution(head.line(0)) && is_attribution(two_lines) ? end : 0;
}

/// Where an element of its own would not be allowed between a parent and its child.
bool takes_only_its_own(const HtmlNode& node) {
    constexpr auto strict =
        std::to_array<std::string_view>({"table", "thead", "tbody", "tfoot", "tr", "ul", "ol", "dl"}
        );
    return std::ranges::find(strict, node.name) != strict.end();
}

HtmlNode marked(const HtmlNode& parent, HtmlNode child) {
    const std::pair<std::string, std::string> mark{history_mark, ""};
    if (takes_only_its_own(parent)) {
        if (!child.is_text()) child.attributes.push_back(mark);
        return child;
    }
    const bool is_inline = child.is_text() || !is_block_element(child.name);
    return {
        .name = is_inline ? "span" : "div",
        .text = {},
        .attributes = {mark},
        .children = {std::move(child)}
    };
}

enum class History { apart, marked };

/// Sorts a tree into two trees of the same shape, or marks what is history within the one.
class Splitter {
public:
    explicit Splitter(History history) : history_(history) {}

    void split(const HtmlNode& from, HtmlNode& fresh, HtmlNode& quoted) {
        for (std::size_t at = 0; at < from.children.size(); ++at) {
            const auto& child = from.children[at];
            if (!in_history_ && is_marker(from.children, at)) in_history_ = true;
            const bool cited = is_lone_attribution(child) && next_is_quote(from.children, at);
            const auto kind = in_history_ ? Container::history
                              : cited     ? Container::none
                                          : container_kind(child);
            if (kind != Container::none) {
                if (kind == Container::history)
                    put_history(from, child, fresh, quoted);
                else
                    fresh.children.push_back(child);
                continue;
            }
            if (auto end = attributed_quote_end(from.children, at); end > 0) {
                if (is_answered_between(from.children, end)) --end;
                for (; at < end; ++at) put_history(from, from.children[at], fresh, quoted);
                --at;
                continue;
            }
            descend(child, fresh, quoted);
        }
    }

private:
    void put_history(
        const HtmlNode& parent, const HtmlNode& child, HtmlNode& fresh, HtmlNode& quoted
    ) const {
        if (history_ == History::apart)
            quoted.children.push_back(child);
        else
            fresh.children.push_back(marked(parent, child));
    }

    void descend(const HtmlNode& child, HtmlNode& fresh, HtmlNode& quoted) {
        if (child.children.empty()) {
            fresh.children.push_back(child);
            return;
        }
        HtmlNode fresh_half = shell(child);
        HtmlNode quoted_half = shell(child);
        split(child, fresh_half, quoted_half);
        if (!quoted_half.children.empty()) quoted.children.push_back(std::move(quoted_half));
        if (!fresh_half.children.empty()) fresh.children.push_back(std::move(fresh_half));
    }

    static HtmlNode shell(const HtmlNode& node) {
        return {.name = node.name, .text = {}, .attributes = node.attributes, .children = {}};
    }

    History history_;
    bool in_history_ = false;
};

std::string written(const HtmlNode& body) {
    std::string out;
    for (const auto& child : body.children) write_html(out, child);
    return out;
}

} // namespace

SplitHtml split_html(std::string_view html) {
    const auto tree = parse_html(html);
    if (!tree) return {.fresh = std::string(html), .quoted = {}};
    HtmlNode fresh{.name = "body", .text = {}, .attributes = {}, .children = {}};
    HtmlNode quoted = fresh;
    Splitter(History::apart).split(*tree, fresh, quoted);
    if (quoted.children.empty() || is_blank_node(fresh) || is_blank_node(quoted))
        return {.fresh = std::string(html), .quoted = {}};
    return {.fresh = written(fresh), .quoted = written(quoted)};
}

std::string mark_history(std::string_view html) {
    const auto tree = parse_html(html);
    if (!tree) return std::string(html);
    HtmlNode whole{.name = "body", .text = {}, .attributes = {}, .children = {}};
    HtmlNode none = whole;
    Splitter(History::marked).split(*tree, whole, none);
    return written(whole);
}

} // namespace heed::mail
