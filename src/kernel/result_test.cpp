// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/result.hpp"

#include <doctest/doctest.h>
#include <memory>

using namespace heed;

namespace {

Result<int> even(int number) {
    if (number % 2 != 0) return refuse(Refusal::invalid, "odd", "/number", "The number is odd.");
    return number;
}

Result<int> half_of_sum(int left, int right) {
    const auto first = TRY(even(left));
    const auto second = TRY(even(right));
    return (first + second) / 2;
}

Result<> both_even(int left, int right, int& steps) {
    TRY(even(left));
    ++steps;
    TRY(even(right));
    ++steps;
    return {};
}

Result<std::unique_ptr<int>> boxed(int number) {
    const auto checked = TRY(even(number));
    return std::make_unique<int>(checked);
}

Result<int> unboxed(int number) {
    const auto box = TRY(boxed(number));
    return *box;
}

} // namespace

TEST_CASE("TRY gives the value") {
    CHECK(half_of_sum(2, 4).value() == 3);
}

TEST_CASE("TRY hands the refusal on as it is, at the first refusal") {
    const auto result = half_of_sum(3, 5);
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().kind == Refusal::invalid);
    CHECK(result.error().code == "odd");
    CHECK(result.error().pointer == "/number");
    CHECK(result.error().detail == "The number is odd.");
    CHECK(result.error().members.empty());
}

TEST_CASE("TRY as a statement stops what follows") {
    int steps = 0;
    CHECK_FALSE(both_even(2, 3, steps).has_value());
    CHECK(steps == 1);
    CHECK(both_even(2, 4, steps).has_value());
    CHECK(steps == 3);
}

TEST_CASE("TRY moves values that cannot be copied") {
    CHECK(unboxed(8).value() == 8);
    CHECK(unboxed(9).error().code == "odd");
}
