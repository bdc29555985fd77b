// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/entity_tag.hpp"

#include "kernel/text.hpp"

#include <algorithm>

namespace heed::http {

namespace {

/// Takes a tag off the front, without its `W/`; empty when there is none.
std::string_view take_tag(std::string_view& list) {
    if (list.starts_with("W/")) list.remove_prefix(2);
    if (!list.starts_with('"')) return {};
    const auto end = list.find('"', 1);
    if (end == std::string_view::npos) return {};
    const auto tag = list.substr(0, end + 1);
    list.remove_prefix(end + 1);
    return tag;
}

bool list_names(std::string_view list, std::string_view tag) {
    constexpr std::string_view between = " \t,"; // empty elements count as none
    while (true) {
        list.remove_prefix(std::min(list.find_first_not_of(between), list.size()));
        const auto one = take_tag(list);
        if (one.empty()) return false;
        if (one == tag) return true;
        const bool ends_well = list.empty() || between.contains(list.front());
        if (!ends_well) return false;
    }
}

} // namespace

bool knows_tag(const Headers& headers, std::string_view tag) {
    for (std::size_t line = 0; line < headers.size(); ++line) {
        if (!equals_ignoring_case(headers.name(line), "If-None-Match")) continue;
        const auto value = trimmed(headers.value(line));
        if (value == "*" || list_names(value, tag)) return true;
    }
    return false;
}

} // namespace heed::http
