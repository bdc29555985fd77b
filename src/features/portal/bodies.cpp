// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/portal/bodies.hpp"

#include "platform/mail/markdown.hpp"

namespace heed::portal {

namespace {

using conversations::EntryKind;
using conversations::EntryWire;

Html letter(const Html& content) {
    return element("div", {{"class", "letter"}}, {content});
}

Html as_text(const std::string& text) {
    return letter(Html::sanitised(mail::text_to_html(text)));
}

Html answer_of_ours(db::Transaction& tx, Desk& desk, const EntryWire& entry) {
    const auto whole = conversations::find_entry(tx, entry.id);
    if (!whole) return letter({});
    const auto body = conversations::framed_body(tx, desk, *whole);
    return body ? letter(Html::sanitised(body->html)) : as_text(entry.body_text);
}

} // namespace

Html body_of(db::Transaction& tx, Desk& desk, const EntryWire& entry, const BodyPlace& place) {
    const auto& words = place.words;
    if (entry.kind == EntryKind::message_out && entry.has_html)
        return answer_of_ours(tx, desk, entry);
    Html body = as_text(entry.reply_text);
    if (entry.quoted) {
        body += element(
            "details", {}, {element("summary", {}, {words.whole_letter}), as_text(entry.body_text)}
        );
    }
    if (entry.has_html) {
        const auto link =
            element("a", {{"class", "inline-link"}, {"href", place.letter_url}}, {words.as_sent});
        body += element("p", {{"class", "quiet"}}, {link});
    }
    return body;
}

std::string letter_page(const Look& look, const std::string& sanitised) {
    constexpr std::string_view style =
        "body{margin:1rem;font:1.125rem/1.75rem system-ui,sans-serif;overflow-wrap:anywhere;"
        "color:#14171f;background:#fff}";
    const Html head = joined({
        void_element("meta", {{"charset", "utf-8"}}),
        void_element(
            "meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}
        ),
        element("title", {}, {look.words.as_sent}),
        element(
            "style", {}, {Html::sanitised(std::string(style).append(conversations::letter_style))}
        ),
    });
    return document(element(
        "html",
        {{"lang", std::string(look.words.language)}},
        {element("head", {}, {head}), element("body", {}, {Html::sanitised(sanitised)})}
    ));
}

} // namespace heed::portal
