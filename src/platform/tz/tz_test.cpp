// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/tz/tz.hpp"

#include <doctest/doctest.h>

namespace heed::tz {

namespace {

using namespace std::chrono_literals;

Zone zone(std::string_view name) {
    return find_zone(name).value();
}

Instant instant(std::string_view text) {
    return *instant_from_rfc3339(text);
}

LocalTime local(std::string_view text) {
    return LocalTime{instant(std::string(text) + "Z").time_since_epoch()};
}

std::string at(std::string_view local_text, std::string_view zone_name) {
    return to_rfc3339(to_instant(local(local_text), zone(zone_name)));
}

} // namespace

TEST_CASE("tz: zones are found by their IANA name only") {
    CHECK(zone("Europe/Vienna").name() == "Europe/Vienna");
    CHECK(zone("Europe/Vienna") == zone("Europe/Vienna"));
    CHECK(Zone::utc().name() == "Etc/UTC");
    for (const auto* const name :
         {"", "Europe/Wien", "europe/vienna", "../../etc/passwd", "/etc/localtime", "+02:00"}) {
        const auto found = find_zone(name, "/zone");
        REQUIRE_MESSAGE(!found.has_value(), name);
        CHECK(found.error().code == "unknown_zone");
        CHECK(found.error().pointer == "/zone");
    }
}

TEST_CASE("tz: instants become local time, in winter and in summer") {
    const auto vienna = zone("Europe/Vienna");
    CHECK(
        to_local(instant("2026-01-10T12:00:00.007Z"), vienna) == local("2026-01-10T13:00:00.007")
    );
    CHECK(to_local(instant("2026-07-10T12:00:00Z"), vienna) == local("2026-07-10T14:00:00"));
    CHECK(offset_at(instant("2026-07-10T12:00:00Z"), zone("Asia/Kolkata")) == 5h + 30min);
    CHECK(offset_at(instant("2026-07-10T12:00:00Z"), Zone::utc()) == 0s);
    CHECK(at("2026-07-10T14:00:00", "Europe/Vienna") == "2026-07-10T12:00:00.000Z");
}

TEST_CASE("tz: a time that never is moves by as much as the clocks") {
    CHECK(at("2026-03-29T02:30:00", "Europe/Vienna") == "2026-03-29T01:30:00.000Z"); // 03:30
    CHECK(at("2026-03-08T02:15:00", "America/New_York") == "2026-03-08T07:15:00.000Z");
    CHECK(at("2026-10-04T02:10:00", "Australia/Lord_Howe") == "2026-10-03T15:40:00.000Z");
    CHECK(
        at("2011-12-30T12:00:00", "Pacific/Apia") == "2011-12-30T22:00:00.000Z"
    ); // a day left out
    const auto shown = to_local(instant("2026-03-29T01:30:00Z"), zone("Europe/Vienna"));
    CHECK(shown == local("2026-03-29T03:30:00"));
}

TEST_CASE("tz: of a time that is twice the first is meant") {
    CHECK(at("2026-10-25T02:30:00", "Europe/Vienna") == "2026-10-25T00:30:00.000Z");
    CHECK(at("2026-11-01T01:30:00", "America/New_York") == "2026-11-01T05:30:00.000Z");
    CHECK(at("2026-04-05T01:45:00", "Australia/Lord_Howe") == "2026-04-04T14:45:00.000Z");
}

TEST_CASE("tz: all other times go there and back") {
    for (const auto* const name :
         {"Europe/Vienna",
          "America/New_York",
          "Australia/Lord_Howe",
          "Africa/Casablanca",
          "Pacific/Apia",
          "Asia/Kolkata",
          "Etc/UTC"}) {
        const auto there = zone(name);
        for (auto moment = instant("2026-01-01T00:00:00Z");
             moment < instant("2027-01-01T00:00:00Z");
             moment += 7h + 13min) {
            const auto again = to_instant(to_local(moment, there), there);
            // Within the hour that comes twice the first is meant.
            const bool same = again == moment || (again < moment && moment - again <= 1h);
            CHECK(same);
            CHECK(to_local(again, there) == to_local(moment, there));
        }
    }
}

TEST_CASE("tz: years far ahead still know their summer") {
    CHECK(offset_at(instant("2037-07-10T12:00:00Z"), zone("Europe/Vienna")) == 2h);
    CHECK(offset_at(instant("2038-01-19T03:14:08Z"), zone("Europe/Vienna")) == 1h);
    CHECK(offset_at(instant("2060-07-10T12:00:00Z"), zone("Europe/Vienna")) == 2h);
    CHECK(offset_at(instant("9999-12-31T23:00:00Z"), zone("Asia/Kolkata")) == 5h + 30min);
    // The last Sunday of March 2060 is the 28th.
    CHECK(at("2060-03-28T02:30:00", "Europe/Vienna") == "2060-03-28T01:30:00.000Z");
    CHECK(at("2060-03-28T01:30:00", "Europe/Vienna") == "2060-03-28T00:30:00.000Z");
    CHECK(at("2060-03-28T03:30:00", "Europe/Vienna") == "2060-03-28T01:30:00.000Z");
}

TEST_CASE("tz: texts for people") {
    const auto moment = instant("2025-11-20T16:00:00Z");
    const auto vienna = zone("Europe/Vienna");
    CHECK(time_text(moment, vienna) == "17:00");
    CHECK(moment_text(moment, moment, vienna, "en") == "Thu 20 Nov, 17:00");
    CHECK(moment_text(moment, moment, vienna, "de-AT") == "Do 20. Nov., 17:00");
    CHECK(moment_text(moment, moment, vienna, "fr") == "Thu 20 Nov, 17:00");
    CHECK(
        moment_text(moment, instant("2026-01-02T00:00:00Z"), vienna, "en") ==
        "Thu 20 Nov 2025, 17:00"
    );
    CHECK(
        moment_text(instant("2026-03-01T23:30:00Z"), moment, vienna, "de") ==
        "Mo 2. März 2026, 00:30"
    );
}

} // namespace heed::tz
