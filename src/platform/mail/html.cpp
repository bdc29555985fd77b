// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/html.hpp"

#include "kernel/text.hpp"
#include "platform/mail/css.hpp"
#include "platform/mail/encode.hpp"
#include "platform/mail/header_text.hpp"
#include "platform/mail/html_policy.hpp"
#include "platform/mail/html_text.hpp"
#include "platform/mail/html_tree.hpp"
#include "platform/mail/markdown.hpp"
#include "platform/mail/reply_text.hpp"

#include <algorithm>
#include <utility>

namespace heed::mail {

namespace {

constexpr std::size_t links_max = 5000;
constexpr int passes_max = 4;
// A resolver may turn one short reference into a large picture, and a page may repeat it.
constexpr std::size_t pictures_bytes_max = 40U << 20U;

class Sanitiser {
public:
    Sanitiser(Policy policy, const SanitiseOptions& options) : policy_(policy), options_(options) {}

    HtmlNode clean(const HtmlNode& body) {
        HtmlNode cleaned{.name = body.name, .text = {}, .attributes = {}, .children = {}};
        add_children(cleaned, body);
        return cleaned;
    }

    [[nodiscard]] std::size_t images_blocked() const { return images_blocked_; }

    [[nodiscard]] std::size_t links() const { return links_; }

private:
    void add_children(HtmlNode& to, const HtmlNode& from) {
        for (const auto& child : from.children) add(to, child);
    }

    void add(HtmlNode& to, const HtmlNode& node) {
        if (node.is_text()) {
            add_text(to, node.text);
            return;
        }
        if (node.is("img")) {
            add_image(to, node);
            return;
        }
        auto fate = fate_of(policy_, node.name);
        if (fate == Fate::drop) return;
        HtmlNode kept{.name = node.name, .text = {}, .attributes = {}, .children = {}};
        if (node.is("a") && !add_link(kept, node)) fate = Fate::unwrap;
        if (fate == Fate::unwrap) {
            add_children(to, node);
            return;
        }
        add_attributes(kept, node);
        add_children(kept, node);
        to.children.push_back(std::move(kept));
    }

    static void add_text(HtmlNode& to, const std::string& text) {
        if (!to.children.empty() && to.children.back().is_text())
            to.children.back().text += text;
        else
            to.children.push_back({.name = {}, .text = text, .attributes = {}, .children = {}});
    }

    bool add_link(HtmlNode& kept, const HtmlNode& node) {
        auto link = allowed_link(node.attribute("href"));
        if (link.empty()) return false;
        ++links_;
        kept.attributes = {
            {"href", std::move(link)},
            {"rel", "noopener noreferrer nofollow"},
            {"target", "_blank"},
        };
        return true;
    }

    void add_attributes(HtmlNode& kept, const HtmlNode& node) {
        for (const auto& [name, value] : node.attributes) {
            if (name == "style" || name == "background") {
                count_outside_pictures(value);
                continue;
            }
            if (policy_ == Policy::letter && name == history_mark) {
                kept.attributes.emplace_back(name, "");
                continue;
            }
            auto allowed = allowed_attribute(policy_, name, value);
            if (!allowed.empty()) kept.attributes.emplace_back(name, std::move(allowed));
        }
        if (policy_ != Policy::letter) return;
        auto style = sanitise_style(node.attribute("style"));
        // What Outlook says in its style sheet, which is not kept.
        if (style.empty() && node.has_class("MsoNormal")) style = "margin: 0";
        if (!style.empty()) kept.attributes.emplace_back("style", std::move(style));
    }

    void count_outside_pictures(std::string_view value) {
        const auto lower = ascii_lower(value);
        if (lower.contains("http:") || lower.contains("https:") || lower.contains("url(//"))
            ++images_blocked_;
    }

    void add_image(HtmlNode& to, const HtmlNode& node) {
        auto source = picture_source(trimmed(node.attribute("src")));
        if (source.empty()) {
            const auto description = trimmed(node.attribute("alt"));
            if (!description.empty()) add_text(to, std::string(utf8_prefix(description, 500)));
            return;
        }
        HtmlNode kept{.name = "img", .text = {}, .attributes = {}, .children = {}};
        kept.attributes.emplace_back("src", std::move(source));
        add_attributes(kept, node);
        to.children.push_back(std::move(kept));
    }

    /// What may stand in `src`, or empty.
    std::string picture_source(std::string_view source) {
        const auto lower = ascii_lower(source.substr(0, 40));
        if (lower.starts_with("cid:")) return inline_picture(source);
        if (lower.starts_with("data:")) return is_picture_data(source) ? counted(source) : "";
        if (is_attachment_path(source))
            return policy_ == Policy::composed ? std::string(source) : picture_inside(source);
        const bool remote =
            lower.starts_with("http:") || lower.starts_with("https:") || lower.starts_with("//");
        if (!remote) return {};
        if (options_.allow_remote_images && lower.starts_with("https://"))
            return allowed_link(source);
        ++images_blocked_;
        return {};
    }

    std::string inline_picture(std::string_view source) {
        if (!options_.inline_image) {
            const bool plain = source.find_first_of(" \t\r\n<>\"'") == std::string_view::npos;
            return plain && source.size() <= 300 ? std::string(source) : "";
        }
        return picture_inside(decode_percent(source.substr(4)));
    }

    std::string picture_inside(std::string_view name) {
        if (!options_.inline_image) return {};
        const auto url = options_.inline_image(name);
        return url && is_picture_data(*url) ? counted(*url) : "";
    }

    std::string counted(std::string_view url) {
        pictures_bytes_ += url.size();
        return pictures_bytes_ <= pictures_bytes_max ? std::string(url) : "";
    }

    static bool is_attachment_path(std::string_view source) {
        constexpr std::string_view folder = "/api/v1/attachments/";
        if (!source.starts_with(folder) || source.size() == folder.size()) return false;
        const auto number = source.substr(folder.size());
        return number.size() < 20 &&
               number.find_first_not_of("0123456789") == std::string_view::npos;
    }

    Policy policy_;
    const SanitiseOptions& options_;
    std::size_t images_blocked_ = 0;
    std::size_t links_ = 0;
    std::size_t pictures_bytes_ = 0;
};

std::string written(const HtmlNode& body) {
    std::string out;
    for (const auto& child : body.children) write_html(out, child);
    return out;
}

constexpr std::size_t plain_bytes_max = 1U << 20U;

/// The page as text that wraps, without links.
std::string plain_view(std::string_view html) {
    const auto text = crude_text(html);
    const auto shown = trimmed(utf8_prefix(trimmed(text), plain_bytes_max));
    return "<pre style=\"white-space: pre-wrap\">" + html_escaped(shown) + "</pre>";
}

SanitisedHtml run(std::string_view html, Policy policy, const SanitiseOptions& options) {
    SanitisedHtml result;
    const auto give_up = [&] {
        result.html = plain_view(html);
        result.as_text = true;
        return result;
    };
    const auto tree = parse_html(html);
    if (!tree) return give_up();
    Sanitiser first(policy, options);
    result.html = written(first.clean(*tree));
    result.remote_images_blocked = first.images_blocked();
    result.links = first.links();
    if (result.links > links_max) return give_up();
    // A parser may read our own output in another way than the tree it was written from, since an
    // unwrapped element no longer keeps others apart. So it is read again until it stays.
    for (int pass = 1; pass < passes_max; ++pass) {
        const auto again = parse_html(result.html);
        if (!again) break;
        auto next = written(Sanitiser(policy, options).clean(*again));
        if (next == result.html) return result;
        result.html = std::move(next);
    }
    return give_up();
}

} // namespace

std::optional<std::string> picture_data_url(std::string_view content) {
    using namespace std::string_view_literals;
    std::string_view type;
    if (content.starts_with("\x89PNG\r\n\x1A\n"sv)) type = "png";
    if (content.starts_with("\xFF\xD8\xFF"sv)) type = "jpeg";
    if (content.starts_with("GIF87a"sv) || content.starts_with("GIF89a"sv)) type = "gif";
    if (content.starts_with("RIFF"sv) && content.substr(0, 12).ends_with("WEBP"sv)) type = "webp";
    if (type.empty()) return std::nullopt;
    return "data:image/" + std::string(type) + ";base64," + base64(content);
}

SanitisedHtml sanitise(std::string_view html, const SanitiseOptions& options) {
    return run(html, Policy::letter, options);
}

std::string sanitise_composed(std::string_view html) {
    return run(html, Policy::composed, {}).html;
}

} // namespace heed::mail
