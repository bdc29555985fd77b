// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/tz/tz.hpp"

#include <array>
#include <date/tz.h>
#include <fmt/format.h>

namespace heed::tz {

/// Knows what a `Zone` points to.
struct ZoneRules {
    static const date::time_zone& of(Zone zone) {
        return *static_cast<const date::time_zone*>(zone.rules_);
    }

    static Zone zone(const date::time_zone* rules) { return Zone(rules); }
};

namespace {

struct Names {
    std::array<std::string_view, 7> weekdays;
    std::array<std::string_view, 12> months;
    std::string_view day_end; // after the number of a day
};

constexpr Names english{
    .weekdays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
    .months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
    .day_end = "",
};

constexpr Names german{
    .weekdays = {"So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"},
    .months =
        {"Jan.",
         "Feb.",
         "März",
         "Apr.",
         "Mai",
         "Juni",
         "Juli",
         "Aug.",
         "Sept.",
         "Okt.",
         "Nov.",
         "Dez."},
    .day_end = ".",
};

const Names& names_in(std::string_view language) {
    return language == "de" || language.starts_with("de-") ? german : english;
}

/// How far to go back to a year that the library knows: it reads tzdata's list of changes, which
/// ends with 2037, not the rule that goes on. Years of one shape (weekday of January 1, leap day)
/// have their changes on the same dates.
std::chrono::days into_known_years(std::chrono::sys_days day) {
    constexpr std::chrono::year last_known{2036};
    const auto wanted = std::chrono::year_month_day{day}.year();
    if (wanted <= last_known) return std::chrono::days{0};
    const std::chrono::sys_days wanted_start{wanted / 1 / 1};
    for (auto known = last_known;; --known) {
        const std::chrono::sys_days start{known / 1 / 1};
        const bool same_shape = known.is_leap() == wanted.is_leap() &&
                                std::chrono::weekday{start} == std::chrono::weekday{wanted_start};
        if (same_shape) return wanted_start - start;
    }
}

std::chrono::local_days day_of(LocalTime local) {
    return std::chrono::floor<std::chrono::days>(local);
}

std::string day_and_month(LocalTime local, const Names& names) {
    const std::chrono::year_month_day date{day_of(local)};
    const auto month = names.months[unsigned{date.month()} - 1];
    return fmt::format("{}{} {}", unsigned{date.day()}, names.day_end, month);
}

int year_of(LocalTime local) {
    return int{std::chrono::year_month_day{day_of(local)}.year()};
}

std::string clock_text(LocalTime local) {
    const std::chrono::hh_mm_ss time{local - day_of(local)};
    return fmt::format("{:02}:{:02}", time.hours().count(), time.minutes().count());
}

} // namespace

Zone Zone::utc() {
    static const Zone zone = ZoneRules::zone(date::locate_zone("Etc/UTC"));
    return zone;
}

std::string Zone::name() const {
    return ZoneRules::of(*this).name();
}

Result<Zone> find_zone(std::string_view name, std::string_view pointer) {
    try {
        return ZoneRules::zone(date::locate_zone(std::string(name)));
    } catch (const std::runtime_error&) {
        return refuse(
            Refusal::invalid,
            "unknown_zone",
            pointer,
            "Choose a time zone of the IANA list, such as Europe/Vienna."
        );
    }
}

LocalTime to_local(Instant instant, Zone zone) {
    return LocalTime{instant.time_since_epoch() + offset_at(instant, zone)};
}

Instant to_instant(LocalTime local, Zone zone) {
    const auto back = into_known_years(std::chrono::sys_days{day_of(local).time_since_epoch()});
    const date::local_time<std::chrono::milliseconds> shown{local.time_since_epoch() - back};
    // In a gap and in an overlap alike, `first` is how clocks stood before the change.
    const auto offset = ZoneRules::of(zone).get_info(shown).first.offset;
    return Instant{local.time_since_epoch() - offset};
}

std::chrono::seconds offset_at(Instant instant, Zone zone) {
    const auto back = into_known_years(std::chrono::floor<std::chrono::days>(instant));
    return ZoneRules::of(zone).get_info(instant - back).offset;
}

std::string time_text(Instant instant, Zone zone) {
    return clock_text(to_local(instant, zone));
}

std::string moment_text(Instant instant, Instant now, Zone zone, std::string_view language) {
    const auto local = to_local(instant, zone);
    const auto& names = names_in(language);
    const auto weekday = std::chrono::weekday{day_of(local)}.c_encoding();
    auto text = fmt::format("{} {}", names.weekdays[weekday], day_and_month(local, names));
    if (year_of(local) != year_of(to_local(now, zone))) text += fmt::format(" {}", year_of(local));
    return fmt::format("{}, {}", text, clock_text(local));
}

} // namespace heed::tz
