// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/journal/fact.hpp"

#include <optional>
#include <string>
#include <vector>

namespace heed::journal {

/// What somebody looks for in the journal; an empty one is everything.
struct FactFilter {
    std::vector<std::string> kinds = {}; // any of these
    std::optional<PersonId> actor = {};
    std::optional<TicketId> ticket = {};
    std::optional<std::string> subject_type = {}; // with `subject_id`
    std::optional<std::int64_t> subject_id = {};
    std::optional<Instant> since = {};
    std::optional<Instant> until = {}; // not included
};

/// The newest first. One page looks at 20,000 facts at most, so that a rare thing in a long journal
/// costs no more than a common one: `next` says from where to look further, also when a page found
/// nothing, and `looked_back_to` how far it came.
struct FactPage {
    std::vector<Fact> facts = {};
    std::optional<std::int64_t> next = {}; // `before` of the page that follows
    std::optional<Instant> looked_back_to = {};
};

/// Facts before position `before` (none: from the newest).
FactPage browse(
    db::Transaction& tx, const FactFilter& filter, std::optional<std::int64_t> before, int limit
);

} // namespace heed::journal
