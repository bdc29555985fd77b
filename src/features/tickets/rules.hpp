// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/tickets/events.hpp"
#include "platform/db/transaction.hpp"

namespace heed::tickets {

Place place_of(const Ticket& ticket);

/// What differs between two states of one ticket, field by field, without `version`, `changed_at`
/// and what entries move by themselves.
std::vector<FieldChange> changes_between(const Ticket& before, const Ticket& after);

/// Saves `ticket` and appends what changed against `before`, with one version more. Nothing is
/// appended, and the version stays, when no field of its own changed.
void save_changes(
    db::Transaction& tx,
    const Actor& actor,
    const Ticket& before,
    Ticket& ticket,
    std::optional<std::string> reason = {}
);

/// The refusal `wrong_state` (409): it tells where the ticket stands and what it may become.
std::unexpected<Error> wrong_state(const Ticket& ticket, std::string_view detail);

Result<> require_team(db::Transaction& tx, std::optional<TeamId> team, std::string_view pointer);
/// An active agent; anybody else is `not_an_agent`.
Result<> require_agent(db::Transaction& tx, PersonId id, std::string_view pointer);

/// Who would own a ticket of a team; nobody is always right.
struct Owning {
    std::optional<PersonId> owner;
    std::optional<TeamId> team;
};

/// True when this active agent may read requests of that team.
bool may_help(db::Transaction& tx, const Owning& helping);
/// True when this active agent may answer requests of that team.
bool may_own(db::Transaction& tx, const Owning& owning);
/// Refuses `not_an_agent`, and `may_not_own` for an agent who may not answer there.
Result<> require_owner(db::Transaction& tx, const Owning& owning, std::string_view pointer);
/// Refuses `not_an_agent`, and `may_not_help` for an agent who may not read requests of that team.
Result<> require_helper(
    db::Transaction& tx, PersonId helper, std::optional<TeamId> team, std::string_view pointer
);
/// Impact and urgency are 1 to 3.
Result<> require_level(int level, std::string_view pointer);

/// Refuses `changed_meanwhile` when one of `fields` changed after `expected`.
struct Guard {
    std::optional<std::int64_t> expected;
    std::vector<std::pair<std::string, std::string>> wanted; // field, and the JSON of this write
};

Result<> require_unchanged(db::Transaction& tx, const Ticket& ticket, const Guard& guard);

} // namespace heed::tickets
