// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <exception>
#include <latch>
#include <mutex>
#include <thread>
#include <vector>

namespace heed::tests {

/// Calls `work(0)` … `work(runners - 1)` on as many threads, let go at the same moment, and waits
/// for all. An exception of one is thrown on here. For the invariants of commands:
///
///     race(8, [&](int) { static_cast<void>(database.write(take_last_seat)); });
template <class Work>
void race(int runners, Work work) {
    std::latch start(runners);
    std::mutex mutex;
    std::exception_ptr failure;
    {
        std::vector<std::jthread> threads;
        for (int runner = 0; runner < runners; ++runner) {
            threads.emplace_back([&, runner] {
                start.arrive_and_wait();
                try {
                    work(runner);
                } catch (...) {
                    const std::scoped_lock lock(mutex);
                    failure = std::current_exception();
                }
            });
        }
    }
    if (failure) std::rethrow_exception(failure);
}

} // namespace heed::tests
