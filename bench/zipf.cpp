// SPDX-License-Identifier: AGPL-3.0-or-later
#include "bench/zipf.hpp"

#include <algorithm>

namespace heed::bench {

std::uint64_t Random::next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    auto mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
    return mixed ^ (mixed >> 31U);
}

Zipf::Zipf(std::size_t count) : reached_(count) {
    double sum = 0;
    for (std::size_t rank = 0; rank < count; ++rank) {
        sum += 1.0 / static_cast<double>(rank + 1);
        reached_[rank] = sum;
    }
}

std::size_t Zipf::draw(Random& random) const {
    const auto wanted = random.share() * reached_.back();
    const auto found = std::ranges::lower_bound(reached_, wanted);
    const auto rank = static_cast<std::uint64_t>(found - reached_.begin());
    return Random(rank).next() % reached_.size();
}

} // namespace heed::bench
