// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/access.hpp"
#include "features/access/queries.hpp"
#include "features/access/store.hpp"
#include "features/people/people.hpp"
#include "tests/support/place.hpp"
#include "tests/support/race.hpp"

#include <atomic>
#include <doctest/doctest.h>

using namespace heed;
using namespace heed::access;
using tests::on_each_engine;
using tests::Place;

namespace {

RoleId role(Place& place, std::string_view key) {
    return *place.read([&](db::Transaction& tx) { return find_role(tx, key); });
}

InviteAgent invitation(Place& place, const std::string& name, std::string_view role_key) {
    InviteAgent command;
    command.link = {.digest = "digest of " + name, .sealed = "sealed"};
    command.name = {name};
    command.email = {name + "@desk.example"};
    command.roles = {{.role_id = role(place, role_key), .team_id = {}}};
    return command;
}

PersonId agent(Place& place, const std::string& name, std::string_view role_key = "agent") {
    const auto done = place.run(invite_agent, invitation(place, name, role_key));
    REQUIRE(done);
    return PersonId{done->id};
}

/// An administrator who has come in by the invitation and chosen a password.
PersonId administrator(Place& place, const std::string& name) {
    const auto id = agent(place, name, administrator_key);
    REQUIRE(place.database->write([&](db::Transaction& tx) -> Result<> {
        store::save_password(tx, id, "encoded", place.now());
        return {};
    }));
    return id;
}

Actor actor(Place& place, PersonId id) {
    const auto found = place.read([&](db::Transaction& tx) { return actor_of_person(tx, id); });
    REQUIRE(found);
    return *found;
}

ChangeAgent roles_of(PersonId id, std::vector<HeldRole> roles) {
    ChangeAgent command;
    command.id = id;
    command.roles = std::move(roles);
    return command;
}

DeactivateAgent deactivation(PersonId id) {
    DeactivateAgent command;
    command.id = id;
    return command;
}

int active_administrators(Place& place) {
    return place.read([](db::Transaction& tx) {
        int count = 0;
        for (const auto& one : all_agents(tx)) {
            for (const auto& held : one.roles) {
                const bool is = held.role_id == *find_role(tx, "administrator") && !held.team_id;
                if (is && one.person.active) ++count;
            }
        }
        return count;
    });
}

} // namespace

TEST_CASE("a new agent has the role given, a letter asked for, and no password yet") {
    on_each_engine([](Place& place) {
        const auto leo = agent(place, "leo");
        CHECK(actor(place, leo).kind == Actor::Kind::agent);
        CHECK(actor(place, leo).may(Permission::ticket_write));
        CHECK_FALSE(actor(place, leo).may(Permission::agent_manage));
        CHECK(place.facts("agent_invited") == 1);
        CHECK(place.facts("roles_changed") == 1);
        const auto detail = place.read([&](db::Transaction& tx) { return agent_detail(tx, leo); });
        CHECK(detail->invited);
        CHECK_FALSE(detail->last_seen_at);
        CHECK(
            place.run(invite_agent, invitation(place, "leo", "agent")).error().code ==
            "already_agent"
        );
    });
}

TEST_CASE("a role held in a team counts there alone") {
    on_each_engine([](Place& place) {
        const auto leo = agent(place, "leo");
        const auto team = place.run(
            people::create_team, people::CreateTeam{.name = {"Support"}, .mailbox_id = {}}
        );
        REQUIRE(team);
        const TeamId support{team->id};
        auto change =
            roles_of(leo, {{role(place, "agent"), support}, {role(place, "lead"), support}});
        change.teams = std::vector{support};
        REQUIRE(place.run(change_agent, change));
        const auto now = actor(place, leo);
        CHECK_FALSE(now.may(Permission::ticket_read));
        CHECK(now.may_in(Permission::mail_review, support));
        CHECK_FALSE(now.may_in(Permission::ticket_read, TeamId{support.value + 1}));
        CHECK(now.in_teams.size() == 1);
        CHECK(place.read([&](db::Transaction& tx) { return people::is_member(tx, support, leo); }));
        CHECK(
            place.run(change_agent, roles_of(leo, {{role(place, "agent"), TeamId{99}}}))
                .error()
                .pointer == "/roles/0/team_id"
        );
        CHECK(
            place.run(change_agent, roles_of(leo, {{RoleId{99}, {}}})).error().code ==
            "unknown_role"
        );
        CHECK(
            place.run(change_agent, roles_of(leo, {{role(place, "customer"), {}}})).error().code ==
            "unknown_role"
        );
    });
}

TEST_CASE("nobody gives, or lays hands on, more than they hold") {
    on_each_engine([](Place& place) {
        const auto ada = agent(place, "ada", "administrator");
        const auto made = place.run(
            create_role,
            CreateRole{
                .name = {"People keeper"},
                .permissions = {Permission::agent_manage, Permission::ticket_read}
            }
        );
        REQUIRE(made);
        auto keeper = invitation(place, "kim", "agent");
        keeper.roles = {{RoleId{made->id}, {}}};
        const auto kim = place.run(invite_agent, keeper);
        REQUIRE(kim);
        const auto actor_kim = actor(place, PersonId{kim->id});

        CHECK(
            place.as(actor_kim, invite_agent, invitation(place, "evil", "administrator"))
                .error()
                .code == "beyond_own_permissions"
        );
        CHECK(
            place.as(actor_kim, deactivate_agent, deactivation(ada)).error().code ==
            "beyond_own_permissions"
        );
        CHECK(
            place
                .as(actor_kim,
                    change_agent,
                    roles_of(PersonId{kim->id}, {{role(place, "agent"), {}}}))
                .error()
                .code == "beyond_own_permissions"
        );
        CHECK(
            place
                .as(actor_kim,
                    create_role,
                    CreateRole{.name = {"All"}, .permissions = {Permission::token_manage}})
                .error()
                .code == "beyond_own_permissions"
        );
        auto harmless = invitation(place, "lee", "agent");
        harmless.roles = {{RoleId{made->id}, {}}};
        CHECK(place.as(actor_kim, invite_agent, harmless));
        const auto leo = agent(place, "leo");
        CHECK(
            place.as(actor(place, leo), invite_agent, invitation(place, "mia", "agent"))
                .error()
                .code == "not_allowed"
        );
    });
}

TEST_CASE("roles that came with Heed stay, others go when nobody holds them") {
    on_each_engine([](Place& place) {
        ChangeRole change;
        change.id = role(place, "lead");
        change.permissions = std::vector<Permission>{};
        CHECK(place.run(change_role, change).error().code == "built_in_role");
        CHECK(place.run(delete_role, change.id).error().code == "built_in_role");

        const auto made = place.run(
            create_role,
            CreateRole{.name = {"Night shift"}, .permissions = {Permission::ticket_read}}
        );
        REQUIRE(made);
        CHECK(
            place.run(create_role, CreateRole{.name = {"NIGHT shift"}, .permissions = {}})
                .error()
                .code == "name_taken"
        );
        auto command = invitation(place, "leo", "agent");
        command.roles = {{RoleId{made->id}, {}}};
        const auto leo = place.run(invite_agent, command);
        REQUIRE(leo);
        CHECK(place.run(delete_role, RoleId{made->id}).error().code == "role_in_use");
        change.id = RoleId{made->id};
        change.permissions = std::vector{Permission::ticket_read, Permission::mail_review};
        REQUIRE(place.run(change_role, change));
        CHECK(actor(place, PersonId{leo->id}).may(Permission::mail_review));
        REQUIRE(place.run(change_agent, roles_of(PersonId{leo->id}, {})));
        CHECK(place.run(delete_role, RoleId{made->id}));
        CHECK(place.facts("role_changed") == 3);
    });
}

TEST_CASE("the last administrator stays") {
    on_each_engine([](Place& place) {
        const auto ada = administrator(place, "ada");
        const auto bea = administrator(place, "bea");
        REQUIRE(place.run(deactivate_agent, deactivation(bea)));
        CHECK(place.run(deactivate_agent, deactivation(ada)).error().code == "last_administrator");
        CHECK(
            place.run(change_agent, roles_of(ada, {{role(place, "agent"), {}}})).error().code ==
            "last_administrator"
        );
        REQUIRE(place.run(reactivate_agent, bea));
        CHECK(place.run(change_agent, roles_of(ada, {{role(place, "agent"), {}}})));
        CHECK(active_administrators(place) == 1);
    });
}

TEST_CASE("an administrator who never came in does not let the last one go") {
    on_each_engine([](Place& place) {
        const auto ada = administrator(place, "ada");
        const auto bea = agent(place, "bea", administrator_key);
        const auto left = place.run(deactivate_agent, deactivation(ada));
        CHECK(left.error().code == "last_administrator");
        CHECK(left.error().detail.contains("nobody else who can sign in"));
        CHECK(
            place.run(change_agent, roles_of(ada, {{role(place, "agent"), {}}})).error().code ==
            "last_administrator"
        );
        CHECK(place.run(deactivate_agent, deactivation(bea)));
    });
}

TEST_CASE("of eight administrators who all leave at once, one stays") {
    on_each_engine([](Place& place) {
        std::vector<PersonId> all;
        all.reserve(8);
        for (int number = 0; number < 8; ++number)
            all.push_back(administrator(place, "admin" + std::to_string(number)));
        std::atomic<int> refused = 0;
        tests::race(8, [&](int runner) {
            const auto id = all[static_cast<std::size_t>(runner)];
            const auto left = runner % 2 == 0 ? place.run(deactivate_agent, deactivation(id))
                                              : place.run(change_agent, roles_of(id, {}));
            if (left) return;
            CHECK(left.error().code == "last_administrator");
            ++refused;
        });
        CHECK(refused == 1);
        CHECK(active_administrators(place) == 1);
    });
}

TEST_CASE("of eight who set the desk up at once, one does") {
    on_each_engine([](Place& place) {
        std::atomic<int> made = 0;
        tests::race(8, [&](int runner) {
            const FirstAdministrator first{
                .name = "First",
                .email = "first" + std::to_string(runner) + "@desk.example",
                .password_encoded = {},
                .invitation = {},
            };
            const auto done = place.database->write([&](db::Transaction& tx) {
                return create_first_administrator(tx, first, place.now());
            });
            if (done)
                ++made;
            else
                CHECK(done.error().code == "already_set_up");
        });
        CHECK(made == 1);
        CHECK(active_administrators(place) == 1);
        CHECK(place.facts("desk_set_up") == 1);
    });
}

TEST_CASE("who leaves hands over in the same act, or does not leave") {
    on_each_engine([](Place& place) {
        agent(place, "ada", "administrator");
        const auto leo = agent(place, "leo");
        const auto bea = agent(place, "bea");
        auto command = deactivation(leo);
        command.hand_over = HandOver{.from = {}, .team_id = {}, .owner_id = bea};
        command.tickets = [](db::Transaction&, const Actor&, const HandOver&, Instant) -> Result<> {
            return refuse(Refusal::invalid, "unknown_owner");
        };
        CHECK(place.run(deactivate_agent, command).error().code == "unknown_owner");
        CHECK(place.read([&](db::Transaction& tx) { return people::find_person(tx, leo)->active; })
        );

        HandOver told;
        command.tickets = [&](db::Transaction&, const Actor&, const HandOver& to, Instant
                          ) -> Result<> {
            told = to;
            return {};
        };
        REQUIRE(place.run(deactivate_agent, command));
        CHECK(told.from == leo);
        CHECK(told.owner_id == bea);
        CHECK_FALSE(place.read([&](db::Transaction& tx) {
            return actor_of_person(tx, leo).has_value();
        }));
        CHECK(place.facts("agent_deactivated") == 1);
        command.hand_over->owner_id = leo;
        CHECK(place.run(deactivate_agent, command).error().pointer == "/hand_over/owner_id");
    });
}

TEST_CASE("a customer made agent gets in by the invitation alone") {
    on_each_engine([](Place& place) {
        const auto ana = place.run(
            people::find_or_create_customer, people::Correspondent{"ana@desk.example", "Ana"}
        );
        REQUIRE(ana);
        REQUIRE(place.database->write([&](db::Transaction& tx) -> Result<> {
            open_session(
                tx, {.person = *ana, .life = customer_life}, "customer's token", place.now()
            );
            return {};
        }));
        REQUIRE(agent(place, "ana") == *ana);
        CHECK(place.facts("sessions_ended") == 1);
    });
}
