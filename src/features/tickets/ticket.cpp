// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/tickets/ticket.hpp"

#include "features/tickets/rules.hpp"
#include "kernel/json.hpp"
#include "platform/words/words.hpp"

#include <algorithm>

namespace heed::tickets {

namespace {

constexpr std::size_t words_max = 12;

bool is_own_of(const Actor& actor, const Ticket& ticket) {
    if (actor.only_ticket) return *actor.only_ticket == ticket.id;
    if (actor.kind != Actor::Kind::customer) return false;
    if (actor.person == ticket.customer_id) return true;
    return actor.organisation.is_set() && ticket.organisation_id == actor.organisation;
}

bool held_somewhere(const Actor& actor, Permission permission) {
    return std::ranges::any_of(actor.in_teams, [&](const Actor::InTeam& team) {
        return team.permissions.has(permission);
    });
}

bool staff_may(const Actor& actor, Permission permission, const Ticket& ticket) {
    if (actor.only_ticket) return false;
    if (actor.may_in(permission, ticket.team_id)) return true;
    // What belongs to no team yet is everybody's to pick up: nobody waits unseen.
    return !ticket.team_id && held_somewhere(actor, permission);
}

} // namespace

std::unexpected<Error> wrong_state(const Ticket& ticket, std::string_view detail) {
    Error error{
        .kind = Refusal::conflict,
        .code = "wrong_state",
        .pointer = {},
        .detail = std::string(detail),
        .members = {}
    };
    error.members.emplace_back("state", to_json(ticket.state));
    error.members.emplace_back("allowed", to_json(allowed_states(ticket)));
    return std::unexpected(std::move(error));
}

bool is_unresolved(State state) {
    return state == State::new_ || state == State::open || state == State::waiting;
}

std::vector<State> allowed_states(const Ticket& ticket) {
    switch (ticket.state) {
        case State::open: return {State::waiting, State::resolved, State::cancelled};
        // Who waits may wait for something else.
        case State::new_:
        case State::waiting:
            return {State::open, State::waiting, State::resolved, State::cancelled};
        case State::resolved: return {State::open, State::closed, State::cancelled};
        case State::cancelled: return {State::open};
        case State::closed: return {};
    }
    return {};
}

Result<> require_may_become(const Ticket& ticket, State wanted) {
    const auto allowed = allowed_states(ticket);
    if (std::ranges::find(allowed, wanted) != allowed.end()) return {};
    return wrong_state(
        ticket,
        "This request is " + std::string(name_of(ticket.state)) + " and cannot become " +
            std::string(name_of(wanted)) + "."
    );
}

Result<> require_not_closed(const Ticket& ticket) {
    if (ticket.state != State::closed) return {};
    return wrong_state(
        ticket, "This request is closed and stays as it is; open a new one for what follows."
    );
}

bool may_see(const Actor& actor, const Ticket& ticket) {
    return staff_may(actor, Permission::ticket_read, ticket) || is_own_of(actor, ticket);
}

bool may_change(const Actor& actor, const Ticket& ticket) {
    return staff_may(actor, Permission::ticket_write, ticket);
}

Result<> require_visible(const Actor& actor, const Ticket& ticket) {
    if (may_see(actor, ticket)) return {};
    return refuse(
        Refusal::not_found, "not_found", "", "There is no such request, or it is not yours to see."
    );
}

Result<> require_changeable(const Actor& actor, const Ticket& ticket) {
    TRY(require_visible(actor, ticket));
    if (may_change(actor, ticket)) return {};
    return refuse(
        Refusal::forbidden, "forbidden", "", "You may read this request but not change it."
    );
}

std::vector<std::string> subject_words(std::string_view subject) {
    auto found = words::words_of(subject, words_max);
    std::ranges::sort(found);
    return found;
}

} // namespace heed::tickets
