// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/write_queue.hpp"

#include <algorithm>

namespace heed::db {

Result<QueuedWrite::Outcome> WriteQueue::put_and_wait(QueuedWrite& job) {
    auto answer = job.answer.get_future();
    std::unique_lock lock(mutex_);
    const bool background = job.options.lane == Lane::background;
    auto& lane = background ? background_ : interactive_;
    const auto room = background ? options_.background_queue_max : options_.interactive_queue_max;
    if (stopped_)
        return refuse(
            Refusal::unavailable,
            "shutting_down",
            "",
            "The desk is shutting down; try again shortly."
        );
    if (lane.size() >= room)
        return refuse(
            Refusal::unavailable,
            "queue_full",
            "",
            "Too many changes are waiting; try again in a moment."
        );
    lane.push_back(&job);
    arrived_.notify_one();
    lock.unlock();
    return answer.get();
}

void WriteQueue::move_front(Lanes& lane, std::size_t count, std::vector<QueuedWrite*>& batch) {
    const auto taken = static_cast<std::ptrdiff_t>(std::min(count, lane.size()));
    batch.insert(batch.end(), lane.begin(), lane.begin() + taken);
    lane.erase(lane.begin(), lane.begin() + taken);
}

std::vector<QueuedWrite*> WriteQueue::take() {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [&] { return stopped_ || !interactive_.empty() || !background_.empty(); });
    std::vector<QueuedWrite*> batch;
    const auto share = interactive_.empty() ? options_.batch_max : options_.batch_max / 4;
    const auto from_background = std::min(share, background_.size());
    move_front(interactive_, options_.batch_max - from_background, batch);
    move_front(background_, from_background, batch);
    return batch;
}

void WriteQueue::settle(const std::vector<QueuedWrite*>& batch) {
    for (auto* job : batch) {
        // Out of the job first: it is gone with its stack as soon as its thread has the answer.
        auto answer = std::move(job->answer);
        answer.set_value(job->decided);
    }
}

Load WriteQueue::load() {
    const std::scoped_lock lock(mutex_);
    return {.interactive_waiting = interactive_.size(), .background_waiting = background_.size()};
}

void WriteQueue::stop() {
    const std::scoped_lock lock(mutex_);
    stopped_ = true;
    arrived_.notify_all();
}

} // namespace heed::db
