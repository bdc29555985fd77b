// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/tasks/worker_pool.hpp"

#include "kernel/check.hpp"
#include "platform/log/log.hpp"
#include "platform/tasks/thread_name.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace heed::tasks {

struct WorkerPool::Body {
    explicit Body(Settings given) : settings(std::move(given)) {}

    struct Waiting {
        Job job;
        Deadline deadline;
    };

    Settings settings;
    mutable std::mutex mutex = {};
    std::condition_variable arrived = {};
    std::deque<Waiting> queue = {};
    bool stopping = false;
    std::vector<std::jthread> threads = {};

    void work();
    void run(Waiting waiting) const;
};

void WorkerPool::Body::work() {
    name_this_thread(settings.name);
    if (settings.gives_way) let_others_go_first();
    std::unique_lock lock(mutex);
    while (true) {
        arrived.wait(lock, [&] { return stopping || !queue.empty(); });
        if (queue.empty()) return;
        auto waiting = std::move(queue.front());
        queue.pop_front();
        lock.unlock();
        run(std::move(waiting));
        lock.lock();
    }
}

void WorkerPool::Body::run(Waiting waiting) const {
    const bool late =
        waiting.deadline != Deadline::max() && std::chrono::steady_clock::now() > waiting.deadline;
    try {
        waiting.job(late ? Turn::too_late : Turn::run);
    } catch (const std::exception& fault) {
        log::error("job_failed", {{"pool", settings.name}, {"what", fault.what()}});
    }
}

WorkerPool::WorkerPool(Settings settings) : body_(std::make_unique<Body>(std::move(settings))) {
    CHECK(body_->settings.threads > 0 && body_->settings.waiting_max > 0);
    for (std::size_t thread = 0; thread < body_->settings.threads; ++thread)
        body_->threads.emplace_back([body = body_.get()] { body->work(); });
}

WorkerPool::~WorkerPool() {
    stop();
}

Result<> WorkerPool::post(Job job, Deadline deadline) {
    {
        const std::scoped_lock lock(body_->mutex);
        if (body_->stopping)
            return refuse(Refusal::unavailable, "shutting_down", {}, "Heed is shutting down.");
        if (body_->queue.size() >= body_->settings.waiting_max)
            return refuse(
                Refusal::unavailable,
                "queue_full",
                {},
                "Too much is waiting already; try again in a moment."
            );
        body_->queue.push_back({std::move(job), deadline});
    }
    body_->arrived.notify_one();
    return {};
}

void WorkerPool::stop() {
    {
        const std::scoped_lock lock(body_->mutex);
        body_->stopping = true;
    }
    body_->arrived.notify_all();
    body_->threads.clear(); // joins
}

std::size_t WorkerPool::waiting() const {
    const std::scoped_lock lock(body_->mutex);
    return body_->queue.size();
}

} // namespace heed::tasks
