// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/markdown.hpp"

#include "kernel/check.hpp"
#include "kernel/text.hpp"
#include "platform/mail/html.hpp"

#include <algorithm>
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <cstdlib>
#include <memory>

namespace heed::mail {

namespace {

struct Free {
    void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }

    void operator()(cmark_node* node) const { cmark_node_free(node); }

    void operator()(cmark_iter* walk) const { cmark_iter_free(walk); }

    void operator()(char* text) const { std::free(text); } // NOLINT: cmark gives malloc'd text
};

void register_once() {
    static const bool done = [] {
        cmark_gfm_core_extensions_ensure_registered();
        return true;
    }();
    CHECK(done);
}

/// Raw HTML is shown as the text it is.
void show_raw_html(cmark_node* document) {
    const std::unique_ptr<cmark_iter, Free> walk(cmark_iter_new(document));
    for (auto event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(walk.get())) {
        cmark_node* const node = cmark_iter_get_node(walk.get());
        const auto type = cmark_node_get_type(node);
        const bool block = type == CMARK_NODE_HTML_BLOCK;
        if (!block && type != CMARK_NODE_HTML_INLINE) continue;
        cmark_node* const text = cmark_node_new(CMARK_NODE_TEXT);
        cmark_node_set_literal(text, std::string(trimmed(cmark_node_get_literal(node))).c_str());
        cmark_node* shown = text;
        if (block) {
            shown = cmark_node_new(CMARK_NODE_PARAGRAPH);
            cmark_node_append_child(shown, text);
        }
        cmark_node_replace(node, shown);
        cmark_node_free(node);
    }
}

/// The end of the address that begins at `at`: no blanks, no closing marks of the sentence.
std::size_t link_end(std::string_view text, std::size_t at) {
    auto end = std::min(text.find_first_of(" \t\n<>\"", at), text.size());
    const auto address = [&] { return text.substr(at, end - at); };
    while (end > at && std::string_view(".,;:!?'*_").contains(text[end - 1])) --end;
    while (address().ends_with(')') && !address().contains('(')) --end;
    return end;
}

bool begins_link(std::string_view text, std::size_t at) {
    const auto rest = text.substr(at);
    const bool scheme = rest.starts_with("http://") || rest.starts_with("https://");
    const bool fresh = at == 0 || !std::isalnum(static_cast<unsigned char>(text[at - 1]));
    return scheme && fresh && rest.size() > 8;
}

std::string linked_line(std::string_view line) {
    std::string out;
    std::size_t plain_from = 0;
    for (std::size_t at = line.find("http"); at != std::string_view::npos;
         at = line.find("http", at)) {
        const auto end = begins_link(line, at) ? link_end(line, at) : at;
        if (end <= at + 8) {
            at += 4;
            continue;
        }
        const auto address = html_escaped(line.substr(at, end - at));
        out += html_escaped(line.substr(plain_from, at - plain_from));
        out.append("<a href=\"").append(address);
        out.append("\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">");
        out.append(address).append("</a>");
        plain_from = at = end;
    }
    return out + html_escaped(line.substr(plain_from));
}

} // namespace

std::string markdown_to_html(std::string_view markdown) {
    register_once();
    const int options = CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_HARDBREAKS;
    const std::unique_ptr<cmark_parser, Free> parser(cmark_parser_new(options));
    for (const auto* name : {"table", "strikethrough", "autolink"}) {
        cmark_syntax_extension* const extension = cmark_find_syntax_extension(name);
        CHECK(extension != nullptr);
        cmark_parser_attach_syntax_extension(parser.get(), extension);
    }
    cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
    const std::unique_ptr<cmark_node, Free> document(cmark_parser_finish(parser.get()));
    show_raw_html(document.get());
    const std::unique_ptr<char, Free> html(
        cmark_render_html(document.get(), options, cmark_parser_get_syntax_extensions(parser.get()))
    );
    return sanitise_composed(html.get());
}

std::string text_to_html(std::string_view text) {
    std::string out;
    bool in_paragraph = false;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (trimmed(line).empty()) {
            if (in_paragraph) out += "</p>\n";
            in_paragraph = false;
            continue;
        }
        out += in_paragraph ? "<br>\n" : "<p>";
        in_paragraph = true;
        out += linked_line(line);
    }
    if (in_paragraph) out += "</p>\n";
    return out;
}

} // namespace heed::mail
