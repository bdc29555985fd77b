// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <mutex>

namespace heed::tests {

/// A door that threads wait at until a test opens it, and a count of those who came: order
/// between threads without sleeping.
class Gate {
public:
    /// Blocks until the gate is open.
    void pass() {
        std::unique_lock lock(mutex_);
        ++came_;
        changed_.notify_all();
        changed_.wait(lock, [&] { return open_; });
    }

    void open() {
        const std::scoped_lock lock(mutex_);
        open_ = true;
        changed_.notify_all();
    }

    /// Blocks until `count` threads have come to the gate, waiting or gone through.
    void wait_for(int count) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return came_ >= count; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int came_ = 0;
    bool open_ = false;
};

} // namespace heed::tests
