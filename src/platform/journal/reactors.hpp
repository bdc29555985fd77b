// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/clock.hpp"
#include "platform/db/database.hpp"
#include "platform/journal/reactor.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace heed::journal {

struct ReactorStatus {
    std::string name;
    std::string kind;
    std::int64_t position = 0;
    std::int64_t lag = 0;    // facts behind the head
    std::int64_t parked = 0; // subjects
    std::int64_t heard = 0;  // since start
    double in_batch_ms = 0;  // total since start
};
HEED_FIELDS(ReactorStatus, name, kind, position, lag, parked, heard, in_batch_ms)

struct Parked {
    std::string reactor;
    std::string subject_type;
    std::int64_t subject_id = 0;
    std::int64_t position = 0;
    int attempts = 0;
    std::string reason;
    Instant parked_at = {};
};
HEED_FIELDS(Parked, reactor, subject_type, subject_id, position, attempts, reason, parked_at)

/// How long the readers of the journal may take.
struct Pace {
    // A reader that takes longer for one batch leaves it and catches up by itself.
    std::chrono::microseconds in_batch_budget = std::chrono::milliseconds{10};
    // How long an answer waits for the readers that derive.
    std::chrono::milliseconds settle_max = std::chrono::milliseconds{250};

    /// As long as it takes: while a desk is filled and nobody waits, and for tests, which must not
    /// depend on how busy the machine is.
    static Pace patient() {
        return {.in_batch_budget = std::chrono::hours{1}, .settle_max = std::chrono::minutes{1}};
    }
};

/// All readers of the journal, each with its durable cursor.
///
/// On SQLite those that derive run inside the writer's batch, within a budget; what lags, and all
/// that act, catch up in chunks of their own. On PostgreSQL every one follows the journal by the
/// gap rule (positions.hpp).
class Reactors {
public:
    Reactors(
        db::Database& database, const Clock& clock, std::vector<Reactor> reactors, Pace pace = {}
    );
    ~Reactors();
    Reactors(const Reactors&) = delete;
    Reactors& operator=(const Reactors&) = delete;

    /// Also tells `listener` of every commit with facts, on the thread that committed: it must be
    /// quick. On PostgreSQL other nodes' commits come without facts. Set before `start`.
    void also_tell(db::CommitHook listener);

    /// Starts the thread that follows the journal. Tests call `run_until_quiet` instead.
    void start();
    void stop();

    /// Waits until every deriving reactor has passed `position`; false when `Pace::settle_max`
    /// went by.
    bool settle(std::int64_t position);

    /// Runs everything that is behind on the calling thread, until nothing is left to hear.
    void run_until_quiet();

    std::vector<ReactorStatus> status();
    std::vector<Parked> parked();

    /// Hears the parked facts of one subject again, in order. Refuses with `still_failing`.
    Result<>
    retry(std::string_view reactor, std::string_view subject_type, std::int64_t subject_id);

    /// Recomputes a deriving reactor's rows from the whole journal while the desk goes on, and
    /// returns how many facts were read. Refuses `unknown_reactor` and `acts`.
    Result<std::int64_t> rebuild(std::string_view name);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace heed::journal
