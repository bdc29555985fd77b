// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/rights.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace heed::access {

/// Remembers whom a credential stands for, for four seconds at most, so that a request costs no
/// query. Thread-safe.
class KnownCache {
public:
    /// Asks the database. The instant is when the credential was last used here, or zero.
    using Look = std::function<std::optional<Known>(Instant used_at)>;

    /// From memory while it is fresh, else by `look`. Marks it as used.
    std::optional<Known> find(const std::string& digest, Instant now, const Look& look);

    void forget_all() { ++generation_; }

    /// Sessions and tokens used since the last call that were not given out within a minute.
    struct Used {
        SessionId session;
        TokenId token;
        PersonId person;
        Instant at;
    };

    std::vector<Used> take_used(Instant now);

    static constexpr std::chrono::seconds fresh_for{4};

private:
    struct Entry {
        Known known;
        Instant checked_at;
        Instant used_at;
        Instant given_out_at = {};
        std::uint64_t generation = 0;
    };

    struct Shard {
        std::mutex mutex;
        std::unordered_map<std::string, Entry> entries;
    };

    Shard& shard_of(const std::string& digest);

    static constexpr std::size_t entries_max = 4'096; // of one shard
    std::array<Shard, 16> shards_;
    std::atomic<std::uint64_t> generation_ = 0;
};

} // namespace heed::access
