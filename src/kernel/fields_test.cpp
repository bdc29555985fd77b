// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/fields.hpp"

#include <doctest/doctest.h>
#include <string>
#include <vector>

namespace heed {
namespace {

struct Pair {
    int left = 0;
    std::string right;
};
HEED_FIELDS(Pair, left, right)

struct Undescribed {
    int value = 0;
};

} // namespace
} // namespace heed

using namespace heed;

static_assert(HasFields<Pair>);
static_assert(!HasFields<Undescribed>);
static_assert(!HasFields<int>);
static_assert(field_count<Pair> == 2);

TEST_CASE("fields are visited by name in declared order") {
    const Pair pair{.left = 3, .right = "x"};
    std::vector<std::string> seen;
    for_each_field(pair, [&](std::string_view name, const auto& value) {
        if constexpr (std::is_same_v<decltype(value), const int&>)
            seen.push_back(std::string(name) + "=" + std::to_string(value));
        else
            seen.push_back(std::string(name) + "=" + value);
    });
    CHECK(seen == std::vector<std::string>{"left=3", "right=x"});
}

TEST_CASE("a visitor of a mutable object may change it") {
    Pair pair;
    for_each_field(pair, [](std::string_view name, auto& value) {
        if constexpr (std::is_same_v<decltype(value), std::string&>) value = name;
    });
    CHECK(pair.right == "right");
}

TEST_CASE("types are visited without an object") {
    std::vector<std::string> seen;
    for_each_field_type<Pair>([&]<class Member>(std::string_view name, std::type_identity<Member>) {
        seen.push_back(std::string(name) + (std::is_same_v<Member, int> ? ":int" : ":other"));
    });
    CHECK(seen == std::vector<std::string>{"left:int", "right:other"});
}
