// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/portal/page.hpp"

#include "features/portal/icon.hpp"
#include "features/portal/styles.hpp"

namespace heed::portal {

namespace {

Html head(const Look& look, const Page& page) {
    const auto name = look.desk_name.empty() ? std::string(look.words.help_desk) : look.desk_name;
    return element(
        "head",
        {},
        {
            void_element("meta", {{"charset", "utf-8"}}),
            void_element(
                "meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}
            ),
            void_element("meta", {{"name", "robots"}, {"content", "noindex, nofollow"}}),
            void_element("meta", {{"name", "color-scheme"}, {"content", "light dark"}}),
            element("title", {}, {page.title, " – ", name}),
            void_element("link", {{"rel", "stylesheet"}, {"href", style_sheet_url()}}),
            void_element(
                "link", {{"rel", "icon"}, {"type", "image/svg+xml"}, {"href", icon_url()}}
            ),
        }
    );
}

Html entry_of_navigation(const Page& page, std::string_view path, std::string_view text) {
    return element(
        "a",
        Attributes{{"href", std::string(path)}}.when(page.place == path, {"aria-current", "page"}),
        {text}
    );
}

Html sign_out(const Look& look) {
    return element(
        "form",
        {{"method", "post"}, {"action", "/sign_out"}},
        {
            form_token(look),
            element(
                "button",
                {{"type", "submit"}},
                {
                    look.words.sign_out,
                    element("span", {{"class", "unseen"}}, {" (", look.person_name, ")"}),
                }
            ),
        }
    );
}

Html header(const Look& look, const Page& page) {
    const auto& words = look.words;
    const auto name = look.desk_name.empty() ? std::string(words.help_desk) : look.desk_name;
    Html navigation = entry_of_navigation(page, "/", words.ask);
    navigation += entry_of_navigation(page, "/requests", words.my_requests);
    if (!look.is_signed_in()) navigation += entry_of_navigation(page, "/sign_in", words.sign_in);
    return element(
        "header",
        {{"class", "site"}},
        {element(
            "div",
            {{"class", "site-row"}},
            {
                element("a", {{"class", "brand"}, {"href", "/"}}, {name}),
                element("nav", {{"aria-label", std::string(words.pages)}}, {navigation}),
                look.is_signed_in() ? sign_out(look) : Html(),
            }
        )}
    );
}

Html footer(const Look& look) {
    if (!look.is_signed_in()) return {};
    const auto text = filled(look.words.signed_in_as, {{"name", look.person_name}});
    return element("footer", {{"class", "foot"}}, {element("p", {{"class", "foot-row"}}, {text})});
}

} // namespace

std::string whole_page(const Look& look, const Page& page) {
    const Html body = element(
        "body",
        {},
        {
            element("a", {{"class", "skip"}, {"href", "#content"}}, {look.words.skip}),
            header(look, page),
            element("main", {{"id", "content"}}, {page.content}),
            footer(look),
        }
    );
    return document(element(
        "html",
        Attributes{{"lang", std::string(look.words.language)}
        }.when(!look.theme.empty(), {"data-theme", look.theme}),
        {head(look, page), body}
    ));
}

Html button_link(std::string_view url, std::string_view text, bool plain) {
    const std::string style = plain ? "button plain" : "button";
    return element("a", {{"class", style}, {"href", std::string(url)}}, {text});
}

Html submit_button(std::string_view text, bool plain) {
    const std::string style = plain ? "button plain" : "button";
    return element("button", {{"class", style}, {"type", "submit"}}, {text});
}

Html hidden_field(std::string_view name, std::string_view value) {
    return void_element(
        "input", {{"type", "hidden"}, {"name", std::string(name)}, {"value", std::string(value)}}
    );
}

Html form_token(const Look& look) {
    return hidden_field("csrf", look.form_token);
}

} // namespace heed::portal
