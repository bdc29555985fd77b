// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/instant.hpp"

#include <charconv>
#include <fmt/format.h>

namespace heed {

using namespace std::chrono_literals;

namespace {

/// Overwrites the places `from` … `from + count - 1` with the digits of `number`.
void put_digits(std::string& text, std::size_t from, std::size_t count, std::int64_t number) {
    for (std::size_t at = from + count; at-- > from; number /= 10)
        text[at] = static_cast<char>('0' + number % 10);
}

} // namespace

std::string to_rfc3339(Instant instant) {
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{instant - day};
    // Written digit by digit, for an answer has hundreds of them.
    if (date.year() >= 0y && date.year() <= 9999y) {
        std::string text = "0000-00-00T00:00:00.000Z";
        put_digits(text, 0, 4, int{date.year()});
        put_digits(text, 5, 2, unsigned{date.month()});
        put_digits(text, 8, 2, unsigned{date.day()});
        put_digits(text, 11, 2, time.hours().count());
        put_digits(text, 14, 2, time.minutes().count());
        put_digits(text, 17, 2, time.seconds().count());
        put_digits(text, 20, 3, time.subseconds().count());
        return text;
    }
    return fmt::format(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
        int{date.year()},
        unsigned{date.month()},
        unsigned{date.day()},
        time.hours().count(),
        time.minutes().count(),
        time.seconds().count(),
        time.subseconds().count()
    );
}

namespace {

/// Reads exactly `count` digits at the front and drops them.
std::optional<int> take_number(std::string_view& text, std::size_t count) {
    if (text.size() < count) return std::nullopt;
    int number = 0;
    for (const char digit : text.substr(0, count)) {
        if (digit < '0' || digit > '9') return std::nullopt;
        number = number * 10 + (digit - '0');
    }
    text.remove_prefix(count);
    return number;
}

bool take(std::string_view& text, std::string_view any_of) {
    if (text.empty() || !any_of.contains(text.front())) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<std::chrono::milliseconds> take_fraction(std::string_view& text) {
    if (!take(text, ".")) return 0ms;
    int digits = 0;
    int value = 0;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9' && digits < 9) {
        if (digits < 3) value = value * 10 + (text.front() - '0');
        text.remove_prefix(1);
        ++digits;
    }
    if (digits == 0) return std::nullopt;
    for (; digits < 3; ++digits) value *= 10;
    return std::chrono::milliseconds{value};
}

std::optional<std::chrono::minutes> take_offset(std::string_view& text) {
    if (take(text, "Zz")) return 0min;
    const bool west = text.starts_with('-');
    if (!take(text, "+-")) return std::nullopt;
    const auto hours = take_number(text, 2);
    if (!hours || !take(text, ":")) return std::nullopt;
    const auto minutes = take_number(text, 2);
    if (!minutes || *hours > 23 || *minutes > 59) return std::nullopt;
    const std::chrono::minutes offset{*hours * 60 + *minutes};
    return west ? -offset : offset;
}

std::optional<std::chrono::sys_days> take_date(std::string_view& text) {
    const auto year = take_number(text, 4);
    if (!year || !take(text, "-")) return std::nullopt;
    const auto month = take_number(text, 2);
    if (!month || !take(text, "-")) return std::nullopt;
    const auto day = take_number(text, 2);
    if (!day || *year < 1970) return std::nullopt;
    const auto date = std::chrono::year{*year} / *month / *day;
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days{date};
}

std::optional<std::chrono::seconds> take_time(std::string_view& text) {
    const auto hours = take_number(text, 2);
    if (!hours || !take(text, ":")) return std::nullopt;
    const auto minutes = take_number(text, 2);
    if (!minutes || !take(text, ":")) return std::nullopt;
    const auto seconds = take_number(text, 2);
    if (!seconds || *hours > 23 || *minutes > 59 || *seconds > 60) return std::nullopt;
    return std::chrono::hours{*hours} + std::chrono::minutes{*minutes} +
           std::chrono::seconds{*seconds};
}

} // namespace

std::optional<Instant> instant_from_rfc3339(std::string_view text) {
    const auto date = take_date(text);
    if (!date || !take(text, "Tt ")) return std::nullopt;
    const auto time = take_time(text);
    if (!time) return std::nullopt;
    const auto fraction = take_fraction(text);
    if (!fraction) return std::nullopt;
    const auto offset = take_offset(text);
    if (!offset || !text.empty()) return std::nullopt;
    return Instant{*date} + *time + *fraction - *offset;
}

} // namespace heed
