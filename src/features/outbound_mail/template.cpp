// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/outbound_mail/template.hpp"

#include "kernel/text.hpp"
#include "platform/mail/header_text.hpp"

#include <algorithm>

namespace heed::outbound_mail {

namespace {

enum class Form { line, plain, markup };

std::string shown(const Value& value, Form form) {
    switch (form) {
        case Form::line: return mail::display_text(value.text);
        case Form::plain: return value.text;
        case Form::markup: return value.html ? *value.html : html_escaped(value.text);
    }
    return {};
}

bool is_name_letter(char letter) {
    return (letter >= 'a' && letter <= 'z') || letter == '_';
}

/// Calls `on_text` and `on_variable` for the pieces of a template in order.
template <class OnText, class OnVariable>
void each_piece(std::string_view form, OnText on_text, OnVariable on_variable) {
    while (!form.empty()) {
        const auto open = form.find('{');
        on_text(form.substr(0, open));
        if (open == std::string_view::npos) return;
        form.remove_prefix(open);
        const auto name =
            form.substr(1, form.find('}') == std::string_view::npos ? 0 : form.find('}') - 1);
        if (name.empty() || !std::ranges::all_of(name, is_name_letter)) {
            on_text(form.substr(0, 1));
            form.remove_prefix(1);
            continue;
        }
        on_variable(name);
        form.remove_prefix(name.size() + 2);
    }
}

std::string filled(std::string_view form, std::span<const Value> values, Form as) {
    std::string out;
    each_piece(
        form,
        [&](std::string_view text) { out += text; },
        [&](std::string_view name) {
            const auto found = std::ranges::find(values, name, &Value::name);
            if (found != values.end()) out += shown(*found, as);
        }
    );
    return out;
}

/// Empty pieces leave gaps: at most one empty line in a row, none at the end.
std::string without_gaps(std::string_view text) {
    std::string out;
    int line_ends = 0;
    for (const char letter : trimmed(text)) {
        line_ends = letter == '\n' ? line_ends + 1 : 0;
        if (line_ends <= 2) out += letter;
    }
    return out + "\n";
}

bool uses(std::string_view form, std::string_view wanted) {
    bool found = false;
    each_piece(
        form,
        [](std::string_view) {},
        [&](std::string_view name) { found = found || name == wanted; }
    );
    return found;
}

std::unexpected<Error>
unknown_variable(TemplateKind kind, const std::string& written, std::string_view pointer) {
    std::string all;
    for (const auto name : variables_of(kind))
        all += (all.empty() ? "{" : ", {") + std::string(name) + "}";
    return refuse(
        Refusal::invalid,
        "unknown_variable",
        pointer,
        written + " stands for nothing here. There are: " + all + "."
    );
}

/// The first variable that is there but not as it is filled in: "{Number}", "{ number }",
/// "{number" without its end. Other braces, as of a style sheet, are text.
std::string misspelt(TemplateKind kind, std::string_view form) {
    const auto known = variables_of(kind);
    for (auto at = form.find('{'); at != std::string_view::npos; at = form.find('{', at + 1)) {
        const auto inside = form.substr(at + 1, form.find_first_of("{}\n", at + 1) - at - 1);
        const bool closed = form.substr(at + 1 + inside.size()).starts_with('}');
        const auto word = inside.substr(0, closed ? inside.npos : inside.find(' '));
        const auto name = ascii_lower(trimmed(word));
        if (std::ranges::find(known, name) == known.end()) continue;
        if (!closed || name != word) return "{" + std::string(word) + (closed ? "}" : "");
    }
    return "";
}

Result<> require_known(TemplateKind kind, std::string_view form, std::string_view pointer) {
    if (const auto found = misspelt(kind, form); !found.empty())
        return unknown_variable(kind, found, pointer);
    std::string unknown;
    const auto known = variables_of(kind);
    each_piece(
        form,
        [](std::string_view) {},
        [&](std::string_view name) {
            if (unknown.empty() && std::ranges::find(known, name) == known.end()) unknown = name;
        }
    );
    if (unknown.empty()) return {};
    return unknown_variable(kind, "{" + unknown + "}", pointer);
}

/// Without it the letter would be of no use.
std::string_view needed_by(TemplateKind kind) {
    switch (kind) {
        case TemplateKind::acknowledgement: return "";
        case TemplateKind::reply: return "body";
        case TemplateKind::sign_in_link:
        case TemplateKind::invitation:
        case TemplateKind::password_reset:
        case TemplateKind::request_link: return "link";
        case TemplateKind::security_notice: return "what";
    }
    return "";
}

Result<>
require_needed(const Template& letter_template, std::string_view form, std::string_view pointer) {
    const auto needed = needed_by(letter_template.kind);
    if (needed.empty() || uses(form, needed)) return {};
    return refuse(
        Refusal::invalid,
        "missing_variable",
        pointer,
        "{" + std::string(needed) + "} must stand in this text."
    );
}

} // namespace

Rendered rendered(const Template& letter_template, std::span<const Value> values) {
    return {
        .subject = mail::display_text(filled(letter_template.subject, values, Form::line)),
        .text = without_gaps(filled(letter_template.text, values, Form::plain)),
        .html = filled(letter_template.html, values, Form::markup),
    };
}

std::span<const std::string_view> variables_of(TemplateKind kind) {
    static constexpr auto acknowledgement =
        std::to_array<std::string_view>({"desk", "number", "link", "expected"});
    static constexpr auto reply = std::to_array<std::string_view>(
        {"body",
         "signature",
         "request_link",
         "history",
         "customer",
         "agent",
         "desk",
         "number",
         "subject"}
    );
    static constexpr auto sign_in = std::to_array<std::string_view>({"desk", "link"});
    static constexpr auto of_agents = std::to_array<std::string_view>({"name", "desk", "link"});
    static constexpr auto request = std::to_array<std::string_view>({"desk", "number", "link"});
    static constexpr auto notice =
        std::to_array<std::string_view>({"name", "desk", "what", "when", "link"});
    switch (kind) {
        case TemplateKind::acknowledgement: return acknowledgement;
        case TemplateKind::reply: return reply;
        case TemplateKind::sign_in_link: return sign_in;
        case TemplateKind::invitation:
        case TemplateKind::password_reset: return of_agents;
        case TemplateKind::request_link: return request;
        case TemplateKind::security_notice: return notice;
    }
    return {};
}

Result<> require_sound(const Template& letter_template) {
    TRY(require_known(letter_template.kind, letter_template.subject, "/subject"));
    TRY(require_known(letter_template.kind, letter_template.text, "/text"));
    TRY(require_known(letter_template.kind, letter_template.html, "/html"));
    TRY(require_needed(letter_template, letter_template.text, "/text"));
    TRY(require_needed(letter_template, letter_template.html, "/html"));
    return {};
}

std::vector<Value> sample_values() {
    return {
        {.name = "body",
         .text = "Good morning,\nthe new toner is on its way.",
         .html = "<p>Good morning,<br>the new toner is on its way.</p>"},
        {.name = "signature",
         .text = "-- \nNoor, Acme Help",
         .html = "<p>-- <br>Noor, Acme Help</p>"},
        {.name = "request_link",
         .text = "Follow this request: https://help.example/r/abc",
         .html = "<p>Follow this request: https://help.example/r/abc</p>"},
        {.name = "history",
         .text = "> The printer says: toner low.",
         .html = "<blockquote>The printer says: toner low.</blockquote>"},
        {.name = "customer", .text = "Ada Okafor"},
        {.name = "name", .text = "Ada Okafor"},
        {.name = "agent", .text = "Noor"},
        {.name = "desk", .text = "Acme Help"},
        {.name = "number", .text = "10482"},
        {.name = "subject", .text = "The printer on the 3rd floor"},
        {.name = "link", .text = "https://help.example/r/abc"},
        {.name = "expected", .text = "as soon as possible"},
        {.name = "what", .text = "The password of your account was changed."},
        {.name = "when", .text = "10 June 2026, 09:00"},
    };
}

} // namespace heed::outbound_mail
