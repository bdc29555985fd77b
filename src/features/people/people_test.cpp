// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/people.hpp"
#include "features/people/queries.hpp"
#include "tests/support/place.hpp"
#include "tests/support/race.hpp"

#include <doctest/doctest.h>
#include <set>

using namespace heed;
using namespace heed::people;
using tests::on_each_engine;
using tests::Place;

namespace {

PersonId customer(Place& place, const char* name, std::vector<Text<3, 254>> addresses) {
    CreatePerson command;
    command.name = {name};
    command.addresses = std::move(addresses);
    const auto done = place.run(create_person, command);
    REQUIRE(done);
    return PersonId{done->id};
}

PersonDetail detail(Place& place, PersonId id) {
    const auto found =
        place.read([&](db::Transaction& tx) { return person_detail(tx, place.actor, id); });
    REQUIRE(found);
    return *found;
}

std::vector<std::string> names(Place& place, PeopleList list) {
    std::vector<std::string> result;
    while (true) {
        const auto page =
            place.read([&](db::Transaction& tx) { return people_page(tx, place.actor, list); });
        REQUIRE(page);
        for (const auto& found : page->people) result.push_back(found.person.name);
        if (!page->next) return result;
        list.after = page->next;
    }
}

Actor agent_with(PermissionSet permissions) {
    Actor actor{.kind = Actor::Kind::agent, .person = PersonId{9'999}};
    actor.in_teams.push_back({.team = TeamId{1}, .permissions = permissions});
    return actor;
}

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("a new customer has addresses, the first being primary, and one fact") {
    on_each_engine([](Place& place) {
        const auto id = customer(
            place, "Ana Bell", {{"Ana@Acme.Example"}, {"ana@home.example"}, {"ana@acme.example"}}
        );
        const auto ana = detail(place, id);
        REQUIRE(ana.addresses.size() == 2);
        CHECK(ana.addresses[0].address == "ana@acme.example");
        CHECK(ana.addresses[0].is_primary);
        CHECK_FALSE(ana.addresses[1].is_primary);
        CHECK(ana.person.kind == PersonKind::customer);
        CHECK(place.facts("person_created") == 1);
        const auto brief = place.read([&](db::Transaction& tx) { return find_person(tx, id); });
        REQUIRE(brief);
        CHECK(brief->email == "ana@acme.example");
        CHECK(brief->active);
    });
}

TEST_CASE("an address belongs to one person") {
    on_each_engine([](Place& place) {
        const auto ana = customer(place, "Ana", {{"ana@acme.example"}});
        CreatePerson twin;
        twin.name = {"Other"};
        twin.addresses = {{"other@acme.example"}, {"ANA@acme.example"}};
        const auto refused = place.run(create_person, twin);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == "address_taken");
        CHECK(refused.error().pointer == "/addresses/1");
        CHECK(refused.error().members.front().second == std::to_string(ana.value));
        CHECK(names(place, {}) == Names{"Ana"});
    });
}

TEST_CASE("a letter from a new address makes a customer once") {
    on_each_engine([](Place& place) {
        const auto first =
            place.run(find_or_create_customer, Correspondent{"Ben@Acme.Example", "  Ben  Ode "});
        const auto again =
            place.run(find_or_create_customer, Correspondent{"ben@acme.example", "Benjamin"});
        const auto nameless =
            place.run(find_or_create_customer, Correspondent{"kim@acme.example", {}});
        REQUIRE(first);
        REQUIRE(again);
        CHECK(*first == *again);
        CHECK(detail(place, *nameless).person.name == "kim");
        CHECK(place.facts("person_created") == 2);
        CHECK(
            place.run(find_or_create_customer, Correspondent{"nobody", {}}).error().code ==
            "bad_address"
        );
        const auto long_name = place.run(
            find_or_create_customer, Correspondent{"long@acme.example", std::string(900, 'x')}
        );
        REQUIRE(long_name);
        CHECK(detail(place, *long_name).person.name.size() == 200);
    });
}

TEST_CASE("no name looks like another by turning the reading direction, whatever door it takes") {
    on_each_engine([](Place& place) {
        const auto by_letter = place.run(
            find_or_create_customer, Correspondent{"eve@acme.example", "Eve\u202Enimda\u202C"}
        );
        REQUIRE(by_letter);
        CHECK(detail(place, *by_letter).person.name == "Evenimda");
        const auto by_hand = place.run(make_agent, Correspondent{"al@acme.example", "\u2066Al"});
        REQUIRE(by_hand);
        CHECK(detail(place, *by_hand).person.name == "Al");
        const auto nameless =
            place.run(find_or_create_customer, Correspondent{"kim2@acme.example", " \u202E "});
        CHECK(detail(place, *nameless).person.name == "kim2");
        const auto cyrillic = place.run(
            find_or_create_customer,
            Correspondent{"olga@acme.example", std::string(150, 'x') + "\u0416\u0416\u0416"}
        );
        CHECK(detail(place, *cyrillic).person.name.ends_with("\u0416\u0416\u0416"));
    });
}

TEST_CASE("eight letters at once from a new address make one customer") {
    on_each_engine([](Place& place) {
        std::mutex mutex;
        std::set<PersonId> made;
        tests::race(8, [&](int) {
            const auto id =
                place.run(find_or_create_customer, Correspondent{"new@acme.example", "New"});
            REQUIRE(id);
            const std::scoped_lock lock(mutex);
            made.insert(*id);
        });
        CHECK(made.size() == 1);
        CHECK(names(place, {}) == Names{"New"});
        CHECK(place.facts("person_created") == 1);
    });
}

TEST_CASE("a changed name is found by its new words only") {
    on_each_engine([](Place& place) {
        const auto id = customer(place, "Ana Bell", {{"ana@acme.example"}});
        ChangePerson change;
        change.id = id;
        change.name = Text<1, 200>{"Ana Ångström"};
        REQUIRE(place.run(change_person, change));
        CHECK(names(place, {.words = "bell"}).empty());
        CHECK(names(place, {.words = "ANGS"}) == Names{"Ana Ångström"});
        CHECK(detail(place, id).person.version == 2);
        CHECK(place.facts("person_changed") == 1);
    });
}

TEST_CASE("people are found by prefixes of all words asked for") {
    on_each_engine([](Place& place) {
        customer(place, "Ana Bell", {{"ana@acme.example"}});
        customer(place, "Anabel Anand", {{"anabel@acme.example"}});
        customer(place, "Ben Ode", {{"ben@home.example"}});
        CHECK(names(place, {.words = "ana"}) == Names{"Ana Bell", "Anabel Anand"});
        CHECK(names(place, {.words = "an be"}) == Names{"Ana Bell"});
        CHECK(names(place, {.words = "ana@a"}) == Names{"Ana Bell"});
        CHECK(names(place, {.words = "home"}) == Names{"Ben Ode"});
        CHECK(names(place, {.words = "ana", .limit = 1}) == Names{"Ana Bell", "Anabel Anand"});
        CHECK(names(place, {.words = "zz"}).empty());
        CHECK(names(place, {.words = "?!"}).empty());
        CHECK(names(place, {.limit = 2}) == Names{"Ana Bell", "Anabel Anand", "Ben Ode"});
        CHECK(names(place, {.kind = PersonKind::agent}).empty());
        place.read([](db::Transaction& tx) {
            const auto both = few_matching(tx, "an", 2);
            REQUIRE(both);
            CHECK(both->size() == 2);
            CHECK_FALSE(few_matching(tx, "an", 1));
            CHECK(few_matching(tx, "zz", 1)->empty());
            CHECK(few_matching(tx, "?!", 1)->empty());
            const auto ben = *find_by_address(tx, "ben@home.example");
            const std::vector some{both->front(), ben};
            CHECK(matching_among(tx, some, "be home") == std::vector{ben});
            CHECK(matching_among(tx, some, "?!").empty());
            return 0;
        });
    });
}

TEST_CASE("the last address stays, and a removed primary one is followed") {
    on_each_engine([](Place& place) {
        const auto id = customer(place, "Ana", {{"a@acme.example"}});
        const auto second = place.run(
            add_address, AddAddress{.person = id, .address = {"b@acme.example"}, .is_primary = {}}
        );
        REQUIRE(second);
        const auto third = place.run(
            add_address, AddAddress{.person = id, .address = {"c@acme.example"}, .is_primary = true}
        );
        REQUIRE(third);
        CHECK(detail(place, id).addresses.front().address == "c@acme.example");
        REQUIRE(place.run(remove_address, RemoveAddress{id, AddressId{third->item}}));
        CHECK(detail(place, id).addresses.front().address == "a@acme.example");
        REQUIRE(place.run(remove_address, RemoveAddress{id, AddressId{second->item}}));
        const auto last = detail(place, id).addresses.front().id;
        CHECK(place.run(remove_address, RemoveAddress{id, last}).error().code == "last_address");
        CHECK(names(place, {.words = "b@acme"}).empty());
        CHECK(place.facts("address_removed") == 2);
    });
}

TEST_CASE("a removed primary address is followed by one that letters reach") {
    on_each_engine([](Place& place) {
        const auto id =
            customer(place, "Ana", {{"a@acme.example"}, {"b@acme.example"}, {"c@acme.example"}});
        REQUIRE(place.database->write([&](db::Transaction& tx) -> Result<Done> {
            mark_undeliverable(tx, place.actor, "b@acme.example", place.now());
            return Done{};
        }));
        REQUIRE(place.run(remove_address, RemoveAddress{id, detail(place, id).addresses[0].id}));
        CHECK(detail(place, id).addresses.front().address == "c@acme.example");
        REQUIRE(place.run(remove_address, RemoveAddress{id, detail(place, id).addresses[0].id}));
        CHECK(detail(place, id).addresses.front().address == "b@acme.example");
    });
}

TEST_CASE("an agent is let in by an address that somebody chose, never by the next that is left") {
    on_each_engine([](Place& place) {
        const auto id = customer(place, "Ana", {{"old@acme.example"}, {"whose@elsewhere.example"}});
        const auto agent = place.database->write([&](db::Transaction& tx) {
            return make_agent(
                tx, place.actor, {.address = "old@acme.example", .name = "Ana"}, place.now()
            );
        });
        REQUIRE(agent);
        const auto first = detail(place, id).addresses[0];
        const auto refused = place.run(remove_address, RemoveAddress{id, first.id});
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == "primary_address");
        CHECK(detail(place, id).addresses.front().address == "old@acme.example");

        const AddAddress known{
            .person = id, .address = {"Whose@elsewhere.example"}, .is_primary = {}
        };
        CHECK(place.run(add_address, known).error().code == "address_taken");
        auto chosen = known;
        chosen.is_primary = true;
        REQUIRE(place.run(add_address, chosen));
        REQUIRE(place.run(add_address, chosen));
        CHECK(place.facts("address_made_primary") == 1);
        CHECK(detail(place, id).addresses.front().address == "whose@elsewhere.example");
        CHECK(place.run(remove_address, RemoveAddress{id, first.id}));
    });
}

TEST_CASE("an address that cannot be reached is marked once, until it writes again") {
    on_each_engine([](Place& place) {
        const auto id = customer(place, "Ana", {{"a@acme.example"}});
        const auto mark = [&](auto command) {
            const auto marked = place.database->write([&](db::Transaction& tx) -> Result<Done> {
                command(tx, place.actor, "A@acme.example", place.now());
                return Done{};
            });
            REQUIRE(marked);
        };
        mark(mark_undeliverable);
        mark(mark_undeliverable);
        CHECK(detail(place, id).addresses.front().undeliverable_at == place.now());
        mark(mark_deliverable);
        mark(mark_deliverable);
        CHECK_FALSE(detail(place, id).addresses.front().undeliverable_at);
        CHECK(place.facts("address_undeliverable") == 1);
        CHECK(place.facts("address_deliverable") == 1);
    });
}

TEST_CASE("what came back sixty days ago is tried once more") {
    on_each_engine([](Place& place) {
        const auto id = customer(place, "Ana", {{"a@acme.example"}});
        const auto released = [&](Instant now) {
            int count = 0;
            REQUIRE(place.database->write([&](db::Transaction& tx) -> Result<Done> {
                count = try_again_to_deliver(tx, now);
                return Done{};
            }));
            return count;
        };
        const auto marked = place.now();
        REQUIRE(place.database->write([&](db::Transaction& tx) -> Result<Done> {
            mark_undeliverable(tx, place.actor, "a@acme.example", marked);
            return Done{};
        }));
        CHECK(released(marked + undeliverable_for - std::chrono::seconds(1)) == 0);
        CHECK(detail(place, id).addresses.front().undeliverable_at);
        CHECK(released(marked + undeliverable_for) == 1);
        CHECK(released(marked + undeliverable_for) == 0);
        CHECK_FALSE(detail(place, id).addresses.front().undeliverable_at);
        CHECK(place.facts("address_deliverable") == 1);
    });
}

TEST_CASE("who may not look does not learn who exists") {
    on_each_engine([](Place& place) {
        const auto ana = customer(place, "Ana", {{"a@acme.example"}});
        const auto ben = customer(place, "Ben", {{"b@acme.example"}});
        const Actor herself{.kind = Actor::Kind::customer, .person = ana};
        const auto seen = [&](const Actor& actor, PersonId id) {
            return place.read([&](db::Transaction& tx) { return person_detail(tx, actor, id); });
        };
        CHECK(seen(herself, ana));
        CHECK(seen(herself, ben).error().kind == Refusal::not_found);
        CHECK(seen({}, ana).error().kind == Refusal::not_found);
        CHECK(seen(agent_with({Permission::person_read}), ben));
        CHECK(seen(agent_with({Permission::ticket_read}), ben).error().kind == Refusal::not_found);
        CreatePerson command;
        command.name = {"Cy"};
        CHECK(
            place.as(agent_with({Permission::person_read}), create_person, command).error().code ==
            "not_allowed"
        );
        CHECK(place.as(agent_with({Permission::person_write}), create_person, command));
    });
}

TEST_CASE("who works for one team does not decide whose requests a customer reads") {
    on_each_engine([](Place& place) {
        const auto ana = customer(place, "Ana", {{"a@acme.example"}, {"b@acme.example"}});
        CreateOrganisation acme;
        acme.name = {"Acme"};
        acme.domains = {{"acme.example"}};
        acme.shares_tickets = true;
        const auto made = place.run(create_organisation, acme);
        REQUIRE(made);
        const auto of_team = agent_with({Permission::person_read, Permission::person_write});
        const auto code = [&](auto act, const auto& command) {
            const auto done = place.as(of_team, act, command);
            return done ? std::string("done") : done.error().code;
        };
        CreatePerson fresh;
        fresh.name = {"Eve"};
        fresh.addresses = {{"eve@elsewhere.example"}};
        fresh.organisation_id = OrganisationId{made->id};
        CHECK(code(create_person, fresh) == "desk_wide_only");
        // The second address would let the owner of the first into the organisation of its domain.
        fresh.organisation_id = {};
        fresh.addresses = {{"eve@elsewhere.example"}, {"eve@acme.example"}};
        CHECK(code(create_person, fresh) == "desk_wide_only");
        const AddAddress added{
            .person = ana, .address = {"me@elsewhere.example"}, .is_primary = {}
        };
        CHECK(code(add_address, added) == "desk_wide_only");
        const RemoveAddress removed{ana, detail(place, ana).addresses.back().id};
        CHECK(code(remove_address, removed) == "desk_wide_only");
        acme.name = {"Evil"};
        acme.domains = {{"elsewhere.example"}};
        CHECK(code(create_organisation, acme) == "desk_wide_only");
        ChangeOrganisation wider;
        wider.id = OrganisationId{made->id};
        wider.domains = std::vector<Text<1, 253>>{{"acme.example"}, {"elsewhere.example"}};
        CHECK(code(change_organisation, wider) == "desk_wide_only");

        fresh.addresses = {{"eve@elsewhere.example"}};
        CHECK(code(create_person, fresh) == "done");
        const auto eve = *place.read([](db::Transaction& tx) {
            return find_by_address(tx, "eve@elsewhere.example");
        });
        ChangePerson joins;
        joins.id = eve;
        joins.organisation_id = OrganisationId{made->id};
        CHECK(code(change_person, joins) == "desk_wide_only");
        ChangePerson rename;
        rename.id = eve;
        rename.name = Text<1, 200>{"Eva"};
        CHECK(code(change_person, rename) == "done");
    });
}

TEST_CASE("agents are changed by those who manage them, their addresses by administrators") {
    on_each_engine([](Place& place) {
        const auto id = place.run(make_agent, Correspondent{"leo@desk.example", "Leo"});
        REQUIRE(id);
        ChangePerson rename;
        rename.id = *id;
        rename.name = Text<1, 200>{"Leonard"};
        CHECK_FALSE(place.as(agent_with({Permission::person_write}), change_person, rename));
        Actor manager{.kind = Actor::Kind::agent, .person = PersonId{77}};
        manager.permissions = {Permission::agent_manage, Permission::person_write};
        CHECK(place.as(manager, change_person, rename));
        const AddAddress takeover{
            .person = *id, .address = {"me@evil.example"}, .is_primary = true
        };
        CHECK(place.as(manager, add_address, takeover).error().code == "administrators_only");
        CHECK(place.run(add_address, takeover));
        ChangePerson retire;
        retire.id = *id;
        retire.active = false;
        CHECK(place.run(change_person, retire).error().code == "is_agent");
    });
}

TEST_CASE("an invited customer stays the same person") {
    on_each_engine([](Place& place) {
        const auto ana = customer(place, "Ana", {{"a@acme.example"}});
        CHECK(place.run(make_agent, Correspondent{"A@acme.example", "Ana Bell"}) == ana);
        CHECK(detail(place, ana).person.kind == PersonKind::agent);
        CHECK(
            place.run(make_agent, Correspondent{"a@acme.example", "Ana"}).error().code ==
            "already_agent"
        );
        const auto agents = place.read([](db::Transaction& tx) { return find_agents(tx); });
        REQUIRE(agents.size() == 1);
        CHECK(agents.front().name == "Ana Bell");
    });
}

TEST_CASE("briefs of many come at once, each once") {
    on_each_engine([](Place& place) {
        std::vector<PersonId> ids;
        for (int number = 0; number < 5; ++number)
            ids.push_back(
                customer(place, "Somebody", {{"s" + std::to_string(number) + "@acme.example"}})
            );
        ids.push_back(ids.front());
        ids.push_back(PersonId{123'456});
        const auto briefs = place.read([&](db::Transaction& tx) { return find_people(tx, ids); });
        CHECK(briefs.size() == 5);
        CHECK(place.read([](db::Transaction& tx) { return find_people(tx, {}).empty(); }));
    });
}
