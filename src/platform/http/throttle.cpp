// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/throttle.hpp"

#include "kernel/check.hpp"
#include "platform/http/problem.hpp"

#include <algorithm>
#include <cmath>

namespace heed::http {

Throttle::Throttle(Rate rate, const Clock& clock, std::size_t keys_max)
    : rate_(rate), clock_(clock), keys_max_(keys_max) {
    CHECK(rate.per_second > 0 && rate.burst >= 1 && keys_max > 0);
}

Result<void> Throttle::take(std::string_view key) {
    const std::scoped_lock lock(mutex_);
    const auto now = clock_.now();
    auto& bucket = *this->bucket(key, now);
    const double elapsed = std::max(0.0, std::chrono::duration<double>(now - bucket.at).count());
    bucket.tokens = std::min(rate_.burst, bucket.tokens + elapsed * rate_.per_second);
    bucket.at = now;
    if (bucket.tokens < 1) {
        const double wait = std::ceil((1 - bucket.tokens) / rate_.per_second);
        return std::unexpected(retry_later(
            Refusal::too_many,
            "too_many_requests",
            "Too many requests. Please try again later.",
            static_cast<int>(std::min(wait, 86'400.0))
        ));
    }
    bucket.tokens -= 1;
    return {};
}

void Throttle::forget(std::string_view key) {
    const std::scoped_lock lock(mutex_);
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return;
    const auto bucket = found->second;
    by_key_.erase(found);
    buckets_.erase(bucket);
}

std::list<Throttle::Bucket>::iterator Throttle::bucket(std::string_view key, Instant now) {
    if (const auto found = by_key_.find(key); found != by_key_.end()) {
        buckets_.splice(buckets_.begin(), buckets_, found->second);
        return buckets_.begin();
    }
    if (buckets_.size() == keys_max_) {
        by_key_.erase(buckets_.back().key);
        buckets_.pop_back();
    }
    buckets_.push_front({.key = std::string(key), .tokens = rate_.burst, .at = now});
    by_key_.emplace(buckets_.front().key, buckets_.begin());
    return buckets_.begin();
}

} // namespace heed::http
