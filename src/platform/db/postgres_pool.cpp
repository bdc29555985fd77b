// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/postgres_pool.hpp"

#include <algorithm>

namespace heed::db {

PostgresPool::Loan::~Loan() {
    if (pool_ != nullptr) pool_->give_back(lane_, std::move(connection_));
}

PostgresConnection& PostgresPool::Loan::connection() {
    if (connection_ && !connection_->is_usable()) connection_.reset();
    if (!connection_) connection_ = std::make_unique<PostgresConnection>(pool_->settings_);
    return *connection_;
}

PostgresPool::PostgresPool(PostgresSettings settings, PoolLimits limits)
    : settings_(std::move(settings)), size_(std::max<std::size_t>(limits.connections, 1)) {
    interactive_.busy_max = size_;
    interactive_.waiting_max = limits.interactive_waiting_max;
    background_.busy_max = std::max<std::size_t>(size_ / 4, 1);
    background_.waiting_max = limits.background_waiting_max;
    idle_.reserve(size_);
}

PostgresPool::LaneState& PostgresPool::state_of(Lane lane) {
    return lane == Lane::background ? background_ : interactive_;
}

bool PostgresPool::has_room(const LaneState& lane) const {
    return lane.busy < lane.busy_max && interactive_.busy + background_.busy < size_;
}

Result<PostgresPool::Loan>
PostgresPool::take(Lane lane, std::chrono::steady_clock::time_point start_before) {
    std::unique_lock lock(mutex_);
    auto& state = state_of(lane);
    if (state.waiting.empty() && has_room(state)) {
        ++state.busy;
        return Loan(*this, lane, grab());
    }
    if (state.waiting.size() >= state.waiting_max)
        return refuse(
            Refusal::unavailable,
            "queue_full",
            "",
            "Too many changes are waiting; try again in a moment."
        );
    Waiting self;
    state.waiting.push_back(&self);
    if (!self.served.wait_until(lock, start_before, [&] { return self.has_turn; })) {
        std::erase(state.waiting, &self);
        return refuse(Refusal::unavailable, "busy", "", "The desk is busy; try again in a moment.");
    }
    return Loan(*this, lane, grab());
}

Load PostgresPool::load() {
    const std::scoped_lock lock(mutex_);
    return {
        .interactive_waiting = interactive_.waiting.size(),
        .background_waiting = background_.waiting.size(),
    };
}

/// The session used last, which is the warmest; null when one has to be opened.
std::unique_ptr<PostgresConnection> PostgresPool::grab() {
    if (idle_.empty()) return nullptr;
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
}

void PostgresPool::give_back(Lane lane, std::unique_ptr<PostgresConnection> connection) noexcept {
    const std::scoped_lock lock(mutex_);
    if (connection) idle_.push_back(std::move(connection));
    --state_of(lane).busy;
    // Background first: its own limit keeps three quarters for people.
    serve(background_);
    serve(interactive_);
}

/// Gives the free session, if there is one, to whoever has waited longest in the lane.
void PostgresPool::serve(LaneState& lane) {
    if (lane.waiting.empty() || !has_room(lane)) return;
    auto& next = *lane.waiting.front();
    lane.waiting.pop_front();
    next.has_turn = true;
    ++lane.busy;
    next.served.notify_one();
}

} // namespace heed::db
