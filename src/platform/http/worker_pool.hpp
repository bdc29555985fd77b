// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace heed::http {

/// Threads with one bounded queue between them. Jobs do not throw.
class WorkerPool {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    struct Settings {
        std::size_t threads;
        std::size_t queue_max;
        std::chrono::milliseconds wait_max;
    };

    /// What a job is told: whether it waited longer than `wait_max` before its turn.
    enum class Turn { in_time, late };
    using Job = std::move_only_function<void(Turn)>;

    explicit WorkerPool(Settings settings);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// False when the queue is full; the job is then gone.
    [[nodiscard]] bool submit(Job job);

    /// For the next step of something already accepted: never refused, never late. Bounded by
    /// the connections, as each has one step at a time.
    void go_on(Job job);

    /// Runs what is queued and joins. Jobs submitted later are dropped.
    void stop();

    [[nodiscard]] std::size_t queued() const;

private:
    struct Waiting {
        Job job;
        TimePoint late_at;
    };

    void push(Waiting waiting, std::unique_lock<std::mutex> lock);
    void work();

    Settings settings_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Waiting> queue_;
    std::size_t idle_ = 0;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

} // namespace heed::http
