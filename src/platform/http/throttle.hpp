// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/clock.hpp"
#include "kernel/result.hpp"

#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace heed::http {

/// Token buckets by key (a person, a token, an address with a class of endpoints). Keeps at most
/// `keys_max` and forgets the longest unused, so that many keys cannot eat memory. Thread-safe.
class Throttle {
public:
    struct Rate {
        double per_second;
        double burst;
    };

    Throttle(Rate rate, const Clock& clock, std::size_t keys_max = 100'000);

    /// Spends one token of `key`, or refuses with 429 `too_many_requests` and `retry_after`.
    [[nodiscard]] Result<void> take(std::string_view key);

    /// The bucket of `key` is full again, e.g. after a successful sign-in.
    void forget(std::string_view key);

private:
    struct Bucket {
        std::string key;
        double tokens;
        Instant at;
    };

    std::list<Bucket>::iterator bucket(std::string_view key, Instant now);

    Rate rate_;
    const Clock& clock_;
    std::size_t keys_max_;
    std::mutex mutex_;
    std::list<Bucket> buckets_; // latest used first
    std::unordered_map<std::string_view, std::list<Bucket>::iterator> by_key_;
};

} // namespace heed::http
