// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/text.hpp"
#include "platform/mail/addresses.hpp"
#include "platform/mail/header_text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace heed::mail {

namespace {

struct Prefix {
    std::string_view word; // ASCII in lower case; other letters in both cases as their own rows
    bool forwards;
};

constexpr auto prefixes = std::to_array<Prefix>({
    {"re", false},        {"aw", false},         {"antw", false},    {"antwort", false},
    {"sv", false},        {"svar", false},       {"vs", false},      {"res", false},
    {"resp", false},      {"rép", false},        {"rep", false},     {"réf", false},
    {"ri", false},        {"r", false},          {"rif", false},     {"odp", false},
    {"od", false},        {"ynt", false},        {"vá", false},      {"válasz", false},
    {"bls", false},       {"balas", false},      {"ha", false},      {"atb", false},
    {"απ", false},        {"ΑΠ", false},         {"σχετ", false},    {"ΣΧΕΤ", false},
    {"отв", false},       {"Отв", false},        {"ответ", false},   {"Ответ", false},
    {"на", false},        {"НА", false},         {"回复", false},    {"回覆", false},
    {"答复", false},      {"返信", false},       {"답장", false},    {"رد", false},
    {"השב", false},       {"تشو", false},        {"trả lời", false}, {"ตอบ", false},
    {"fwd", true},        {"fw", true},          {"wg", true},       {"tr", true},
    {"doorst", true},     {"rv", true},          {"enc", true},      {"i", true},
    {"inoltra", true},    {"vb", true},          {"vl", true},       {"pd", true},
    {"továbbítás", true}, {"iletilen", true},    {"ilt", true},      {"пересл", true},
    {"Пересл", true},     {"转发", true},        {"轉寄", true},     {"転送", true},
    {"전달", true},       {"إعادة توجيه", true}, {"הועבר", true},    {"yml", true},
    {"πρθ", true},        {"ΠΡΘ", true},         {"trs", true},      {"përc", true},
});

struct Found {
    std::size_t length;
    bool forwards;
};

/// `Re:`, `Re[2]:`, `RE (3):`, `Re :`, full-width colons.
std::optional<Found> prefix_of(std::string_view subject) {
    const auto lower = ascii_lower(subject.substr(0, 60));
    for (const auto& prefix : prefixes) {
        if (!lower.starts_with(prefix.word)) continue;
        auto at = prefix.word.size();
        const auto skip_blanks = [&] {
            while (at < subject.size() && subject[at] == ' ') ++at;
        };
        skip_blanks();
        if (at < subject.size() &&
            (subject[at] == '[' || subject[at] == '(' || subject[at] == '^')) {
            const auto begin = ++at;
            while (at < subject.size() && subject[at] >= '0' && subject[at] <= '9') ++at;
            if (at == begin || at - begin > 3) continue;
            if (at < subject.size() && (subject[at] == ']' || subject[at] == ')')) ++at;
            skip_blanks();
        }
        if (subject.substr(at).starts_with(':')) return Found{at + 1, prefix.forwards};
        if (subject.substr(at).starts_with("：")) return Found{at + 3, prefix.forwards};
    }
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
