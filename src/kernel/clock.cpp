// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/clock.hpp"

namespace heed {

Instant SystemClock::now() const {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

} // namespace heed
