// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/worker_pool.hpp"

#include <utility>

namespace heed::http {

using std::chrono::steady_clock;

WorkerPool::WorkerPool(Settings settings) : settings_(settings) {
    threads_.reserve(settings.threads);
    for (std::size_t index = 0; index < settings.threads; ++index)
        threads_.emplace_back([this] { work(); });
}

WorkerPool::~WorkerPool() {
    stop();
}

void WorkerPool::stop() {
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    for (auto& thread : threads_) thread.join();
    threads_.clear();
}

bool WorkerPool::submit(Job job) {
    std::unique_lock lock(mutex_);
    if (queue_.size() >= settings_.queue_max) return false;
    const auto late_at = steady_clock::now() + settings_.wait_max;
    push({.job = std::move(job), .late_at = late_at}, std::move(lock));
    return true;
}

void WorkerPool::go_on(Job job) {
    push({.job = std::move(job), .late_at = TimePoint::max()}, std::unique_lock(mutex_));
}

void WorkerPool::push(Waiting waiting, std::unique_lock<std::mutex> lock) {
    queue_.push_back(std::move(waiting));
    const bool someone_sleeps = idle_ > 0;
    lock.unlock();
    if (someone_sleeps) wake_.notify_one();
}

std::size_t WorkerPool::queued() const {
    const std::scoped_lock lock(mutex_);
    return queue_.size();
}

void WorkerPool::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        ++idle_;
        wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
        --idle_;
        if (queue_.empty()) return;
        auto waiting = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        const bool late = steady_clock::now() > waiting.late_at;
        waiting.job(late ? Turn::late : Turn::in_time);
        waiting.job = nullptr; // what it holds is let go outside the lock
        lock.lock();
    }
}

} // namespace heed::http
