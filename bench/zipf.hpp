// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace heed::bench {

/// The same numbers for one seed (SplitMix64, Steele, Lea and Flood 2014).
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next();

    std::uint64_t below(std::uint64_t count) { return next() % count; }

    double share() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }

private:
    std::uint64_t state_;
};

/// Places 0 … count - 1, the n-th most wanted of them with a weight of 1/n. Which places are wanted
/// most is scattered over all, as busy tickets are over a table.
class Zipf {
public:
    explicit Zipf(std::size_t count);

    std::size_t draw(Random& random) const;

private:
    std::vector<double> reached_; // share of all draws that go to this rank or a better one
};

} // namespace heed::bench
