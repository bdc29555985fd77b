// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/portal/words.hpp"
#include "features/tickets/tickets.hpp"

#include <string_view>

namespace heed::portal {

using Sentence = std::string_view Words::*;

/// Received, looked at, working on it, solved.
inline constexpr int steps_count = 4;

/// How a request stands, as its customer is told.
struct Standing {
    Sentence chip;         // for lists
    Sentence headline;     // what is
    Sentence next;         // what comes, and whose turn it is
    std::string_view tone; // info, warn, ok, or calm: never the only sign
    int steps_done = 0;    // of the steps; -1 when they say nothing any more
    bool in_step = false;  // the next one is going on now
};

Standing standing_of(const tickets::TicketRow& ticket);

/// Whether its customer may say that it is solved.
bool may_be_solved(tickets::State state);

/// Whether they are asked: only when ours was the last word. Before, the question is a mockery.
bool asks_whether_solved(const tickets::TicketRow& ticket);

} // namespace heed::portal
