// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/text.hpp"
#include "platform/mail/addresses.hpp"
#include "platform/mail/header_text.hpp"
#include "platform/mail/letter_case.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace heed::mail {

namespace {

// Compared by `bare_letters`.
constexpr auto reply_prefixes = std::to_array<std::string_view>(
    {"re",   "aw",   "antw", "antwort", "sv",  "svar",  "vs",     "res",    "resp", "rep",
     "ri",   "r",    "rif",  "odp",     "od",  "ynt",   "va",     "valasz", "bls",  "balas",
     "ha",   "atb",  "απ",   "σχετ",    "отв", "ответ", "на",     "回复",   "回覆", "答复",
     "返信", "답장", "رد",   "השב",     "تشو", "ตอบ",   "tra loi"}
);

constexpr auto forward_prefixes = std::to_array<std::string_view>(
    {"fwd",  "fw",   "wg",    "tr",         "doorst",   "rv",  "enc",        "i",    "inoltra",
     "vb",   "vl",   "pd",    "tovabbitas", "iletilen", "ilt", "пересл",     "转发", "轉寄",
     "転送", "전달", "הועבר", "yml",        "πρθ",      "trs", "إعادة توجيه"}
);

struct Found {
    std::size_t length;
    bool forwards;
};

/// "Re" of "Re[2]", "Re (3)", "Re^2".
std::string_view without_count(std::string_view label) {
    const auto end = label.find_first_of("[(^");
    if (end == std::string_view::npos) return label;
    const auto count = label.substr(end + 1);
    const bool number = !count.empty() && count.size() <= 4 &&
                        count.find_first_not_of("0123456789])") == std::string_view::npos;
    return number ? trimmed(label.substr(0, end)) : std::string_view();
}

/// The prefix at the front, up to a colon (also a full-width one).
std::optional<Found> prefix_of(std::string_view subject) {
    const auto head = subject.substr(0, 40);
    const auto plain = head.find(':');
    const auto wide = head.find("：");
    const auto colon = std::min(plain, wide);
    if (colon == std::string_view::npos) return std::nullopt;
    const auto label = bare_letters(without_count(trimmed(head.substr(0, colon))));
    const auto length = colon + (colon == plain ? 1 : 3);
    if (std::ranges::find(reply_prefixes, label) != reply_prefixes.end())
        return Found{.length = length, .forwards = false};
    if (std::ranges::find(forward_prefixes, label) != forward_prefixes.end())
        return Found{.length = length, .forwards = true};
    return std::nullopt;
}

} // namespace

std::string clean_subject(std::string_view subject) {
    const std::string folded = display_text(subject);
    std::string_view rest = trimmed(folded);
    while (const auto found = prefix_of(rest)) rest = trimmed(rest.substr(found->length));
    return std::string(rest);
}

bool is_forward_subject(std::string_view subject) {
    const std::string folded = display_text(subject);
    const auto found = prefix_of(trimmed(folded));
    return found && found->forwards;
}

} // namespace heed::mail
