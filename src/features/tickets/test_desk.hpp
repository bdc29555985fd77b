// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/settings/settings.hpp"
#include "features/tickets/tickets.hpp"
#include "tests/support/race.hpp"
#include "tests/support/world.hpp"

#include <doctest/doctest.h>

namespace heed::tests {

/// A desk that knows people, their rights and tickets, and nothing else.
class TicketDesk : public World {
public:
    explicit TicketDesk(db::Engine engine)
        : World(
              engine,
              {.routes =
                   {access::routes(), people::routes(), settings::routes(), tickets::routes()},
               .reactors = tickets::reactors()}
          ) {}

    PersonId person(std::string_view name) {
        const people::Correspondent from{
            .address = std::string(name) + "@acme.example", .name = std::string(name)
        };
        const auto found = run([&](db::Transaction& tx, const Actor& actor, Instant now) {
            return people::find_or_create_customer(tx, actor, from, now);
        });
        REQUIRE(found);
        return *found;
    }

    /// A customer called ana asks; `more` says what else is known of the matter.
    TicketId asks(std::string subject, tickets::OpenTicket more = {}) {
        if (!more.customer.is_set()) more.customer = person("ana");
        more.subject = std::move(subject);
        const auto opened = run([&](db::Transaction& tx, const Actor& actor, Instant now) {
            return tickets::open_ticket(tx, actor, more, now);
        });
        REQUIRE(opened);
        return opened->id;
    }

    tickets::Ticket ticket(TicketId id) {
        const auto found = read([&](db::Transaction& tx) {
            return tickets::get_ticket(tx, Actor::system("test"), id);
        });
        REQUIRE(found);
        return *found;
    }

    /// An agent whose role holds in that team alone.
    Visitor agent_of(std::string_view name, TeamId team) {
        auto visitor = agent(name);
        auto ada = administrator();
        const auto role = read([](db::Transaction& tx) { return *access::find_role(tx, "agent"); });
        const auto changed = ada.patch(
            "/api/v1/agents/" + std::to_string(visitor.person.value),
            R"({"roles":[{"role_id":)" + std::to_string(role.value) + R"(,"team_id":)" +
                std::to_string(team.value) + "}]}"
        );
        REQUIRE(changed.status() == 200);
        return visitor;
    }
};

inline std::string path_of(TicketId id) {
    return "/api/v1/tickets/" + std::to_string(id.value);
}

/// A JSON object of one number.
inline std::string one(std::string_view name, std::int64_t value) {
    return "{\"" + std::string(name) + "\":" + std::to_string(value) + "}";
}

/// Runs `test` at a fresh desk of each engine.
template <class Test>
void at_each_desk(Test test) {
    for (const auto engine : db::test_engines()) {
        TicketDesk desk(engine);
        test(desk);
    }
}

} // namespace heed::tests
