// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/portal/words.hpp"

#include "features/portal/words_de.hpp"
#include "features/portal/words_en.hpp"
#include "kernel/number.hpp"

#include <algorithm>
#include <array>

namespace heed::portal {

namespace {

constexpr std::array ours = {&english, &german};

/// `de-AT` is German.
const Words* found_in(std::string_view tag) {
    const auto language = tag.substr(0, tag.find_first_of("-_"));
    const auto* const found = std::ranges::find_if(ours, [&](const Words* words) {
        return std::ranges::equal(language, words->language, [](char given, char own) {
            return (given >= 'A' && given <= 'Z' ? given - 'A' + 'a' : given) == own;
        });
    });
    return found == ours.end() ? nullptr : *found;
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
    return text;
}

/// How much a language is liked, in thousandths: `;q=0.8` is 800, nothing said is 1000.
int liking(std::string_view parameters) {
    const auto at = parameters.find("q=");
    if (at == std::string_view::npos) return 1000;
    auto value = trimmed(parameters.substr(at + 2));
    value = value.substr(0, value.find_first_not_of("0123456789."));
    if (!value.starts_with("0")) return value.starts_with("1") ? 1000 : 0;
    std::string digits(value.substr(std::min<std::size_t>(value.size(), 2), 3));
    digits.resize(3, '0');
    return number_from<int>(digits).value_or(0);
}

} // namespace

const Words& words_in(std::string_view language) {
    const auto* const found = found_in(language);
    return found == nullptr ? english : *found;
}

std::string_view language_liked(std::string_view accept_language) {
    std::string_view best;
    int most = 0;
    while (!accept_language.empty()) {
        const auto end = std::min(accept_language.find(','), accept_language.size());
        const auto item = trimmed(accept_language.substr(0, end));
        accept_language.remove_prefix(std::min(end + 1, accept_language.size()));
        const auto mark = std::min(item.find(';'), item.size());
        const auto* const words = found_in(trimmed(item.substr(0, mark)));
        const auto liked = liking(item.substr(mark));
        if (words == nullptr || liked <= most) continue;
        best = words->language;
        most = liked;
    }
    return best;
}

std::string filled(std::string_view text, std::initializer_list<Filling> fillings) {
    std::string result;
    while (!text.empty()) {
        const auto begin = text.find('{');
        result += text.substr(0, begin);
        if (begin == std::string_view::npos) break;
        text.remove_prefix(begin);
        const auto end = text.find('}');
        const auto name = end == std::string_view::npos ? text.substr(1) : text.substr(1, end - 1);
        const auto* found = std::ranges::find(fillings, name, &Filling::first);
        const bool known = found != fillings.end() && end != std::string_view::npos;
        result += known ? found->second : text.substr(0, 1);
        text.remove_prefix(known ? end + 1 : 1);
    }
    return result;
}

} // namespace heed::portal
