// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "bench/scripts.hpp"

namespace heed::bench {

struct StreamOptions {
    int port = 0;
    int streams = 1'000;
    double facts_per_second = 200;
    double seconds = 10;
    std::uint64_t seed = 1;
};

/// Opens the streams, writes notes at that pace, and counts how late each stream hears of each of
/// them. A note that a stream never hears of is an error. JSON as of Figures.
std::string run_streams(const World& world, const StreamOptions& options);

} // namespace heed::bench
