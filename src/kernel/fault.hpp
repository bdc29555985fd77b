// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

namespace heed {

/// Ends the process at once, as kill -9 would, when the environment says `HEED_FAULT=point:n` and
/// this is the n-th time `point` is passed. Used through HEED_FAULT only.
void fault_point(std::string_view point);

} // namespace heed

/// A place where crash tests may stop the process. Compiled out of release builds.
#ifdef HEED_FAULT_POINTS
#define HEED_FAULT(point) ::heed::fault_point(point)
#else
#define HEED_FAULT(point) static_cast<void>(0)
#endif
