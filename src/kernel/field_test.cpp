// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/field.hpp"

#include <doctest/doctest.h>
#include <string>

using namespace heed;

TEST_CASE("a field is absent, null or a value") {
    const Field<std::string> absent;
    const Field<std::string> null(std::nullopt);
    const Field<std::string> value(std::string("x"));

    CHECK_FALSE(absent.present);
    CHECK_FALSE(absent.value.has_value());
    CHECK(null.present);
    CHECK_FALSE(null.value.has_value());
    CHECK(value.present);
    CHECK(value.value == "x");

    CHECK(absent != null);
    CHECK(null != value);
    CHECK(value == Field<std::string>(std::string("x")));
}
