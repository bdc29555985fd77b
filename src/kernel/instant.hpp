// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace heed {

/// A moment in UTC, in milliseconds. Zones are applied only where people read (platform/tz).
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// RFC 3339 with milliseconds and `Z`, e.g. `2026-06-10T09:00:00.000Z`.
std::string to_rfc3339(Instant instant);

/// Reads RFC 3339 with any offset and 0–9 fraction digits (truncated to milliseconds).
/// Nothing when the text is not a real calendar instant between years 1970 and 9999.
std::optional<Instant> instant_from_rfc3339(std::string_view text);

} // namespace heed
