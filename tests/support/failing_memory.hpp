// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

namespace heed::tests {

/// Memory for SQLite that runs out once when told to. A program that uses it takes all of SQLite's
/// memory through here, from before its first database on.
class FailingMemory {
public:
    /// The allocation behind so many others will fail, counted from `begin`.
    static void plan(int after);

    /// From now on it counts; nothing happens when nothing is planned.
    static void begin();

    static void heal();

    /// Failures since the last `plan`.
    [[nodiscard]] static int failures();
};

} // namespace heed::tests
