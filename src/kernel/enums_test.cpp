// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/enums.hpp"

#include <doctest/doctest.h>

namespace heed {
namespace {

enum class Light { red, amber, green };
enum class Nameless { one };

} // namespace

template <>
inline constexpr std::array<std::string_view, 3> enum_names<Light> = {"red", "amber", "green"};
} // namespace heed

using namespace heed;

static_assert(NamedEnum<Light>);
static_assert(!NamedEnum<Nameless>);
static_assert(name_of(Light::amber) == "amber");
static_assert(enum_from<Light>("green") == Light::green);

TEST_CASE("names go both ways") {
    for (const auto name : enum_names<Light>) CHECK(name_of(*enum_from<Light>(name)) == name);
}

TEST_CASE("an unknown name is nothing, also when only the case differs") {
    CHECK_FALSE(enum_from<Light>("blue").has_value());
    CHECK_FALSE(enum_from<Light>("Red").has_value());
    CHECK_FALSE(enum_from<Light>("").has_value());
}

TEST_CASE("a value outside the enum is a broken invariant") {
    CHECK_THROWS_AS(name_of(static_cast<Light>(3)), Fault);
}
