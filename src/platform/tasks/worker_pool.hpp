// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace heed::tasks {

/// Threads that take jobs from one bounded queue, first come first served.
class WorkerPool {
public:
    struct Settings {
        std::string name; // seen in the log and in thread lists
        std::size_t threads = 1;
        std::size_t waiting_max = 1024;
        bool gives_way = false; // to other threads, when the processor is short
    };

    /// How long a caller will wait for its job to begin, by the machine's steady clock.
    using Deadline = std::chrono::steady_clock::time_point;

    enum class Turn {
        run,     // do the work
        too_late // the deadline passed in the queue: only answer
    };

    using Job = std::move_only_function<void(Turn)>;

    explicit WorkerPool(Settings settings);

    /// As `stop`.
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// Queues `job`, which is called exactly once if accepted. Refuses as unavailable: `queue_full`
    /// or, while stopping, `shutting_down`. A job that throws is logged and the thread goes on.
    Result<> post(Job job, Deadline deadline = Deadline::max());

    /// Accepts nothing more, runs what was accepted, joins the threads. Not from a job.
    void stop();

    [[nodiscard]] std::size_t waiting() const;

private:
    struct Body;
    std::unique_ptr<Body> body_;
};

} // namespace heed::tasks
