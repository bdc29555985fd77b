// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

namespace heed::bench {

struct RawOptions {
    std::string file;
    std::string operation; // open, list, create or reply
    int threads = 1;       // of reads
    int per_commit = 1;    // of writes
    double seconds = 10;
    std::uint64_t seed = 1;
};

/// Reads the rows that the API reads, on as many threads; JSON as of Figures with `rows`, the
/// average number of rows read by one operation.
std::string run_raw_reads(const RawOptions& options);

/// Writes the rows that the API wrote once more, and the changes that go with them, durably.
std::string run_raw_writes(const RawOptions& options);

} // namespace heed::bench
