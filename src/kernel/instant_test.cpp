// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/instant.hpp"

#include <doctest/doctest.h>

using namespace heed;
using namespace std::chrono_literals;

namespace {

Instant at(std::int64_t milliseconds) {
    return Instant{std::chrono::milliseconds{milliseconds}};
}

std::string again(std::string_view text) {
    const auto instant = instant_from_rfc3339(text);
    return instant ? to_rfc3339(*instant) : "refused";
}

} // namespace

TEST_CASE("an instant is written with milliseconds and Z") {
    CHECK(to_rfc3339(at(0)) == "1970-01-01T00:00:00.000Z");
    CHECK(to_rfc3339(at(1'781'082'000'007)) == "2026-06-10T09:00:00.007Z");
    CHECK(to_rfc3339(at(951'782'400'000)) == "2000-02-29T00:00:00.000Z");
}

TEST_CASE("offsets are counted away") {
    CHECK(again("2026-06-10T09:00:00Z") == "2026-06-10T09:00:00.000Z");
    CHECK(again("2026-06-10T11:00:00+02:00") == "2026-06-10T09:00:00.000Z");
    CHECK(again("2026-06-10T03:30:00-05:30") == "2026-06-10T09:00:00.000Z");
    CHECK(again("2026-12-31T23:30:00-01:00") == "2027-01-01T00:30:00.000Z");
    CHECK(again("2026-06-10t09:00:00z") == "2026-06-10T09:00:00.000Z");
    CHECK(again("2026-06-10 09:00:00Z") == "2026-06-10T09:00:00.000Z");
}

TEST_CASE("fractions are cut to milliseconds") {
    CHECK(again("2026-06-10T09:00:00.5Z") == "2026-06-10T09:00:00.500Z");
    CHECK(again("2026-06-10T09:00:00.1239Z") == "2026-06-10T09:00:00.123Z");
    CHECK(again("2026-06-10T09:00:00.123456789Z") == "2026-06-10T09:00:00.123Z");
}

TEST_CASE("a leap second is the first moment after it") {
    CHECK(again("2016-12-31T23:59:60Z") == "2017-01-01T00:00:00.000Z");
}

TEST_CASE("what is not a real instant is refused") {
    for (const std::string_view text : {
             "",
             "now",
             "2026-06-10",
             "2026-06-10T09:00:00",   // no zone: whose nine o'clock?
             "2026-06-10T09:00Z",     // no seconds
             "2026-06-10T09:00:00.Z", // a point and no digits
             "2026-06-10T09:00:00.1234567890Z",
             "2026-02-29T09:00:00Z", // not a leap year
             "2026-13-01T09:00:00Z",
             "2026-00-10T09:00:00Z",
             "2026-06-31T09:00:00Z",
             "2026-06-10T24:00:00Z",
             "2026-06-10T09:60:00Z",
             "2026-06-10T09:00:61Z",
             "2026-06-10T09:00:00+24:00",
             "2026-06-10T09:00:00+02:60",
             "2026-06-10T09:00:00+0200",
             "2026-06-10T09:00:00Z ",
             " 2026-06-10T09:00:00Z",
             "-026-06-10T09:00:00Z",
             "2026-06-1\xD9\xA0T09:00:00Z", // an Arabic digit
             "1969-12-31T23:59:59Z",
             "20260-06-10T09:00:00Z",
         }) {
        CAPTURE(text);
        CHECK_FALSE(instant_from_rfc3339(text).has_value());
    }
}

TEST_CASE("what is written is read back") {
    for (auto instant = at(0); instant < at(253'402'300'799'999); instant += 1'234'567'890'123ms)
        CHECK(instant_from_rfc3339(to_rfc3339(instant)) == instant);
}
