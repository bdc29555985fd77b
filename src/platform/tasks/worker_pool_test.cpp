// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/log/log.hpp"
#include "platform/tasks/worker_pool.hpp"

#include <atomic>
#include <doctest/doctest.h>
#include <latch>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

namespace heed::tasks {

namespace {

using Turn = WorkerPool::Turn;

/// Keeps the one thread of a pool busy until opened.
struct Blocked {
    std::latch started{1};
    std::latch open{1};

    WorkerPool::Job job() {
        return [this](Turn) {
            started.count_down();
            open.wait();
        };
    }
};

} // namespace

TEST_CASE("workers: every accepted job runs once, also those waiting at the stop") {
    std::atomic<int> runs = 0;
    {
        WorkerPool pool({.name = "test", .threads = 4, .waiting_max = 1000});
        for (int job = 0; job < 500; ++job)
            REQUIRE(pool.post([&](Turn turn) { runs += turn == Turn::run ? 1 : 0; }).has_value());
    }
    CHECK(runs == 500);
}

TEST_CASE("workers: first come, first served; full and stopped queues refuse") {
    Blocked blocked;
    std::vector<int> order;
    WorkerPool pool({.name = "test", .threads = 1, .waiting_max = 2});
    REQUIRE(pool.post(blocked.job()).has_value());
    blocked.started.wait();
    REQUIRE(pool.post([&](Turn) { order.push_back(1); }).has_value());
    REQUIRE(pool.post([&](Turn) { order.push_back(2); }).has_value());
    CHECK(pool.waiting() == 2);
    const auto full = pool.post([&](Turn) { order.push_back(3); });
    CHECK(full.error().kind == Refusal::unavailable);
    CHECK(full.error().code == "queue_full");
    blocked.open.count_down();
    pool.stop();
    CHECK(order == std::vector{1, 2});
    CHECK(pool.post([](Turn) {}).error().code == "shutting_down");
    pool.stop();
}

TEST_CASE("workers: a deadline that passed in the queue is told to the job") {
    Blocked blocked;
    std::vector<Turn> turns;
    WorkerPool pool({.name = "test", .threads = 1});
    REQUIRE(pool.post(blocked.job()).has_value());
    blocked.started.wait();
    const auto past = std::chrono::steady_clock::now() - std::chrono::seconds(1);
    const auto future = std::chrono::steady_clock::now() + std::chrono::hours(1);
    REQUIRE(pool.post([&](Turn turn) { turns.push_back(turn); }, past).has_value());
    REQUIRE(pool.post([&](Turn turn) { turns.push_back(turn); }, future).has_value());
    blocked.open.count_down();
    pool.stop();
    CHECK(turns == std::vector{Turn::too_late, Turn::run});
}

TEST_CASE("workers: jobs run side by side on as many threads as given") {
    std::latch all_inside(3);
    std::mutex mutex;
    std::set<std::thread::id> threads;
    WorkerPool pool({.name = "test", .threads = 3});
    for (int job = 0; job < 3; ++job)
        REQUIRE(pool.post([&](Turn) {
                        all_inside.arrive_and_wait();
                        const std::scoped_lock lock(mutex);
                        threads.insert(std::this_thread::get_id());
                    }
        ).has_value());
    pool.stop();
    CHECK(threads.size() == 3);
}

TEST_CASE("workers: a job that throws is logged and harms no other") {
    const log::Capture capture;
    bool ran = false;
    WorkerPool pool({.name = "letters", .threads = 1});
    REQUIRE(pool.post([](Turn) { throw std::runtime_error("boom"); }).has_value());
    REQUIRE(pool.post([&](Turn) { ran = true; }).has_value());
    pool.stop();
    CHECK(ran);
    CHECK(capture.has("job_failed", R"("pool":"letters","what":"boom")"));
}

} // namespace heed::tasks
