// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/html_text.hpp"

#include "kernel/text.hpp"
#include "platform/mail/html.hpp"

#include <algorithm>
#include <array>

namespace heed::mail {

namespace {

constexpr std::string_view hard_space = "\xC2\xA0";

bool is_blank(char letter) {
    return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r' || letter == '\f';
}

bool is_hidden(const HtmlNode& node) {
    std::string style;
    for (const char letter : ascii_lower(node.attribute("style")))
        if (!is_blank(letter)) style += letter;
    return style.contains("display:none") || style.contains("mso-hide:all");
}

/// Writes the tree line by line; each line begins with the marks of the quotes it stands in.
class TextWriter {
public:
    std::string take() {
        end_line();
        while (out_.ends_with('\n')) out_.pop_back();
        if (!out_.empty()) out_ += '\n';
        return std::move(out_);
    }

    void write(const HtmlNode& node) {
        if (node.is_text()) {
            write_text(node.text);
        } else if (is_hidden(node)) {
            return;
        } else if (node.is("br")) {
            break_line();
        } else if (node.is("a")) {
            write_link(node);
        } else if (node.is("img")) {
            write_image(node);
        } else if (node.is("hr")) {
            end_line();
            line_ = "---";
            end_line();
        } else if (is_block_element(node.name)) {
            write_block(node);
        } else {
            write_children(node);
        }
    }

private:
    void write_children(const HtmlNode& node) {
        for (const auto& child : node.children) write(child);
    }

    void write_text(std::string_view text) {
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (text.substr(at).starts_with(hard_space)) {
                line_ += ' ';
                ++at;
            } else if (preformatted_ > 0) {
                if (text[at] == '\n')
                    break_line();
                else if (text[at] != '\r')
                    line_ += text[at];
            } else if (!is_blank(text[at])) {
                line_ += text[at];
            } else if (!line_.empty() && line_.back() != ' ') {
                line_ += ' ';
            }
        }
    }

    void write_link(const HtmlNode& node) {
        const auto before = line_.size();
        write_children(node);
        const auto href = trimmed(node.attribute("href"));
        const auto lower = ascii_lower(href);
        const bool outside = lower.starts_with("http://") || lower.starts_with("https://");
        const bool mail = lower.starts_with("mailto:");
        if (!outside && !mail) return;
        const auto target = mail ? href.substr(7, href.find('?') - 7) : href;
        const auto line = std::string_view(line_);
        const auto shown = trimmed(line.substr(std::min(before, line.size())));
        const std::string words(shown);
        if (words == target || "http://" + words == target || "https://" + words == target ||
            words + "/" == target || "https://" + words + "/" == target)
            return;
        if (words.empty() && !mail) return; // a picture or nothing
        if (!words.empty() && !line_.ends_with(' ')) line_ += ' ';
        line_ += '<';
        line_ += target;
        line_ += '>';
    }

    void write_image(const HtmlNode& node) {
        const auto description = trimmed(node.attribute("alt"));
        if (description.empty() || description.size() > 200) return;
        line_ += '[';
        write_text(description);
        line_ += ']';
    }

    void write_block(const HtmlNode& node) {
        const bool spaced = node.is("p") || node.is("ul") || node.is("ol") || node.is("table") ||
                            node.is("pre") || node.is("blockquote") ||
                            (node.name.size() == 2 && node.name[0] == 'h' && node.name[1] != 'r');
        const bool nested_list = lists_ > 0 && (node.is("ul") || node.is("ol"));
        const bool margins = spaced && !nested_list && !is_tight(node);
        end_line();
        if (margins) blank_line();
        if (node.is("blockquote")) {
            quotes_ += 1;
            write_children(node);
            end_line();
            drop_blank_line();
            quotes_ -= 1;
        } else if (node.is("ul") || node.is("ol")) {
            write_list(node);
        } else if (node.is("pre")) {
            ++preformatted_;
            write_children(node);
            --preformatted_;
        } else if (node.is("tr")) {
            write_row(node);
        } else {
            write_children(node);
        }
        end_line();
        if (margins) blank_line();
    }

    /// Paragraphs of Outlook and editors without margins: lines, not paragraphs.
    static bool is_tight(const HtmlNode& node) {
        return node.has_class("MsoNormal") || node.attribute("style").contains("margin:0") ||
               node.attribute("style").contains("margin: 0");
    }

    void write_list(const HtmlNode& node) {
        int number = 1;
        ++lists_;
        for (const auto& child : node.children) {
            if (!child.is("li")) {
                write(child);
                continue;
            }
            end_line();
            line_ = std::string((lists_ - 1) * 2, ' ');
            line_ += node.is("ol") ? std::to_string(number++) + ". " : "- ";
            write_item(child);
            end_line();
        }
        --lists_;
    }

    /// A paragraph that begins an item stands on the item's own line.
    void write_item(const HtmlNode& item) {
        bool first = true;
        for (const auto& part : item.children) {
            const bool blank = part.is_text() && trimmed(part.text).empty();
            if (first && (part.is("p") || part.is("div"))) {
                write_children(part);
                end_line();
            } else {
                write(part);
            }
            first = first && blank;
        }
    }

    /// Cells of one line each are set side by side; a cell of many lines stands for itself.
    void write_row(const HtmlNode& row) {
        std::string cells;
        for (const auto& cell : row.children) {
            if (!cell.is("td") && !cell.is("th")) continue;
            TextWriter inner;
            inner.write_children(cell);
            auto text = inner.take();
            while (text.ends_with('\n')) text.pop_back();
            if (trimmed(text).empty()) continue;
            if (text.contains('\n')) {
                put_lines(cells);
                cells.clear();
                put_lines(text);
                continue;
            }
            if (!cells.empty()) cells += " | ";
            cells += trimmed(text);
        }
        put_lines(cells);
    }

    void put_lines(std::string_view text) {
        while (!text.empty()) {
            const auto end = std::min(text.find('\n'), text.size());
            line_ = text.substr(0, end);
            if (line_.empty())
                blank_line();
            else
                end_line();
            text.remove_prefix(std::min(end + 1, text.size()));
        }
    }

    void prefix() {
        out_.append(quotes_, '>');
        if (quotes_ > 0) out_ += ' ';
    }

    void break_line() {
        if (trimmed(line_).empty())
            blank_line();
        else
            end_line();
    }

    void end_line() {
        while (!line_.empty() && line_.back() == ' ') line_.pop_back();
        if (line_.empty()) return;
        prefix();
        out_ += line_;
        out_ += '\n';
        line_.clear();
        blank_ = false;
    }

    /// At most one blank line in a row, none at the top.
    void blank_line() {
        line_.clear();
        if (blank_ || out_.empty()) return;
        out_.append(quotes_, '>');
        out_ += '\n';
        blank_ = true;
    }

    void drop_blank_line() {
        if (!blank_) return;
        out_.pop_back();
        const auto start = out_.rfind('\n');
        out_.erase(start == std::string::npos ? 0 : start + 1);
        blank_ = false;
    }

    std::string out_;
    std::string line_;
    std::size_t quotes_ = 0;
    std::size_t lists_ = 0;
    int preformatted_ = 0;
    bool blank_ = false;
};

} // namespace

std::string tree_to_text(const HtmlNode& tree) {
    TextWriter writer;
    writer.write(tree);
    return writer.take();
}

std::string html_to_text(std::string_view html) {
    const auto tree = parse_html(html);
    return tree ? tree_to_text(*tree) : crude_text(html);
}

} // namespace heed::mail
