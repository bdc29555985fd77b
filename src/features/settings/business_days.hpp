// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"
#include "platform/tz/tz.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace heed::settings {

/// Days on which nobody is expected to answer: Saturdays, Sundays and the desk's holidays.
struct ClosedDays {
    tz::Zone zone = tz::Zone::utc();
    std::set<std::chrono::local_days> holidays = {};
};

bool is_business_day(const ClosedDays& closed, std::chrono::local_days day);

/// What was done before this instant was done `wanted` whole business days before `now`: on each of
/// them as much of the clock has gone round, and closed days count nothing.
Instant business_days_before(const ClosedDays& closed, int wanted, Instant now);

/// `2026-12-25` and the like; refuses `bad_date` for anything that is no date.
Result<std::chrono::local_days> date_from(std::string_view text, std::string_view pointer);

} // namespace heed::settings
