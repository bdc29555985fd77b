// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/settings/business_days.hpp"
#include "features/settings/queries.hpp"
#include "features/settings/settings.hpp"
#include "tests/support/place.hpp"

#include <doctest/doctest.h>

using namespace heed;
using namespace heed::settings;

using tests::on_each_engine;
using tests::Place;

namespace {

Instant at(const char* text) {
    const auto instant = instant_from_rfc3339(text);
    REQUIRE(instant);
    return *instant;
}

ClosedDays closed_in(const char* zone, const std::vector<const char*>& holidays = {}) {
    ClosedDays closed{.zone = *tz::find_zone(zone)};
    for (const auto* text : holidays) closed.holidays.insert(*date_from(text, "/holidays"));
    return closed;
}

} // namespace

TEST_CASE("business days back from a moment, over weekends, holidays and a change of clocks") {
    struct Case {
        const char* zone;
        std::vector<const char*> holidays;
        int days;
        const char* now;
        const char* before;
    };

    // 2026-11-20 is a Friday.
    const std::vector<Case> cases{
        {"UTC", {}, 1, "2026-11-20T15:00:00Z", "2026-11-19T15:00:00Z"},
        {"UTC", {}, 5, "2026-11-20T15:00:00Z", "2026-11-13T15:00:00Z"},
        {"UTC", {}, 1, "2026-11-23T09:00:00Z", "2026-11-20T09:00:00Z"},
        {"UTC", {}, 1, "2026-11-21T09:00:00Z", "2026-11-20T00:00:00Z"},
        {"UTC", {}, 1, "2026-11-22T23:59:00Z", "2026-11-20T00:00:00Z"},
        {"UTC", {"2026-11-19"}, 1, "2026-11-20T15:00:00Z", "2026-11-18T15:00:00Z"},
        {"UTC", {"2026-11-20"}, 1, "2026-11-20T15:00:00Z", "2026-11-19T00:00:00Z"},
        {"Europe/Vienna", {}, 1, "2026-11-20T23:30:00Z", "2026-11-19T23:00:00Z"},
        {"Europe/Vienna", {}, 1, "2026-10-26T09:00:00Z", "2026-10-23T08:00:00Z"},
        {"Asia/Kolkata", {}, 2, "2026-11-23T20:00:00Z", "2026-11-19T20:00:00Z"},
    };
    for (const auto& one : cases) {
        CAPTURE(one.zone);
        CAPTURE(one.now);
        const auto closed = closed_in(one.zone, one.holidays);
        CHECK(
            to_rfc3339(business_days_before(closed, one.days, at(one.now))) ==
            to_rfc3339(at(one.before))
        );
    }
}

TEST_CASE("dates are dates") {
    CHECK(date_from("2028-02-29", "/x").has_value());
    for (const auto* text :
         {"2026-02-29", "2026-13-01", "26-12-25", "2026/12/25", "2026-12-2x", ""})
        CHECK(date_from(text, "/x").error().code == "bad_date");
}

TEST_CASE("holidays are kept in order, each once, and silence does not count on them") {
    on_each_engine([](Place& place) {
        ChangeSettings change;
        change.auto_close_days = 1;
        change.holidays = std::vector<Text<10, 10>>{{"2027-01-14"}, {"2026-12-25"}, {"2027-01-14"}};
        REQUIRE(place.run(change_settings, change));
        const auto read = [&](auto query) { return place.read(query); };
        const auto settings = read([](db::Transaction& tx) { return settings_of(tx); });
        CHECK(settings.holidays.text == R"(["2026-12-25","2027-01-14"])");
        // The clock of this place stands on Friday, 15 January 2027, 08:00.
        CHECK(read([&](db::Transaction& tx) {
                  return silent_since(tx, place.now());
              }) == at("2027-01-13T08:00:00Z"));
        ChangeSettings wrong;
        wrong.holidays = std::vector<Text<10, 10>>{{"2026-12-25"}, {"2026-12-32"}};
        CHECK(place.run(change_settings, wrong).error().pointer == "/holidays/1");
    });
}

TEST_CASE("causes are the desk's own words, chosen however they are spelt") {
    on_each_engine([](Place& place) {
        const auto made = place.run(create_cause_code, CreateCauseCode{.name = {"Loose Cable"}});
        REQUIRE(made);
        CHECK(
            place.run(create_cause_code, CreateCauseCode{.name = {"loose cable"}}).error().code ==
            "name_taken"
        );
        const auto require = [&](const char* name) {
            return place.read([&](db::Transaction& tx) {
                return require_cause(tx, name, "/cause_code");
            });
        };
        CHECK(require("LOOSE cable").value() == "Loose Cable");
        CHECK(require("solar wind").error().pointer == "/cause_code");
        CHECK(require("solar wind").error().members.front().second.contains("Loose Cable"));

        ChangeCauseCode aside;
        aside.id = CauseCodeId{made->id};
        aside.active = false;
        REQUIRE(place.run(change_cause_code, aside));
        CHECK(require("Loose Cable").error().code == "unknown_cause");
        ChangeCauseCode late = aside;
        late.expected_version = 1;
        late.active = true;
        CHECK(place.run(change_cause_code, late).error().code == "changed_meanwhile");
        ChangeCauseCode rename;
        rename.id = CauseCodeId{made->id};
        rename.name = Text<1, 100>{"Fault"};
        CHECK(place.run(change_cause_code, rename).error().code == "name_taken");
        CHECK(place.facts("cause_code_changed") == 1);
    });
}
