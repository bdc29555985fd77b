// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/settings/settings.hpp"
#include "features/tickets/rules.hpp"
#include "features/tickets/store.hpp"
#include "features/tickets/tickets.hpp"

namespace heed::tickets {

namespace {

/// The fields this write touches, with their JSON, for the guard.
Guard guard_of(const ChangeTicket& command) {
    Guard guard{.expected = command.expected_version, .wanted = {}};
    for_each_field(command, [&]<class Member>(std::string_view name, const Member& member) {
        if constexpr (requires { member.present; }) {
            if (member.present) guard.wanted.emplace_back(name, to_json(member.value));
        }
    });
    return guard;
}

template <class T>
Error empty_field(std::string_view pointer, const T&) {
    return {
        .kind = Refusal::invalid,
        .code = "required",
        .pointer = std::string(pointer),
        .detail = "This cannot be empty.",
        .members = {}
    };
}

template <class T, class Given>
Result<> take(const Field<Given>& field, T& into, std::string_view pointer) {
    if (!field.present) return {};
    if (!field.value) return std::unexpected(empty_field(pointer, into));
    into = *field.value;
    return {};
}

template <class T>
void take_optional(const Field<T>& field, std::optional<T>& into) {
    if (field.present) into = field.value;
}

/// A reason in other words, for a priority that somebody has set before.
Result<> take_other_reason(const ChangeTicket& command, Ticket& ticket) {
    const auto& reason = command.priority_reason;
    if (!reason.present || (!reason.value && !ticket.priority_reason)) return {};
    if (!reason.value)
        return refuse(
            Refusal::invalid,
            "required",
            "/priority_reason",
            "A priority of your own needs its reason; empty the priority to go by the matrix."
        );
    if (!ticket.priority_reason)
        return refuse(
            Refusal::invalid,
            "required",
            "/priority",
            "Say which priority this reason is for; the matrix needs none."
        );
    ticket.priority_reason = reason.value->value;
    return {};
}

/// By the matrix, unless somebody has overridden it and said why.
Result<> take_priority(db::Transaction& tx, const ChangeTicket& command, Ticket& ticket) {
    if (command.priority.present && command.priority.value) {
        if (*command.priority.value < 1 || *command.priority.value > 5)
            return refuse(
                Refusal::invalid, "out_of_range", "/priority", "Priorities are 1 (highest) to 5."
            );
        if (!command.priority_reason.value)
            return refuse(
                Refusal::invalid,
                "required",
                "/priority_reason",
                "Say why the matrix does not fit here."
            );
        ticket.priority = *command.priority.value;
        ticket.priority_reason = command.priority_reason.value->value;
        return {};
    }
    if (command.priority.present) ticket.priority_reason.reset();
    TRY(take_other_reason(command, ticket));
    if (!ticket.priority_reason)
        ticket.priority = settings::priority_of(
            tx, ticket.changed_at, {.impact = ticket.impact, .urgency = ticket.urgency}
        );
    return {};
}

Result<> take_category(
    db::Transaction& tx,
    const Field<std::int64_t>& field,
    settings::CategoryKind use,
    std::optional<std::int64_t>& into
) {
    if (!field.present) return {};
    const auto* pointer =
        use == settings::CategoryKind::opening ? "/opening_category_id" : "/closing_category_id";
    if (field.value) TRY(settings::require_category(tx, {*field.value}, use, pointer));
    into = field.value;
    return {};
}

/// A team that exists, and an owner who may answer there. An owner who has left stays in the
/// history of what they resolved, wherever that goes.
Result<> require_place(db::Transaction& tx, const ChangeTicket& command, const Ticket& ticket) {
    if (command.team_id.present) TRY(require_team(tx, ticket.team_id, "/team_id"));
    const Owning owning{.owner = ticket.owner_id, .team = ticket.team_id};
    if (command.owner_id.present) return require_owner(tx, owning, "/owner_id");
    if (!command.team_id.present || !ticket.owner_id) return {};
    if (!require_agent(tx, *ticket.owner_id, "/owner_id")) return {};
    return require_owner(tx, owning, "/team_id");
}

Result<> apply(db::Transaction& tx, const ChangeTicket& command, Ticket& ticket) {
    if (command.subject.present) {
        if (!command.subject.value) return std::unexpected(empty_field("/subject", ticket.subject));
        ticket.subject = command.subject.value->value;
    }
    TRY(take(command.kind, ticket.kind, "/kind"));
    TRY(take(command.impact, ticket.impact, "/impact"));
    TRY(take(command.urgency, ticket.urgency, "/urgency"));
    TRY(require_level(ticket.impact, "/impact"));
    TRY(require_level(ticket.urgency, "/urgency"));
    take_optional(command.team_id, ticket.team_id);
    take_optional(command.owner_id, ticket.owner_id);
    TRY(require_place(tx, command, ticket));
    TRY(take_category(
        tx, command.opening_category_id, settings::CategoryKind::opening, ticket.opening_category_id
    ));
    TRY(take_category(
        tx, command.closing_category_id, settings::CategoryKind::closing, ticket.closing_category_id
    ));
    TRY(take_priority(tx, command, ticket));
    if (ticket.owner_id && ticket.state == State::new_) ticket.state = State::open;
    return {};
}

} // namespace

Result<Done> change_ticket(
    db::Transaction& tx, const Actor& actor, TicketId id, const ChangeTicket& command, Instant now
) {
    const auto before = TRY(get_ticket_for_update(tx, actor, id));
    TRY(require_changeable(actor, before));
    TRY(require_not_closed(before));
    TRY(require_unchanged(tx, before, guard_of(command)));
    auto ticket = before;
    ticket.changed_at = now;
    TRY(apply(tx, command, ticket));
    save_changes(tx, actor, before, ticket);
    return Done{.id = id.value};
}

} // namespace heed::tickets
