// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/journal/positions.hpp"

#include "platform/db/command_id.hpp"
#include "platform/journal/reader.hpp"

namespace heed::journal {

namespace {

/// True when no transaction that may append and whose id is older than `horizon` was under way in
/// this snapshot. Long reads are passed over: one that is found to be one now was one then.
bool all_ended_before(db::Transaction& tx, std::int64_t horizon) {
    const auto oldest = tx.value<std::int64_t>(
        "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest"
    );
    if (oldest >= horizon) return true;
    return tx.value<bool>(
        "SELECT NOT EXISTS (SELECT 1 FROM pg_snapshot_xip(pg_current_snapshot()) AS running (id) "
        "WHERE running.id::text::bigint < ?1 AND NOT EXISTS (SELECT 1 FROM pg_locks AS own "
        "JOIN pg_locks AS mark ON mark.pid = own.pid WHERE own.locktype = 'transactionid' "
        // A lock shows the id without its epoch.
        "AND own.transactionid::text::bigint = running.id::text::bigint % 4294967296 "
        "AND mark.locktype = 'advisory' AND mark.classid::bigint = ?2 AND mark.objsubid = 2))",
        horizon,
        db::long_read_lock_class
    );
}

} // namespace

std::vector<Fact> JournalReader::next(std::size_t limit) {
    const bool ordered = database_.engine() == db::Engine::sqlite;
    // Mostly nobody else is at work when a gap is met, and the second look settles it.
    for (int look = 0; look < 2; ++look) {
        auto facts = database_.read([&](db::Transaction& tx) {
            return ordered ? facts_after(tx, cursor_, static_cast<std::int64_t>(limit))
                           : next_complete(tx, limit);
        });
        if (!facts.empty()) cursor_ = facts.back().position;
        if (!facts.empty() || !gap_) return facts;
    }
    return {};
}

std::vector<Fact> JournalReader::next_complete(db::Transaction& tx, std::size_t limit) {
    auto facts = facts_after(tx, cursor_, static_cast<std::int64_t>(limit));
    if (gap_ && all_ended_before(tx, gap_->horizon)) {
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
