// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/request.hpp"

#include "kernel/check.hpp"
#include "kernel/text.hpp"

namespace heed::http {

const std::string& Request::path_text(std::string_view name) const {
    for (const auto& [key, value] : path_parameters.all())
        if (key == name) return value;
    throw Fault("the route " + pattern + " has no parameter " + std::string(name));
}

Result<std::int64_t> Request::path_number(std::string_view name) const {
    CHECK(!path_text(name).empty());
    const auto number = path_parameters.number(name);
    if (!number || !*number || **number < 0)
        return refuse(Refusal::not_found, "not_found", {}, "There is no such thing.");
    return **number;
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
    for (std::size_t index = 0; index < headers.size(); ++index) {
        if (!equals_ignoring_case(headers.name(index), "cookie")) continue;
        auto rest = headers.value(index);
        while (!rest.empty()) {
            const auto end = std::min(rest.find(';'), rest.size());
            const auto pair = trimmed(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
            const auto equals = pair.find('=');
            if (equals != pair.npos && pair.substr(0, equals) == name)
                return pair.substr(equals + 1);
        }
    }
    return std::nullopt;
}

} // namespace heed::http
