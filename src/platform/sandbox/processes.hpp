// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/sandbox/spawner.hpp"
#include "platform/sandbox/task.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>

namespace heed::sandbox {

/// Does tasks in a pool of processes that can reach nothing. A worker that dies, hangs or speaks
/// nonsense is replaced, and its message tried once more, by another and with more patience.
class Processes final : public Sandbox {
public:
    struct Options {
        Program program; // that ends in live_as_parent
        std::size_t workers_max = 4;
        std::chrono::milliseconds patience{2000}; // and as much again for every 4 MiB
        int patience_grows = 5;                   // times, at the other try
    };

    explicit Processes(Options options);
    ~Processes() override;

    /// Throws StorageFault when no worker can be started.
    Result<std::string> run(std::string_view task, std::string_view input) override;

    /// Starts a worker if there was none, to see.
    State state() override;

    /// For tests: the small parent, and the workers that wait for something to do.
    int parent() { return spawner_.parent(); }

    std::vector<int> idle();

private:
    class Lease;

    /// How one try went: the answer, or why there is none.
    struct Try {
        std::optional<std::string> answer = {};
        std::string why = {};
    };

    Worker take();
    void give_back(Worker worker);
    void leave();
    Worker fresh_worker();
    Try attempt(std::string_view task, std::string_view message, int patience_times);
    Try lost(Worker worker, std::string_view task, Passage passage);

    Options options_;
    Spawner spawner_;
    std::atomic<int> refused_ = 0; // the errno of the filter
    std::atomic<bool> known_ = false;

    std::mutex mutex_;
    std::condition_variable free_;
    std::vector<Worker> idle_;
    std::size_t busy_ = 0;
};

} // namespace heed::sandbox
