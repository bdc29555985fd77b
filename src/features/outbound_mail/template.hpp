// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/enums.hpp"
#include "kernel/fields.hpp"
#include "kernel/result.hpp"

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace heed::outbound_mail {

enum class TemplateKind {
    acknowledgement,
    reply,
    sign_in_link,
    invitation,
    password_reset,
    request_link,
    security_notice
};

} // namespace heed::outbound_mail

template <>
inline constexpr std::array<std::string_view, 7>
    heed::enum_names<heed::outbound_mail::TemplateKind> = {
        "acknowledgement",
        "reply",
        "sign_in_link",
        "invitation",
        "password_reset",
        "request_link",
        "security_notice"
};

namespace heed::outbound_mail {

/// The words of one kind of letter in one language; version 0 is the program's own.
struct Template {
    TemplateKind kind = TemplateKind::reply;
    std::string language = {};
    std::string subject = {};
    std::string text = {};
    std::string html = {};
    std::int64_t version = 0;
};
HEED_FIELDS(Template, kind, language, subject, text, html, version)

/// What a variable stands for. `html` is set for pieces that are HTML already; all other values are
/// escaped where they meet HTML.
struct Value {
    std::string_view name;
    std::string text;
    std::optional<std::string> html = {};
};

struct Rendered {
    std::string subject;
    std::string text;
    std::string html;
};

/// Fills `{name}` by looking it up, and nothing else: no conditions, no loops, no second round over
/// what was filled in. Braces around anything but lower-case letters and `_` are text.
Rendered rendered(const Template& letter_template, std::span<const Value> values);

/// What may stand in a template of that kind. Acknowledgements know neither the customer's name nor
/// the subject: they go to addresses nobody has proved to own.
std::span<const std::string_view> variables_of(TemplateKind kind);

/// Refuses `unknown_variable` with a pointer, and `missing_variable` where a letter would be
/// useless without it.
Result<> require_sound(const Template& letter_template);

/// Values to show somebody what a template looks like.
std::vector<Value> sample_values();

/// The program's own words; English where there are none in that language.
Template built_in(TemplateKind kind, std::string_view language);
std::span<const std::string_view> built_in_languages();

/// Small words of letters that are no template of their own.
struct Phrases {
    std::string_view answer_above; // in the line above the history
    std::string_view wrote;        // {when} and {who}
    std::string_view expected;     // until promises are known
};

const Phrases& phrases(std::string_view language);

/// What has changed about an account, as a sentence to its owner.
struct AccountChanges {
    std::string_view password_changed;
    std::string_view factor_added;
    std::string_view factor_removed;
    std::string_view factors_reset;
    std::string_view recovery_code_used;
};

const AccountChanges& account_changes(std::string_view language);

} // namespace heed::outbound_mail
