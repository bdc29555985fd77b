// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/portal/fields.hpp"

#include <algorithm>

namespace heed::portal {

namespace {

std::string hint_id(const FieldFrame& frame) {
    return std::string(frame.name) + "_hint";
}

std::string problem_id(const FieldFrame& frame) {
    return std::string(frame.name) + "_problem";
}

std::string described_by(const FieldFrame& frame) {
    std::string ids;
    if (!frame.hint.empty()) ids += hint_id(frame);
    if (!frame.problem.empty()) ids += (ids.empty() ? "" : " ") + problem_id(frame);
    return ids;
}

Attributes control(const FieldFrame& frame) {
    const auto describing = described_by(frame);
    return Attributes{{"id", std::string(frame.name)}, {"name", std::string(frame.name)}}
        .when(!describing.empty(), {"aria-describedby", describing})
        .when(!frame.problem.empty(), {"aria-invalid", "true"})
        .when(!frame.optional, {"required", ""})
        .when(frame.unreachable, {"tabindex", "-1"});
}

Html framed(const Words& words, const FieldFrame& frame, const Html& control) {
    Html label = frame.label;
    if (frame.optional) {
        label += " ";
        label += element("span", {{"class", "soft"}}, {words.optional});
    }
    Html content = element("label", {{"for", std::string(frame.name)}}, {label});
    if (!frame.hint.empty())
        content += element("p", {{"class", "hint"}, {"id", hint_id(frame)}}, {frame.hint});
    if (!frame.problem.empty()) {
        content += element(
            "p",
            {{"class", "problem"}, {"id", problem_id(frame)}},
            {element("span", {{"class", "unseen"}}, {words.error_mark, " "}), frame.problem}
        );
    }
    content += control;
    return element("div", {{"class", frame.problem.empty() ? "field" : "field wrong"}}, {content});
}

} // namespace

std::string_view problem_of(const FieldProblems& problems, std::string_view field) {
    const auto found = std::ranges::find(problems, field, &FieldProblem::field);
    return found == problems.end() ? std::string_view() : std::string_view(found->text);
}

Html text_field(const Words& words, const TextField& field) {
    auto attributes = control(field.frame);
    attributes.all.push_back({"type", field.type});
    attributes.all.push_back({"value", field.value});
    attributes.all.push_back({"autocomplete", field.autocomplete});
    return framed(words, field.frame, void_element("input", attributes));
}

Html text_area(const Words& words, const FieldFrame& frame, const std::string& value) {
    auto attributes = control(frame);
    attributes.all.push_back({"rows", "7"});
    // A browser drops the first line end after the tag.
    return framed(words, frame, element("textarea", attributes, {"\n", value}));
}

Html choice_field(
    const Words& words,
    const FieldFrame& frame,
    const std::vector<Choice>& choices,
    const std::string& chosen
) {
    Html options;
    for (const auto& choice : choices) {
        options += element(
            "option",
            Attributes{{"value", choice.value}}.when(choice.value == chosen, {"selected", ""}),
            {choice.text}
        );
    }
    return framed(words, frame, element("select", control(frame), {options}));
}

Html file_field(const Words& words, const FieldFrame& frame) {
    auto attributes = control(frame);
    attributes.all.push_back({"type", "file"});
    attributes.all.push_back({"multiple", ""});
    return framed(words, frame, void_element("input", attributes));
}

Html summary_of(const Words& words, const FieldProblems& problems) {
    if (problems.empty()) return {};
    Html list;
    for (const auto& problem : problems) {
        const auto url = "#" + std::string(problem.field);
        list += element("li", {}, {element("a", {{"href", url}}, {problem.text})});
    }
    const auto count = std::to_string(problems.size());
    const auto title = problems.size() == 1 ? std::string(words.wrong_one)
                                            : filled(words.wrong_many, {{"count", count}});
    return element(
        "div",
        {{"class", "summary"}, {"role", "alert"}},
        {element("h2", {}, {title}), element("ul", {}, {list})}
    );
}

} // namespace heed::portal
