// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/journal/positions.hpp"
#include "platform/journal/reactor.hpp"
#include "platform/journal/reactors.hpp"

#include <atomic>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <tuple>

namespace heed::journal {

/// What a reactor has heard, for the log.
struct Run {
    std::int64_t from = 0; // positions of the first and the last fact
    std::int64_t to = 0;
    std::int64_t facts = 0;
    std::int64_t micros = 0;
    std::int64_t batches = 0; // how many are told of at once

    /// Also those of `next`, which came after.
    void add(const Run& next);
};

/// One reactor at work in this process.
struct Reader {
    explicit Reader(Reactor given) : reactor(std::move(given)) {}

    Reactor reactor;
    std::atomic<std::int64_t> position = 0; // passed, durably
    std::atomic<std::int64_t> heard = 0;
    std::atomic<std::int64_t> in_batch_us = 0;
    // Took more than the budget in a batch: catches up in chunks until nothing is left.
    std::atomic<bool> slow = false;
    std::int64_t staged = -1;             // on the writer only: `position` once the batch commits
    Run staged_run = {};                  // on the writer only, as `staged`
    Run untold = {};                      // under Reactors' mutex: in batches, not logged yet
    std::optional<JournalReader> journal; // on the follower only
    std::int64_t persisted = 0;           // on the follower only: cursor in the reactor's row

    [[nodiscard]] bool derives() const { return reactor.kind == ReactorKind::derives; }
};

/// Which subjects wait behind a fact that could not be heard.
using ParkedSubjects = std::set<std::tuple<std::string, std::string, std::int64_t>>;

ParkedSubjects parked_subjects(db::Transaction& tx);

/// A fact's subject for order and parking: its ticket where it has one.
std::pair<std::string, std::int64_t> parking_subject(const Fact& fact);

/// Hears one fact in a savepoint; gives the reason when that failed and nothing was kept.
std::optional<std::string> why_unheard(db::Transaction& tx, Reader& reader, const Fact& fact);

/// Lets the reader hear `facts` in order: all in one savepoint, and when that fails one by one,
/// parking the subject of each fact that still fails after three tries.
void hear_run(db::Transaction& tx, Reader& reader, std::span<const Fact> facts, Instant now);

/// Moves the durable cursor; false when another process has moved it meanwhile.
bool move_cursor(db::Transaction& tx, std::string_view name, std::int64_t from, std::int64_t to);

/// Facts after `position` as this transaction sees them, its own included.
std::vector<Fact> facts_after(db::Transaction& tx, std::int64_t position, std::int64_t limit);

/// Those after `after` up to `until`, in order.
std::vector<Fact> facts_between(db::Transaction& tx, std::int64_t after, std::int64_t until);

} // namespace heed::journal
