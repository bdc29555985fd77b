// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/portal/ask_pages.hpp"

namespace heed::portal {

namespace {

std::vector<Choice> kinds(const Words& words) {
    return {
        {.value = "", .text = words.kind_none},
        {.value = "incident", .text = words.kind_incident},
        {.value = "question", .text = words.kind_question},
        {.value = "request", .text = words.kind_request},
        {.value = "complaint", .text = words.kind_complaint},
        {.value = "compliment", .text = words.kind_compliment},
    };
}

/// Seen by programs that fill in everything, and by nobody else.
Html trap(const Words& words, const AskForm& form, std::string_view problem) {
    const TextField field{
        .frame =
            {.name = "website",
             .label = words.leave_empty,
             .problem = problem,
             .optional = true,
             .unreachable = problem.empty()},
        .value = form.trap,
    };
    if (!problem.empty()) return text_field(words, field);
    return element("div", {{"class", "trap"}, {"aria-hidden", "true"}}, {text_field(words, field)});
}

Html person_fields(const Look& look, const AskForm& form, const FieldProblems& problems) {
    const auto& words = look.words;
    if (look.is_signed_in()) {
        const auto text = filled(words.answer_to, {{"address", look.address}});
        return element("p", {{"class", "hint"}}, {text});
    }
    return joined({
        text_field(
            words,
            {.frame =
                 {.name = "name", .label = words.your_name, .problem = problem_of(problems, "name")
                 },
             .value = form.name,
             .autocomplete = "name"}
        ),
        text_field(
            words,
            {.frame =
                 {.name = "email",
                  .label = words.email,
                  .hint = words.email_hint,
                  .problem = problem_of(problems, "email")},
             .value = form.email,
             .type = "email",
             .autocomplete = "email"}
        ),
        trap(words, form, problem_of(problems, "website")),
    });
}

Html request_fields(const Words& words, const AskForm& form, const FieldProblems& problems) {
    return joined({
        text_field(
            words,
            {.frame =
                 {.name = "subject",
                  .label = words.subject,
                  .hint = words.subject_hint,
                  .problem = problem_of(problems, "subject")},
             .value = form.subject}
        ),
        text_area(
            words,
            {.name = "text",
             .label = words.what_happened,
             .hint = words.what_happened_hint,
             .problem = problem_of(problems, "text")},
            form.text
        ),
        choice_field(
            words, {.name = "kind", .label = words.kind, .optional = true}, kinds(words), form.kind
        ),
        file_field(
            words,
            {.name = "files",
             .label = words.files,
             .hint = words.files_hint,
             .problem = problem_of(problems, "files"),
             .optional = true}
        ),
    });
}

Html ask_form(const Look& look, const AskForm& form, const FieldProblems& problems) {
    return element(
        "form",
        {{"class", "card fields"},
         {"method", "post"},
         {"action", "/"},
         {"enctype", "multipart/form-data"}},
        {
            form_token(look),
            hidden_field("once", form.once),
            request_fields(look.words, form, problems),
            person_fields(look, form, problems),
            element("p", {}, {submit_button(look.words.send_request)}),
        }
    );
}

} // namespace

Page ask_page(const Look& look, const AskForm& form, const FieldProblems& problems) {
    const auto& words = look.words;
    Html content = element(
        "div",
        {},
        {
            element("h1", {}, {words.ask}),
            element("p", {{"class", "lead"}}, {words.ask_lead}),
        }
    );
    content += summary_of(words, problems);
    content += ask_form(look, form, problems);
    if (!look.is_signed_in()) {
        const auto link = element("a", {{"href", "/sign_in"}}, {words.have_account});
        content += element("p", {{"class", "quiet"}}, {link});
    }
    return {.title = std::string(words.ask), .content = content, .place = "/"};
}

Page asked_page(const Look& look, TicketId number, std::string_view address) {
    const auto& words = look.words;
    const auto counted = filled(words.sent_number, {{"number", std::to_string(number.value)}});
    Html card = element("h1", {}, {words.sent_title});
    card += element("p", {}, {element("strong", {}, {counted})});
    card += element("p", {}, {filled(words.sent_letter, {{"address", address}})});
    card += element("p", {}, {words.sent_next, " ", words.sent_no_letter});
    card += element("p", {}, {button_link("/", words.ask_another, true)});
    return {
        .title = std::string(words.sent_title),
        .content = element("div", {{"class", "card"}}, {card}),
        .place = "/",
    };
}

Page follow_up_page(const Look& look, TicketId number) {
    return asked_page(look, number, look.address);
}

} // namespace heed::portal
