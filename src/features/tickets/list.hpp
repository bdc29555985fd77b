// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/tickets/ticket.hpp"
#include "kernel/result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace heed::tickets {

enum class SortBy { changed_at, opened_at };
enum class Direction { desc, asc };

/// Where a page ended: the sort value and id of its last ticket.
struct ListCursor {
    Instant at = {};
    TicketId id;
};
HEED_FIELDS(ListCursor, at, id)

/// A filter on something a ticket may lack: anything, one value, or none at all.
template <class T>
struct Which {
    bool any = true;
    std::optional<T> value; // with any == false: nothing means "has none"

    static Which only(std::optional<T> wanted) { return {.any = false, .value = wanted}; }
};

/// What a list shows. States and teams of which several are wanted become parts that are merged:
/// each part is one walk along an index, so page 10,000 costs what page 1 costs.
struct TicketList {
    std::vector<State> states = {}; // empty: all
    Which<TeamId> team = {};
    Which<PersonId> owner = {};
    std::optional<PersonId> customer = {};
    std::optional<OrganisationId> organisation = {};
    std::optional<std::string> tag = {};
    std::optional<PersonId> watcher = {};
    std::optional<CancelledAs> cancelled_as = {};
    SortBy sort = SortBy::changed_at;
    Direction direction = Direction::desc;
    int limit = 50; // 1 to 200
    std::optional<ListCursor> after = {};
};

/// One indexable piece of a list.
struct ListPart {
    const TicketList& list;
    std::optional<State> state;
    Which<TeamId> team;
};

/// The pieces of `list` that `actor` may see; empty when that is nothing.
std::vector<ListPart> parts_of(const TicketList& list, const Actor& actor);

/// The teams of `list` whose tickets the actor may see, "none" among them; one `any` for all.
std::vector<Which<TeamId>> teams_in_sight(const TicketList& list, const Actor& actor);

/// True when `left` stands before `right` in the list's order.
bool comes_before(const TicketList& list, const Ticket& left, const Ticket& right);

ListCursor cursor_behind(const TicketList& list, const Ticket& last);
std::string to_text(const ListCursor& cursor);
/// Refuses `bad_cursor` (422).
Result<ListCursor> cursor_from(std::string_view text);

} // namespace heed::tickets

template <>
inline constexpr std::array<std::string_view, 2> heed::enum_names<heed::tickets::SortBy> = {
    "changed_at", "opened_at"
};
template <>
inline constexpr std::array<std::string_view, 2> heed::enum_names<heed::tickets::Direction> = {
    "desc", "asc"
};
