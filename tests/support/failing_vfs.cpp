// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/support/failing_vfs.hpp"

#include "kernel/check.hpp"

#include <cstring>
#include <mutex>
#include <optional>
#include <sqlite3.h>

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

/// The real file lies behind this head, in memory that SQLite gives.
struct ShimFile {
    sqlite3_file head;

    [[nodiscard]] sqlite3_file* behind() { return reinterpret_cast<sqlite3_file*>(this + 1); }

    [[nodiscard]] const sqlite3_io_methods* methods() { return behind()->pMethods; }
};

ShimFile& shim_file(sqlite3_file* file) {
    return *reinterpret_cast<ShimFile*>(file);
}

template <class Method, class... Args>
int forward(sqlite3_file* file, Method method, Args... args) {
    auto& self = shim_file(file);
    return (self.methods()->*method)(self.behind(), args...);
}

using Methods = sqlite3_io_methods;

int close_file(sqlite3_file* file) {
    return forward(file, &Methods::xClose);
}

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
    static const Methods methods = {
        .iVersion = 2,
        .xClose = close_file,
        .xRead = read_file,
        .xWrite = write_file,
        .xTruncate = [](auto* file, auto size) { return forward(file, &Methods::xTruncate, size); },
        .xSync = sync_file,
        .xFileSize = [](auto* file,
                        auto* size) { return forward(file, &Methods::xFileSize, size); },
        .xLock = [](auto* file, int level) { return forward(file, &Methods::xLock, level); },
        .xUnlock = [](auto* file, int level) { return forward(file, &Methods::xUnlock, level); },
        .xCheckReservedLock = [](auto* file, int* held
                              ) { return forward(file, &Methods::xCheckReservedLock, held); },
        .xFileControl = [](auto* file, int what, void* with
                        ) { return forward(file, &Methods::xFileControl, what, with); },
        .xSectorSize = [](auto* file) { return forward(file, &Methods::xSectorSize); },
        .xDeviceCharacteristics = [](auto* file
                                  ) { return forward(file, &Methods::xDeviceCharacteristics); },
        .xShmMap = [](auto* file, int region, int size, int extend, volatile void** at
                   ) { return forward(file, &Methods::xShmMap, region, size, extend, at); },
        .xShmLock = [](auto* file, int offset, int count, int flags
                    ) { return forward(file, &Methods::xShmLock, offset, count, flags); },
        .xShmBarrier =
            [](auto* file) {
                auto& self = shim_file(file);
                self.methods()->xShmBarrier(self.behind());
            },
        .xShmUnmap = [](auto* file,
                        int remove) { return forward(file, &Methods::xShmUnmap, remove); },
        .xFetch = nullptr,
        .xUnfetch = nullptr,
    };
    return methods;
}

// NOLINTNEXTLINE(readability-function-size): the parameters are SQLite's
int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* given) {
    auto& self = shim_file(file);
    self.head.pMethods = nullptr;
    const int failure = verdict(Operation::opens);
    if (failure != SQLITE_OK) return failure;
    const int code = real->xOpen(real, name, self.behind(), flags, given);
    if (self.methods() != nullptr) self.head.pMethods = &shim_methods();
    return code;
}

} // namespace

FailingVfs::FailingVfs() {
    real = sqlite3_vfs_find(nullptr);
    CHECK(real != nullptr);
    shim = *real;
    shim.zName = "heed_failing";
    shim.szOsFile = real->szOsFile + static_cast<int>(sizeof(ShimFile));
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
