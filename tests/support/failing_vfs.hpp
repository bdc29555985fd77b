// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

namespace heed::tests {

/// A disk for SQLite that fails when told to. Every database opened while it lives is on it.
class FailingVfs {
public:
    enum class Operation { opens, reads, writes, syncs };

    struct Fault {
        Operation operation;
        int code;             // an SQLite result code
        int after = 0;        // so many operations of this kind still succeed
        bool lasting = false; // until `heal`, as a full disk does; else once
    };

    FailingVfs();
    ~FailingVfs();
    FailingVfs(const FailingVfs&) = delete;
    FailingVfs& operator=(const FailingVfs&) = delete;

    static void fail(Fault fault);
    static void heal();

    /// Failures since the last `fail`.
    [[nodiscard]] static int failures();
};

} // namespace heed::tests
