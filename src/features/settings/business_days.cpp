// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/settings/business_days.hpp"

#include <charconv>

namespace heed::settings {

namespace {

using std::chrono::days;
using std::chrono::local_days;

std::optional<int> number_in(std::string_view text) {
    int number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc{} || end != text.data() + text.size() || number < 0)
        return std::nullopt;
    return number;
}

std::optional<local_days> date_in(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = number_in(text.substr(0, 4));
    const auto month = number_in(text.substr(5, 2));
    const auto day = number_in(text.substr(8, 2));
    if (!year || !month || !day) return std::nullopt;
    const std::chrono::year_month_day date{
        std::chrono::year{*year},
        std::chrono::month{static_cast<unsigned>(*month)},
        std::chrono::day{static_cast<unsigned>(*day)}
    };
    if (!date.ok()) return std::nullopt;
    return local_days{date};
}

} // namespace

bool is_business_day(const ClosedDays& closed, local_days day) {
    const auto weekday = std::chrono::weekday{day}.iso_encoding();
    return weekday <= 5 && !closed.holidays.contains(day);
}

Instant business_days_before(const ClosedDays& closed, int wanted, Instant now) {
    const auto local = tz::to_local(now, closed.zone);
    auto day = std::chrono::floor<days>(local);
    auto since_midnight = local - day;
    // Nothing of a closed day has counted: as far as silence goes, it is still its midnight.
    if (!is_business_day(closed, day)) since_midnight = since_midnight.zero();
    constexpr int days_looked_at = 5'000;
    for (int looked = 0; wanted > 0 && looked < days_looked_at; ++looked) {
        day -= days{1};
        if (is_business_day(closed, day)) --wanted;
    }
    return tz::to_instant(day + since_midnight, closed.zone);
}

Result<local_days> date_from(std::string_view text, std::string_view pointer) {
    if (const auto date = date_in(text)) return *date;
    return refuse(Refusal::invalid, "bad_date", pointer, "Write dates as 2026-12-25.");
}

} // namespace heed::settings
