// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/actor.hpp"

#include <doctest/doctest.h>

using namespace heed;

namespace {

constexpr TeamId network{1};
constexpr TeamId payroll{2};

Actor agent_of_network() {
    Actor actor;
    actor.kind = Actor::Kind::agent;
    actor.permissions = {Permission::person_read};
    actor.in_teams = {{.team = network, .permissions = {Permission::ticket_read}}};
    return actor;
}

} // namespace

TEST_CASE("a permission held in a team holds in that team only") {
    const auto agent = agent_of_network();
    CHECK(agent.may_in(Permission::ticket_read, network));
    CHECK_FALSE(agent.may_in(Permission::ticket_read, payroll));
    CHECK_FALSE(agent.may_in(Permission::ticket_write, network));
    CHECK_FALSE(agent.may_in(Permission::ticket_read, std::nullopt));
    CHECK_FALSE(agent.may(Permission::ticket_read));
}

TEST_CASE("a desk-wide permission holds in every team and in none") {
    const auto agent = agent_of_network();
    CHECK(agent.may(Permission::person_read));
    CHECK(agent.may_in(Permission::person_read, payroll));
    CHECK(agent.may_in(Permission::person_read, std::nullopt));
}

TEST_CASE("nobody may do anything by default") {
    const Actor nobody;
    CHECK(nobody.kind == Actor::Kind::anonymous);
    CHECK(nobody.permissions.empty());
    CHECK_FALSE(nobody.is_staff());
    CHECK_FALSE(nobody.may_in(Permission::ticket_read, network));
}

TEST_CASE("the system may do everything and says why it acts") {
    const auto system = Actor::system("auto_close");
    CHECK(system.kind == Actor::Kind::system);
    CHECK(system.reason == "auto_close");
    CHECK(system.may(Permission::operations_manage));
    CHECK_FALSE(system.is_staff());
}

TEST_CASE("agents and tokens are staff") {
    Actor actor;
    actor.kind = Actor::Kind::token;
    CHECK(actor.is_staff());
    actor.kind = Actor::Kind::customer;
    CHECK_FALSE(actor.is_staff());
}
