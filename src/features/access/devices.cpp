// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/devices.hpp"

#include <span>

namespace heed::access {

namespace {

struct Mark {
    std::string_view in_line;
    std::string_view name;
};

// The first that stands in the line counts: most browsers also name the ones they were made from.
constexpr Mark browsers[] = {
    {.in_line = "Edg/", .name = "Edge"},
    {.in_line = "EdgA/", .name = "Edge"},
    {.in_line = "EdgiOS/", .name = "Edge"},
    {.in_line = "OPR/", .name = "Opera"},
    {.in_line = "Vivaldi/", .name = "Vivaldi"},
    {.in_line = "SamsungBrowser/", .name = "Samsung Internet"},
    {.in_line = "Firefox/", .name = "Firefox"},
    {.in_line = "FxiOS/", .name = "Firefox"},
    {.in_line = "Chrome/", .name = "Chrome"},
    {.in_line = "CriOS/", .name = "Chrome"},
    {.in_line = "Safari/", .name = "Safari"},
    {.in_line = "curl/", .name = "curl"},
};

constexpr Mark systems[] = {
    {.in_line = "iPhone", .name = "iPhone"},
    {.in_line = "iPad", .name = "iPad"},
    {.in_line = "Android", .name = "Android"},
    {.in_line = "CrOS", .name = "ChromeOS"},
    {.in_line = "Windows", .name = "Windows"},
    {.in_line = "Macintosh", .name = "macOS"},
    {.in_line = "Linux", .name = "Linux"},
};

std::optional<std::string> first_in(std::string_view line, std::span<const Mark> marks) {
    for (const auto& mark : marks)
        if (line.contains(mark.in_line)) return std::string(mark.name);
    return std::nullopt;
}

} // namespace

Device device_from(std::string_view user_agent) {
    return {.browser = first_in(user_agent, browsers), .system = first_in(user_agent, systems)};
}

Device device_of(const http::Request& request) {
    return device_from(request.headers.find("User-Agent").value_or(""));
}

} // namespace heed::access
