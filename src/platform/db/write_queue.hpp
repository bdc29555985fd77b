// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/database.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <future>
#include <mutex>
#include <vector>

namespace heed::db {

/// A write on its way through the writer. Lives on the stack of the thread that waits for it.
struct QueuedWrite {
    const Database::WriteJob& run;
    WriteOptions& options;
    std::chrono::steady_clock::time_point start_before; // refused as `busy` when dequeued later

    enum class Outcome { waiting, committed, rolled_back, busy, failed };
    Outcome decided = Outcome::waiting;
    std::exception_ptr failure = {};
    std::promise<Outcome> answer = {};
};

/// The two bounded lanes in front of the single SQLite writer.
class WriteQueue {
public:
    explicit WriteQueue(const Options& options) : options_(options) {}

    /// Blocks until the writer has settled `job`; refuses with `queue_full` when its lane is full.
    Result<QueuedWrite::Outcome> put_and_wait(QueuedWrite& job);

    /// The next batch in order of arrival, at most `batch_max`; while interactive work waits, at
    /// most a quarter of it from the background lane. Empty once stopped and drained.
    std::vector<QueuedWrite*> take();

    /// Publishes what the writer decided and wakes the waiting threads.
    static void settle(const std::vector<QueuedWrite*>& batch);

    [[nodiscard]] Load load();

    void stop();

private:
    using Lanes = std::deque<QueuedWrite*>;

    static void move_front(Lanes& lane, std::size_t count, std::vector<QueuedWrite*>& batch);

    const Options& options_;
    std::mutex mutex_;
    std::condition_variable arrived_;
    Lanes interactive_;
    Lanes background_;
    bool stopped_ = false;
};

} // namespace heed::db
