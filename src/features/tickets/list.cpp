// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/tickets/list.hpp"

#include "kernel/format.hpp"

#include <charconv>
#include <set>

namespace heed::tickets {

namespace {

Instant sort_value(const TicketList& list, const Ticket& ticket) {
    return list.sort == SortBy::changed_at ? ticket.changed_at : ticket.opened_at;
}

/// The teams whose tickets the actor may see, "none" among them; one `any` for desk-wide rights.
std::vector<Which<TeamId>> visible_teams(const Actor& actor) {
    if (!actor.is_staff()) return {Which<TeamId>{}}; // narrowed by customer instead
    if (actor.may(Permission::ticket_read)) return {Which<TeamId>{}};
    std::vector<Which<TeamId>> teams;
    for (const auto& team : actor.in_teams) {
        if (team.permissions.has(Permission::ticket_read))
            teams.push_back(Which<TeamId>::only(team.team));
    }
    if (!teams.empty()) teams.push_back(Which<TeamId>::only(std::nullopt));
    return teams;
}

bool includes(const Which<TeamId>& wanted, const Which<TeamId>& visible) {
    return wanted.any || visible.any || wanted.value == visible.value;
}

std::optional<std::int64_t> number_in(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

} // namespace

std::vector<Which<TeamId>> teams_in_sight(const TicketList& list, const Actor& actor) {
    std::vector<Which<TeamId>> teams;
    for (const auto& team : visible_teams(actor)) {
        if (includes(list.team, team)) teams.push_back(list.team.any ? team : list.team);
    }
    return teams;
}

std::vector<ListPart> parts_of(const TicketList& list, const Actor& actor) {
    std::vector<ListPart> parts;
    for (const auto& team : teams_in_sight(list, actor)) {
        if (list.states.empty()) parts.push_back({.list = list, .state = {}, .team = team});
        // Each once, however often it was asked for: a part is a walk, and walks are merged.
        for (const auto state : std::set(list.states.begin(), list.states.end()))
            parts.push_back({.list = list, .state = state, .team = team});
    }
    return parts;
}

bool comes_before(const TicketList& list, const Ticket& left, const Ticket& right) {
    const bool newest_first = list.direction == Direction::desc;
    // Numbers are given in order of opening, and the walks along the index go by number.
    if (list.sort == SortBy::opened_at)
        return newest_first ? right.id < left.id : left.id < right.id;
    const auto left_key = std::pair{left.changed_at, left.id};
    const auto right_key = std::pair{right.changed_at, right.id};
    return newest_first ? right_key < left_key : left_key < right_key;
}

ListCursor cursor_behind(const TicketList& list, const Ticket& last) {
    return {.at = sort_value(list, last), .id = last.id};
}

std::string to_text(const ListCursor& cursor) {
    return fmt::format("{}-{}", cursor.at.time_since_epoch().count(), cursor.id.value);
}

Result<ListCursor> cursor_from(std::string_view text) {
    const auto dash = text.find('-', 1);
    const auto at = number_in(text.substr(0, dash));
    const auto id =
        dash == std::string_view::npos ? std::nullopt : number_in(text.substr(dash + 1));
    if (at && id)
        return ListCursor{.at = Instant{std::chrono::milliseconds{*at}}, .id = TicketId{*id}};
    return refuse(
        Refusal::invalid,
        "bad_cursor",
        "/cursor",
        "This page marker is not one of ours; start from the first page."
    );
}

} // namespace heed::tickets
