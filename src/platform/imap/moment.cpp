// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/text.hpp"
#include "platform/imap/response.hpp"

#include <algorithm>
#include <array>

namespace heed::imap {

namespace {

constexpr std::array<std::string_view, 12> months = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
};

// "07" of "Jul".
std::string month_number(std::string_view name) {
    const auto found = std::ranges::find_if(months, [&](std::string_view month) {
        return equals_ignoring_case(month, name);
    });
    const auto number = std::to_string(found - months.begin() + 1);
    return number.size() == 1 ? "0" + number : number;
}

} // namespace

std::optional<Instant> moment_from(std::string_view text) {
    // The day of month is two characters wide, the first may be a blank: " 7-Jul-1996 …".
    constexpr std::string_view form = "dd-Mon-yyyy hh:mm:ss +hhmm";
    if (text.size() != form.size() || text[2] != '-' || text[6] != '-' || text[20] != ' ')
        return std::nullopt;
    std::string day(text.substr(0, 2));
    if (day[0] == ' ') day[0] = '0';
    std::string written(text.substr(7, 4));
    written.append("-").append(month_number(text.substr(3, 3))).append("-").append(day);
    written.append("T").append(text.substr(12, 8));
    written.append(text.substr(21, 3)).append(":").append(text.substr(24, 2));
    return instant_from_rfc3339(written);
}

} // namespace heed::imap
