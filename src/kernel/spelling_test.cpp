// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/spelling.hpp"

#include <doctest/doctest.h>

namespace heed {

TEST_CASE("spelling: the distance counts letters changed, added and left out") {
    CHECK(spelling_distance("serve", "serve") == 0);
    CHECK(spelling_distance("", "serve") == 5);
    CHECK(spelling_distance("serve", "") == 5);
    CHECK(spelling_distance("srve", "serve") == 1);
    CHECK(spelling_distance("serves", "serve") == 1);
    CHECK(spelling_distance("sorve", "serve") == 1);
    CHECK(spelling_distance("kitten", "sitting") == 3);
    CHECK(too_far_from("srve") == 3);
    CHECK(too_far_from("session.agent_idle") == 7);
}

} // namespace heed
