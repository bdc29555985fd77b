// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/instant.hpp"
#include "kernel/result.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace heed::tz {

/// A time zone of the system's tzdata, as cheap to copy as a pointer.
class Zone {
public:
    static Zone utc();

    /// As IANA spells it, e.g. `Europe/Vienna`.
    [[nodiscard]] std::string name() const;

    bool operator==(const Zone&) const = default;

private:
    friend Result<Zone> find_zone(std::string_view name, std::string_view pointer);
    friend struct ZoneRules;

    explicit Zone(const void* rules) : rules_(rules) {}

    const void* rules_; // lives as long as the program
};

/// What a clock on the wall shows.
using LocalTime = std::chrono::local_time<std::chrono::milliseconds>;

/// Refuses as `unknown_zone`; `pointer` is where the name stands in the body.
Result<Zone> find_zone(std::string_view name, std::string_view pointer = {});

LocalTime to_local(Instant instant, Zone zone);

/// The instant at which the clock shows `local`. Where it never does, because clocks go forward,
/// as much later as they go (02:30 becomes 03:30); where it does twice, the first time.
Instant to_instant(LocalTime local, Zone zone);

/// How the clock stands off UTC at `instant`.
std::chrono::seconds offset_at(Instant instant, Zone zone);

// Texts for people in the languages of the templates, `en` and `de`; any other reads as `en`.

/// "17:00".
std::string time_text(Instant instant, Zone zone);

/// "Thu 20 Nov, 17:00", "Do 20. Nov., 17:00"; with the year when it is another than `now`'s.
std::string moment_text(Instant instant, Instant now, Zone zone, std::string_view language);

} // namespace heed::tz
