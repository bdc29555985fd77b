// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/support/failing_vfs.hpp"

#include "kernel/check.hpp"
#include "tests/support/vfs_shim.hpp"

#include <mutex>
#include <optional>

namespace heed::tests {

namespace {

using Operation = FailingVfs::Operation;

// SQLite's interface leaves no room for a `this`; there is one such disk at a time.
std::mutex mutex;
std::optional<FailingVfs::Fault> planned;
int passed = 0;
int failed = 0;
sqlite3_vfs* real = nullptr;
sqlite3_vfs shim;

/// The code to fail with now, or SQLITE_OK.
int verdict(Operation operation) {
    const std::scoped_lock lock(mutex);
    if (!planned || planned->operation != operation) return SQLITE_OK;
    if (passed++ < planned->after) return SQLITE_OK;
    ++failed;
    const int code = planned->code;
    if (!planned->lasting) planned.reset();
    return code;
}

using Methods = sqlite3_io_methods;

int read_file(sqlite3_file* file, void* into, int size, sqlite3_int64 at) {
    const int code = verdict(Operation::reads);
    return code != SQLITE_OK ? code : forward(file, &Methods::xRead, into, size, at);
}

int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
    const int code = verdict(Operation::writes);
    return code != SQLITE_OK ? code : forward(file, &Methods::xWrite, from, size, at);
}

int sync_file(sqlite3_file* file, int flags) {
    const int code = verdict(Operation::syncs);
    return code != SQLITE_OK ? code : forward(file, &Methods::xSync, flags);
}

const Methods& shim_methods() {
    static const Methods methods = [] {
        auto made = forwarding_methods();
        made.xRead = read_file;
        made.xWrite = write_file;
        made.xSync = sync_file;
        return made;
    }();
    return methods;
}

// NOLINTNEXTLINE(readability-function-size): the parameters are SQLite's
int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* given) {
    file->pMethods = nullptr;
    const int failure = verdict(Operation::opens);
    if (failure != SQLITE_OK) return failure;
    return open_behind(real, name, file, flags, given, shim_methods());
}

} // namespace

FailingVfs::FailingVfs() {
    real = sqlite3_vfs_find(nullptr);
    CHECK(real != nullptr);
    shim = shim_of(*real, "heed_failing");
    shim.xOpen = open_file;
    CHECK(sqlite3_vfs_register(&shim, 1) == SQLITE_OK);
}

FailingVfs::~FailingVfs() {
    heal();
    sqlite3_vfs_unregister(&shim);
    sqlite3_vfs_register(real, 1);
}

void FailingVfs::fail(Fault fault) {
    const std::scoped_lock lock(mutex);
    planned = fault;
    passed = 0;
    failed = 0;
}

void FailingVfs::heal() {
    const std::scoped_lock lock(mutex);
    planned.reset();
}

int FailingVfs::failures() {
    const std::scoped_lock lock(mutex);
    return failed;
}

} // namespace heed::tests
