// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/live/seats.hpp"

#include <doctest/doctest.h>
#include <optional>
#include <vector>

using heed::live::Seats;

TEST_CASE("one visitor holds so many streams and no more") {
    Seats seats(2);
    std::optional first = *seats.take("Noor");
    const auto second = seats.take("Noor");
    const auto third = seats.take("Noor");
    REQUIRE_FALSE(third.has_value());
    CHECK(third.error().kind == heed::Refusal::too_many);
    CHECK(third.error().code == "too_many_streams");
    CHECK(third.error().detail.contains("2 live streams"));
    CHECK(seats.take("Leo").has_value());

    first.reset();
    CHECK(seats.take("Noor").has_value());
}

TEST_CASE("without a limit there is always a seat") {
    Seats seats(0);
    std::vector<Seats::Seat> taken;
    for (int count = 0; count < 500; ++count) taken.push_back(*seats.take("Noor"));
    CHECK(taken.size() == 500);
}

TEST_CASE("a seat may outlive the room") {
    std::optional<Seats> seats(std::in_place, 1);
    auto taken = *seats->take("Noor");
    seats.reset();
    taken.reset();
    CHECK(taken == nullptr);
}
