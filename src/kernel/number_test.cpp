// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/number.hpp"

#include <cstdint>
#include <doctest/doctest.h>

namespace heed {

TEST_CASE("number_from: the whole text or nothing") {
    CHECK(number_from<int>("42") == 42);
    CHECK(number_from<int>("-7") == -7);
    CHECK(number_from<std::uint16_t>("65535") == 65535);
    CHECK_FALSE(number_from<std::uint16_t>("65536").has_value());
    CHECK_FALSE(number_from<unsigned>("-1").has_value());
    for (const auto* const text : {"", " 1", "1 ", "+1", "0x1", "1.0", "1e3", "one"})
        CHECK_FALSE(number_from<int>(text).has_value());
}

} // namespace heed
