// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/clock.hpp"

#include <doctest/doctest.h>

using namespace heed;
using namespace std::chrono_literals;

TEST_CASE("a hand clock stands still until it is moved") {
    HandClock clock(Instant{1000ms});
    CHECK(clock.now() == Instant{1000ms});
    clock.advance(2h);
    CHECK(clock.now() == Instant{1000ms + 2h});
    clock.set(Instant{5ms});
    CHECK(clock.now() == Instant{5ms});
}

TEST_CASE("the machine's clock is later than this program") {
    CHECK(SystemClock().now() > instant_from_rfc3339("2026-01-01T00:00:00Z"));
}
