// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/known_cache.hpp"

namespace heed::access {

std::optional<Known> KnownCache::find(const std::string& digest, Instant now, const Look& look) {
    auto& shard = shard_of(digest);
    const auto generation = generation_.load();
    Instant used_at = {};
    {
        const std::scoped_lock lock(shard.mutex);
        const auto found = shard.entries.find(digest);
        if (found != shard.entries.end()) {
            auto& entry = found->second;
            used_at = entry.used_at;
            if (entry.generation == generation && now < entry.checked_at + fresh_for &&
                now < entry.known.good_until) {
                entry.used_at = now;
                return entry.known;
            }
        }
    }
    auto known = look(used_at);
    const std::scoped_lock lock(shard.mutex);
    if (!known) {
        shard.entries.erase(digest);
        return std::nullopt;
    }
    if (shard.entries.size() >= entries_max) shard.entries.clear();
    auto& entry = shard.entries[digest];
    entry.known = *known;
    entry.checked_at = now;
    entry.used_at = now;
    // As of before the look: a change meanwhile makes the next request look again.
    entry.generation = generation;
    return known;
}

std::vector<KnownCache::Used> KnownCache::take_used(Instant now) {
    constexpr std::chrono::minutes coarse{1};
    std::vector<Used> result;
    for (auto& shard : shards_) {
        const std::scoped_lock lock(shard.mutex);
        for (auto& [digest, entry] : shard.entries) {
            if (entry.used_at <= entry.given_out_at || now < entry.given_out_at + coarse) continue;
            entry.given_out_at = now;
            result.push_back(
                {.session = entry.known.session,
                 .token = entry.known.token,
                 .person = entry.known.actor.person,
                 .at = entry.used_at}
            );
        }
    }
    return result;
}

KnownCache::Shard& KnownCache::shard_of(const std::string& digest) {
    return shards_[std::hash<std::string>{}(digest) % shards_.size()];
}

} // namespace heed::access
