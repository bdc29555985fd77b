// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/journal/positions.hpp"

namespace heed::journal {

namespace {

std::vector<Fact> visible_after(db::Transaction& tx, std::int64_t cursor, std::size_t limit) {
    return tx.rows<Fact>(
        "SELECT position, at, actor_kind, actor_id, actor_reason, kind, subject_type, "
        "subject_id, ticket_id, data, command_id, ordinal, caused_by, depth, origin FROM event "
        "WHERE position > ?1 ORDER BY position LIMIT ?2",
        cursor,
        limit
    );
}

/// Every transaction with an older id has ended in this snapshot.
std::int64_t oldest_running(db::Transaction& tx) {
    return tx.value<std::int64_t>(
        "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest"
    );
}

} // namespace

std::vector<Fact> JournalReader::next(std::size_t limit) {
    const bool ordered = database_.engine() == db::Engine::sqlite;
    // Mostly nobody else is at work when a gap is met, and the second look settles it.
    for (int look = 0; look < 2; ++look) {
        auto facts = database_.read([&](db::Transaction& tx) {
            return ordered ? visible_after(tx, cursor_, limit) : next_complete(tx, limit);
        });
        if (!facts.empty()) cursor_ = facts.back().position;
        if (!facts.empty() || !gap_) return facts;
    }
    return {};
}

std::vector<Fact> JournalReader::next_complete(db::Transaction& tx, std::size_t limit) {
    auto facts = visible_after(tx, cursor_, limit);
    if (gap_ && oldest_running(tx) >= gap_->horizon) {
        complete_to_ = gap_->highest_seen;
        gap_.reset();
    }
    std::size_t given = 0;
    auto passed = cursor_;
    while (given < facts.size()) {
        const auto position = facts[given].position;
        if (position != passed + 1 && position > complete_to_) break;
        passed = position;
        ++given;
    }
    if (given < facts.size() && !gap_) {
        const auto highest = head(tx);
        // Drawn after `highest` was seen; the order of these two statements is the whole rule.
        const auto own = tx.value<std::int64_t>("SELECT pg_current_xact_id()::text::bigint AS own");
        gap_ = Gap{.highest_seen = highest, .horizon = own};
    }
    facts.resize(given);
    return facts;
}

} // namespace heed::journal
