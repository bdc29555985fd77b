// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/sandbox/control.hpp"

#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace heed::sandbox {

/// A worker as the desk knows it.
struct Worker {
    int process = 0;
    Pipes pipes = {};
    int uses = 0;
};

/// The program that becomes the small parent.
struct Program {
    std::string path;
    std::vector<std::string> words; // of its command line, its name first
};

/// The desk's end of the small parent. Starts it as a program of its own, with nothing open and
/// nothing in its memory that is the desk's, and again when it is gone. For many threads.
class Spawner {
public:
    /// Starts it at once, so that no thread of the desk is there yet.
    explicit Spawner(Program program);
    Spawner(const Spawner&) = delete;
    Spawner& operator=(const Spawner&) = delete;
    /// The parent and all its workers are gone afterwards.
    ~Spawner();

    /// Throws StorageFault when the system has no room for one more process.
    Worker start();

    /// How it ended, as by waitpid; nothing when that is no longer known.
    std::optional<int> end(Worker worker);

    /// For tests.
    int parent();

private:
    void start_parent();
    void bury_parent();
    std::optional<Worker> ask_for_one(int& refused);

    Program program_;
    std::mutex mutex_;
    Handle control_;
    int parent_ = 0;
};

} // namespace heed::sandbox
