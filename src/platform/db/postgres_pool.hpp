// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/database.hpp"
#include "platform/db/postgres_connection.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>

namespace heed::db {

struct PoolLimits {
    std::size_t connections = 0;
    std::size_t interactive_waiting_max = 0;
    std::size_t background_waiting_max = 0;
};

/// A bounded number of sessions, opened when first wanted, and two bounded lanes of those who
/// wait. Background work has at most a quarter of the sessions.
class PostgresPool {
public:
    /// A session on loan; goes back to the pool at the end of the scope.
    class Loan {
    public:
        Loan(PostgresPool& pool, Lane lane, std::unique_ptr<PostgresConnection> connection)
            : pool_(&pool), lane_(lane), connection_(std::move(connection)) {}

        Loan(Loan&& other) noexcept
            : pool_(std::exchange(other.pool_, nullptr)),
              lane_(other.lane_),
              connection_(std::move(other.connection_)) {}

        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;
        ~Loan();

        /// A live session: the one kept, or a new one when the server has ended that. Throws
        /// PostgresFault when the server cannot be reached.
        PostgresConnection& connection();

        void drop() { connection_.reset(); }

    private:
        PostgresPool* pool_;
        Lane lane_;
        std::unique_ptr<PostgresConnection> connection_; // null until wanted
    };

    PostgresPool(PostgresSettings settings, PoolLimits limits);

    /// Waits in its lane, first come first served. Refuses with `queue_full` when too many wait
    /// already and with `busy` when `start_before` has passed.
    Result<Loan> take(Lane lane, std::chrono::steady_clock::time_point start_before);

    [[nodiscard]] Load load();

private:
    struct Waiting {
        std::condition_variable served;
        bool has_turn = false;
    };

    struct LaneState {
        std::deque<Waiting*> waiting;
        std::size_t busy = 0;
        std::size_t busy_max = 0;
        std::size_t waiting_max = 0;
    };

    [[nodiscard]] LaneState& state_of(Lane lane);
    [[nodiscard]] bool has_room(const LaneState& lane) const;
    std::unique_ptr<PostgresConnection> grab();
    void give_back(Lane lane, std::unique_ptr<PostgresConnection> connection) noexcept;
    void serve(LaneState& lane);

    PostgresSettings settings_;
    std::size_t size_;
    std::mutex mutex_;
    LaneState interactive_;
    LaneState background_;
    std::vector<std::unique_ptr<PostgresConnection>> idle_;
};

} // namespace heed::db
