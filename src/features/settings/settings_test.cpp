// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/settings/queries.hpp"
#include "features/settings/settings.hpp"
#include "tests/support/place.hpp"

#include <doctest/doctest.h>

using namespace heed;
using namespace heed::settings;
using namespace std::chrono_literals;

using tests::on_each_engine;
using tests::Place;

namespace {

Settings settings_in(Place& place) {
    return place.read([](db::Transaction& tx) { return settings_of(tx); });
}

} // namespace

TEST_CASE("a new desk has settings to go by") {
    on_each_engine([](Place& place) {
        const auto settings = settings_in(place);
        CHECK(settings.zone == "UTC");
        CHECK(settings.language == "en");
        CHECK(settings.auto_close_days == 5);
        CHECK(settings.acknowledge);
        CHECK_FALSE(place.read([](db::Transaction& tx) { return is_quiet(tx); }));
    });
}

TEST_CASE("changing settings keeps what is not mentioned and tells the journal") {
    on_each_engine([](Place& place) {
        ChangeSettings change;
        change.desk_name = Text<1, 100>{"Acme help"};
        change.zone = Text<1, 60>{"Europe/Berlin"};
        REQUIRE(place.run(change_settings, change));
        CHECK(settings_in(place).desk_name == "Acme help");
        CHECK(settings_in(place).zone == "Europe/Berlin");
        CHECK(settings_in(place).language == "en");
        CHECK(settings_in(place).version == 2);
        CHECK(place.facts("settings_changed") == 1);

        REQUIRE(place.run(change_settings, change));
        CHECK(settings_in(place).version == 2);
        CHECK(place.facts("settings_changed") == 1);
    });
}

TEST_CASE("settings that make no sense are refused and change nothing") {
    on_each_engine([](Place& place) {
        ChangeSettings zone;
        zone.zone = Text<1, 60>{"Berlin/Europe"};
        CHECK(place.run(change_settings, zone).error().code == "unknown_zone");
        ChangeSettings language;
        language.language = Text<2, 35>{"en_GB"};
        CHECK(place.run(change_settings, language).error().code == "bad_language");
        ChangeSettings days;
        days.auto_close_days = 0;
        CHECK(place.run(change_settings, days).error().pointer == "/auto_close_days");
        ChangeSettings empty;
        empty.desk_name = std::nullopt;
        CHECK(place.run(change_settings, empty).error().code == "required");
        CHECK(settings_in(place).version == 1);
        CHECK(place.facts("settings_changed") == 0);
    });
}

TEST_CASE("a change on an old version is refused only where it differs") {
    on_each_engine([](Place& place) {
        ChangeSettings first;
        first.language = Text<2, 35>{"de"};
        REQUIRE(place.run(change_settings, first));
        first.expected_version = 1;
        CHECK(place.run(change_settings, first));
        ChangeSettings second;
        second.expected_version = 1;
        second.language = Text<2, 35>{"fr"};
        const auto refused = place.run(change_settings, second);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == "changed_meanwhile");
        CHECK(
            refused.error().members.front().second == R"({"language":{"yours":"fr","theirs":"de"}})"
        );
    });
}

TEST_CASE("nobody without the permission changes settings") {
    on_each_engine([](Place& place) {
        Actor agent{.kind = Actor::Kind::agent, .person = PersonId{1}};
        agent.permissions = {Permission::settings_read, Permission::ticket_write};
        const auto refused = place.database->write([&](db::Transaction& tx) {
            return change_priorities(
                tx, agent, {.matrix = {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}}}, place.now()
            );
        });
        CHECK(refused.error().kind == Refusal::forbidden);
        const auto quiet = place.as(agent, set_quiet, true);
        CHECK(quiet.error().code == "not_allowed");
    });
}

TEST_CASE("a new matrix holds from its instant on, and the old one before") {
    on_each_engine([](Place& place) {
        REQUIRE(place.run(change_priorities, ChangePriorities{{{1, 1, 1}, {2, 2, 2}, {3, 3, 3}}}));
        const auto priority = [&](Instant at) {
            return place.read([&](db::Transaction& tx) {
                return priority_of(tx, at, {.impact = 2, .urgency = 3});
            });
        };
        CHECK(priority(place.now() - 1ms) == 4);
        CHECK(priority(place.now()) == 2);
        CHECK(priority(place.now() + 24h) == 2);
        CHECK(place.facts("priorities_changed") == 1);
    });
}

TEST_CASE("of two who change the matrix the second is told what the first made of it") {
    on_each_engine([](Place& place) {
        const auto version =
            place.read([&](db::Transaction& tx) { return priorities_version_at(tx, place.now()); });
        const PriorityMatrix first{{1, 1, 1}, {2, 2, 2}, {3, 3, 3}};
        const PriorityMatrix second{{1, 2, 3}, {1, 2, 3}, {1, 2, 3}};
        REQUIRE(place.run(change_priorities, ChangePriorities{first, version}));
        const auto refused = place.run(change_priorities, ChangePriorities{second, version});
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == "changed_meanwhile");
        CHECK(refused.error().members.front().second.contains("[[1,1,1],[2,2,2],[3,3,3]]"));
        CHECK(place.run(change_priorities, ChangePriorities{first, version})); // nothing to lose
        const auto now =
            place.read([&](db::Transaction& tx) { return priorities_version_at(tx, place.now()); });
        CHECK(now > version);
        CHECK(place.run(change_priorities, ChangePriorities{second, now}));
    });
}

TEST_CASE("a matrix is three by three priorities") {
    CHECK(require_matrix({{1, 2, 3}, {2, 3, 4}, {3, 4, 5}}));
    CHECK_FALSE(require_matrix({{1, 2, 3}, {2, 3, 4}}));
    CHECK_FALSE(require_matrix({{1, 2, 3}, {2, 3}, {3, 4, 5}}));
    CHECK_FALSE(require_matrix({{1, 2, 3}, {2, 6, 4}, {3, 4, 5}}));
    CHECK_FALSE(require_matrix({{0, 2, 3}, {2, 3, 4}, {3, 4, 5}}));
}

TEST_CASE("categories have two levels and names unique beside each other") {
    on_each_engine([](Place& place) {
        const auto hardware = place.run(
            create_category, CreateCategory{.name = {"Hardware"}, .parent_id = {}, .kind = {}}
        );
        REQUIRE(hardware);
        const CategoryId parent{hardware->id};
        const auto printer = place.run(
            create_category,
            CreateCategory{.name = {"Printer"}, .parent_id = parent, .kind = CategoryKind::opening}
        );
        REQUIRE(printer);

        CHECK(
            place
                .run(
                    create_category,
                    CreateCategory{.name = {"HARDWARE"}, .parent_id = {}, .kind = {}}
                )
                .error()
                .code == "name_taken"
        );
        CHECK(place.run(
            create_category, CreateCategory{.name = {"Hardware"}, .parent_id = parent, .kind = {}}
        ));
        CHECK(
            place
                .run(
                    create_category,
                    CreateCategory{
                        .name = {"Toner"}, .parent_id = CategoryId{printer->id}, .kind = {}
                    }
                )
                .error()
                .code == "too_deep"
        );
        CHECK(
            place
                .run(
                    create_category,
                    CreateCategory{.name = {"X"}, .parent_id = CategoryId{99}, .kind = {}}
                )
                .error()
                .code == "unknown_category"
        );

        ChangeCategory rename;
        rename.id = CategoryId{printer->id};
        rename.name = Text<1, 100>{"hardware"};
        CHECK(place.run(change_category, rename).error().code == "name_taken");
        ChangeCategory under_itself;
        under_itself.id = parent;
        under_itself.parent_id = parent;
        CHECK(place.run(change_category, under_itself).error().code == "too_deep");
        CHECK(place.read([](db::Transaction& tx) { return all_categories(tx).size(); }) == 3);
    });
}

TEST_CASE("a category is chosen only where it serves and while it is active") {
    on_each_engine([](Place& place) {
        const auto made = place.run(
            create_category,
            CreateCategory{.name = {"Billing"}, .parent_id = {}, .kind = CategoryKind::opening}
        );
        REQUIRE(made);
        const auto usable = [&](CategoryKind use) {
            return place.read([&](db::Transaction& tx) {
                return require_category(tx, CategoryId{made->id}, use, "/opening_category_id")
                    .has_value();
            });
        };
        CHECK(usable(CategoryKind::opening));
        CHECK_FALSE(usable(CategoryKind::closing));
        ChangeCategory retire;
        retire.id = CategoryId{made->id};
        retire.active = false;
        REQUIRE(place.run(change_category, retire));
        CHECK_FALSE(usable(CategoryKind::opening));
    });
}
