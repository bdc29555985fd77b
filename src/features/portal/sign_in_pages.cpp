// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/portal/sign_in_pages.hpp"

#include "kernel/number.hpp"

namespace heed::portal {

namespace {

constexpr std::string_view requests = "/requests";

} // namespace

std::string local_path(std::string_view wanted) {
    constexpr std::size_t digits_max = 16;
    if (wanted.starts_with("/requests/")) {
        const auto digits = wanted.substr(requests.size() + 1);
        const auto number = number_from<std::int64_t>(digits);
        if (number && *number > 0 && digits.size() <= digits_max) return std::string(wanted);
    }
    return std::string(requests);
}

Page sign_in_page(const Look& look, const SignInForm& form) {
    const auto& words = look.words;
    Html content = element(
        "div",
        {},
        {
            element("h1", {}, {words.sign_in}),
            element("p", {{"class", "lead"}}, {words.sign_in_lead}),
        }
    );
    content += summary_of(words, form.problems);
    content += element(
        "form",
        {{"class", "card fields"}, {"method", "post"}, {"action", "/sign_in"}},
        {
            form_token(look),
            hidden_field("next", form.next),
            text_field(
                words,
                {.frame =
                     {.name = "email",
                      .label = words.email,
                      .problem = problem_of(form.problems, "email")},
                 .value = form.email,
                 .type = "email",
                 .autocomplete = "email"}
            ),
            element("p", {}, {submit_button(words.send_link)}),
        }
    );
    return {.title = std::string(words.sign_in), .content = content, .place = "/sign_in"};
}

Page link_sent_page(const Look& look, std::string_view address) {
    const auto& words = look.words;
    Html card = element("h1", {}, {words.link_sent_title});
    card += element("p", {}, {filled(words.link_sent, {{"address", address}})});
    card += element("p", {{"class", "hint"}}, {words.link_sent_hint});
    return {
        .title = std::string(words.link_sent_title),
        .content = element("div", {{"class", "card"}}, {card}),
        .place = "/sign_in",
    };
}

Page enter_page(const Look& look, const EnterForm& entry) {
    const auto& words = look.words;
    const Html form = element(
        "form",
        {{"method", "post"}, {"action", "/sign_in/" + std::string(entry.token)}},
        {form_token(look), hidden_field("next", entry.next), submit_button(words.enter)}
    );
    Html card = element("h1", {}, {words.enter_title});
    card += element("p", {}, {words.enter_text});
    card += form;
    return {
        .title = std::string(words.enter_title),
        .content = element("div", {{"class", "card"}}, {card}),
        .place = "/sign_in",
    };
}

} // namespace heed::portal
