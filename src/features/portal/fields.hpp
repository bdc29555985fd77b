// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/portal/html.hpp"
#include "features/portal/words.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace heed::portal {

/// What is wrong with one field of a form, in words.
struct FieldProblem {
    std::string_view field;
    std::string text;
};

using FieldProblems = std::vector<FieldProblem>;

/// The problem of that field; empty when it is fine.
std::string_view problem_of(const FieldProblems& problems, std::string_view field);

/// One field with its label, hint and problem, tied together for those who do not see them.
struct FieldFrame {
    std::string_view name; // also its id
    std::string_view label;
    std::string_view hint = {};
    std::string_view problem = {};
    bool optional = false;
    bool unreachable = false; // by the Tab key
};

struct TextField {
    FieldFrame frame;
    std::string value = {};
    std::string type = "text";
    std::string autocomplete = "off";
};

struct Choice {
    std::string value;
    std::string_view text;
};

Html text_field(const Words& words, const TextField& field);
Html text_area(const Words& words, const FieldFrame& frame, const std::string& value);
Html choice_field(
    const Words& words,
    const FieldFrame& frame,
    const std::vector<Choice>& choices,
    const std::string& chosen
);
Html file_field(const Words& words, const FieldFrame& frame);

/// All problems above the form, each a link to its field. Nothing without problems.
Html summary_of(const Words& words, const FieldProblems& problems);

} // namespace heed::portal
