// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/conversations/conversations.hpp"
#include "features/conversations/store.hpp"

#include <optional>

namespace heed::conversations {

/// Where an answer brings its ticket: what the writer asks for, else what an answer does by itself.
std::optional<tickets::State>
state_after_reply(const tickets::Ticket& ticket, std::optional<Then> then);

/// Refuses `wrong_state` for what has ended: the customer would read it and find the request shut.
Result<> require_answerable(const tickets::Ticket& ticket, std::optional<tickets::State> then);

/// Lets an answer go: appends the one fact by which answers leave, and whoever is copied belongs to
/// the ticket from now on. Returns what the answer does to its ticket.
tickets::EntryMade leave(
    db::Transaction& tx,
    const Actor& actor,
    const Entry& entry,
    std::optional<tickets::State> then,
    Instant now
);

/// Lets a held answer whose moment has come leave. One that is refused that stays with the desk and
/// says why.
void release_or_hold_back(db::Transaction& tx, const store::DueEntry& due, Instant now);

} // namespace heed::conversations
