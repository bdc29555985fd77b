// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/people.hpp"
#include "features/people/queries.hpp"
#include "tests/support/place.hpp"
#include "tests/support/race.hpp"

#include <atomic>
#include <doctest/doctest.h>

using namespace heed;
using namespace heed::people;
using tests::on_each_engine;
using tests::Place;

namespace {

Result<Done> organisation(Place& place, const char* name, std::vector<Text<1, 253>> domains) {
    CreateOrganisation command;
    command.name = {name};
    command.domains = std::move(domains);
    return place.run(create_organisation, command);
}

std::optional<OrganisationId> organisation_of(Place& place, PersonId id) {
    const auto brief = place.read([&](db::Transaction& tx) { return find_person(tx, id); });
    REQUIRE(brief);
    if (!brief->organisation) return std::nullopt;
    return brief->organisation->id;
}

PersonId writes(Place& place, std::string address) {
    const auto id = place.run(find_or_create_customer, Correspondent{std::move(address), {}});
    REQUIRE(id);
    return *id;
}

} // namespace

TEST_CASE("a mail domain attaches who writes from it") {
    on_each_engine([](Place& place) {
        const auto acme = organisation(place, "Acme", {{"acme.example"}, {"ACME.example"}});
        REQUIRE(acme);
        const OrganisationId id{acme->id};
        CHECK(organisation_of(place, writes(place, "ana@Acme.Example")) == id);
        CHECK_FALSE(organisation_of(place, writes(place, "ana@sub.acme.example")));
        CHECK_FALSE(organisation_of(place, writes(place, "ana@notacme.example")));
    });
}

TEST_CASE("customers known before are attached too, in steps, unless they belong elsewhere") {
    on_each_engine([](Place& place) {
        const auto other = organisation(place, "Other", {});
        REQUIRE(other);
        std::vector<PersonId> known;
        for (int number = 0; number < 130; ++number)
            known.push_back(writes(place, "p" + std::to_string(number) + "@acme.example"));
        ChangePerson belongs;
        belongs.id = known[5];
        belongs.organisation_id = OrganisationId{other->id};
        REQUIRE(place.run(change_person, belongs));
        REQUIRE(place.run(make_agent, Correspondent{"p7@acme.example", "Seven"}));

        const auto acme = organisation(place, "Acme", {{"acme.example"}});
        REQUIRE(acme);
        CHECK(organisation_of(place, known[0]) == OrganisationId{acme->id});
        CHECK_FALSE(organisation_of(place, known[129]));
        int steps = 0;
        const auto step = [&] {
            return place.database->write([&](db::Transaction& tx) {
                return attach_by_domain(tx, place.now());
            });
        };
        while (step().value_or(false)) ++steps;
        CHECK(steps == 2);
        CHECK(organisation_of(place, known[129]) == OrganisationId{acme->id});
        CHECK(organisation_of(place, known[5]) == OrganisationId{other->id});
        CHECK_FALSE(organisation_of(place, known[7]));
        const auto detail = place.read([&](db::Transaction& tx) {
            return organisation_detail(tx, place.actor, OrganisationId{acme->id});
        });
        CHECK(detail->people_count == 128);
    });
}

TEST_CASE("a domain belongs to one organisation, and none owns a public one") {
    on_each_engine([](Place& place) {
        const auto acme = organisation(place, "Acme", {{"acme.example"}});
        REQUIRE(acme);
        const auto taken = organisation(place, "Thief", {{"fine.example"}, {"acme.example"}});
        REQUIRE_FALSE(taken);
        CHECK(taken.error().code == "domain_taken");
        CHECK(taken.error().members.front().second == std::to_string(acme->id));
        CHECK(organisation(place, "All", {{"gmail.com"}}).error().code == "public_domain");
        CHECK(organisation(place, "Bad", {{"acme"}}).error().pointer == "/domains/0");

        ChangeOrganisation change;
        change.id = OrganisationId{acme->id};
        change.domains = std::vector<Text<1, 253>>{{"new.example"}};
        REQUIRE(place.run(change_organisation, change));
        CHECK_FALSE(organisation_of(place, writes(place, "late@acme.example")));
        CHECK(
            organisation_of(place, writes(place, "late@new.example")) == OrganisationId{acme->id}
        );
        CHECK(place.facts("organisation_changed") == 1);
    });
}

TEST_CASE("of eight organisations that claim a domain at once, one gets it") {
    on_each_engine([](Place& place) {
        std::atomic<int> won = 0;
        tests::race(8, [&](int) {
            const auto made = organisation(place, "Claimant", {{"acme.example"}});
            if (made)
                ++won;
            else
                CHECK(made.error().code == "domain_taken");
        });
        CHECK(won == 1);
    });
}

TEST_CASE("organisations are listed by the beginning of their name") {
    on_each_engine([](Place& place) {
        for (const char* name : {"Zeta", "acme", "Äcme Two", "Beta"})
            REQUIRE(organisation(place, name, {}));
        const auto list = [&](std::string begins, int limit, std::optional<OrganisationId> after) {
            const auto page = place.read([&](db::Transaction& tx) {
                return organisation_page(tx, place.actor, {std::move(begins), after, limit});
            });
            REQUIRE(page);
            return *page;
        };
        CHECK(list("ac", 10, {}).organisations.size() == 2);
        const auto first = list("", 3, {});
        CHECK(first.organisations[1].organisation.name == "Äcme Two");
        REQUIRE(first.next);
        const auto second = list("", 3, first.next);
        REQUIRE(second.organisations.size() == 1);
        CHECK(second.organisations[0].organisation.name == "Zeta");
        CHECK_FALSE(second.next);
    });
}

TEST_CASE("teams have agents as members and names of their own") {
    on_each_engine([](Place& place) {
        const auto support =
            place.run(create_team, CreateTeam{.name = {"Support"}, .mailbox_id = {}});
        REQUIRE(support);
        const TeamId id{support->id};
        CHECK(
            place.run(create_team, CreateTeam{.name = {"SUPPORT"}, .mailbox_id = {}})
                .error()
                .code == "name_taken"
        );
        const auto leo = place.run(make_agent, Correspondent{"leo@desk.example", "Leo"});
        const auto ana = writes(place, "ana@acme.example");
        REQUIRE(place.run(add_member, Membership{id, *leo}));
        REQUIRE(place.run(add_member, Membership{id, *leo}));
        CHECK(place.run(add_member, Membership{id, ana}).error().code == "not_an_agent");
        CHECK(
            place.run(add_member, Membership{TeamId{99}, *leo}).error().kind == Refusal::not_found
        );
        CHECK(place.facts("team_member_added") == 1);
        CHECK(place.read([&](db::Transaction& tx) { return is_member(tx, id, *leo); }));
        CHECK(place.read([&](db::Transaction& tx) {
            return teams_of(tx, *leo);
        }) == std::vector{id});
        REQUIRE(place.run(remove_member, Membership{id, *leo}));
        CHECK_FALSE(place.read([&](db::Transaction& tx) { return is_member(tx, id, *leo); }));
    });
}

TEST_CASE("two teams renamed alike at once: one is") {
    on_each_engine([](Place& place) {
        std::vector<TeamId> teams;
        for (int number = 0; number < 8; ++number) {
            const auto made = place.run(
                create_team,
                CreateTeam{.name = {"Team " + std::to_string(number)}, .mailbox_id = {}}
            );
            REQUIRE(made);
            teams.push_back(TeamId{made->id});
        }
        std::atomic<int> renamed = 0;
        tests::race(8, [&](int runner) {
            ChangeTeam change;
            change.id = teams[static_cast<std::size_t>(runner)];
            change.name = Text<1, 100>{"Same"};
            if (place.run(change_team, change)) ++renamed;
        });
        CHECK(renamed == 1);
    });
}

TEST_CASE("of eight nodes that attach at once each customer is attached once") {
    on_each_engine([](Place& place) {
        std::vector<PersonId> known;
        for (int number = 0; number < 130; ++number)
            known.push_back(writes(place, "p" + std::to_string(number) + "@acme.example"));
        const auto acme = organisation(place, "Acme", {{"acme.example"}});
        REQUIRE(acme);
        tests::race(8, [&](int) {
            bool more = true;
            while (more) {
                const auto attached = place.database->write([&](db::Transaction& tx) {
                    return attach_by_domain(tx, place.now());
                });
                REQUIRE(attached);
                more = *attached;
            }
        });
        for (const auto id : known) CHECK(organisation_of(place, id) == OrganisationId{acme->id});
        CHECK(place.facts("person_changed") == 130);
    });
}
