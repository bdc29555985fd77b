// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/portal/words.hpp"

#include "features/portal/words_en.hpp"

#include <algorithm>

namespace heed::portal {

const Words& words_in(std::string_view) {
    return english; // a second language is chosen here
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
