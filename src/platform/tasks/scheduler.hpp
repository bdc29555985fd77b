// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/clock.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heed::tasks {

/// Runs named jobs when they are due, one at a time. Long work goes to a `WorkerPool`.
///
/// Tests call `run_due` with a `HandClock`; in production `start` gives it a thread that sleeps
/// until the earliest job. Thread-safe; a job may call everything but `stop`.
class Scheduler {
public:
    /// Does what is due and says when it wants to run next; nothing means: when `wake`d.
    using Job = std::function<std::optional<Instant>(Instant now)>;

    explicit Scheduler(const Clock& clock);

    /// As `stop`.
    ~Scheduler();
    Scheduler(const Scheduler&) = delete;
    Scheduler& operator=(const Scheduler&) = delete;

    /// Adds a job, first due at `due`; without one it waits for a `wake`. Names are unique.
    /// A job that throws is logged and tried again after 1 s, 2 s, 4 s … up to a minute.
    void add(std::string name, Job job, std::optional<Instant> due);

    /// A job that runs now and then `interval` after each run began, skipping what it missed.
    void add_every(
        std::string name, std::chrono::milliseconds interval, std::function<void(Instant now)> job
    );

    /// Work in small steps: as `add_every`, but while a step says that more is left, it is due
    /// again at once, behind all that became due meanwhile.
    void add_steps(
        std::string name, std::chrono::milliseconds interval, std::function<bool(Instant now)> step
    );

    /// Makes the job due at `due` unless it is due earlier; by default at once.
    void wake(std::string_view name, Instant due = Instant::min());

    /// Ends when the job runs no more: it will not be called again.
    void remove(std::string_view name);

    /// Runs all jobs due at the clock's now, each once, the longest due first. Returns how many.
    std::size_t run_due();

    /// When the earliest job is due; nothing when none is.
    [[nodiscard]] std::optional<Instant> next_due() const;

    void start();
    void stop();

private:
    struct Body;
    std::unique_ptr<Body> body_;
};

} // namespace heed::tasks
