// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "tests/power_cut/recording.hpp"

namespace heed::tests {

/// SQLite's disk while it lives: every database opened meanwhile is written to the real one, and
/// what was written, cut and synced is recorded. The shared memory beside a log is not: a machine
/// that starts again has none.
class RecordingVfs {
public:
    explicit RecordingVfs(Recording& recording);
    ~RecordingVfs();
    RecordingVfs(const RecordingVfs&) = delete;
    RecordingVfs& operator=(const RecordingVfs&) = delete;

    /// Behind Heed's back, on every connection that is open: `synchronous = NORMAL`. While nobody
    /// uses them.
    static void weaken();
};

} // namespace heed::tests
