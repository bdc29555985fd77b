// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/support/vfs_shim.hpp"

namespace heed::tests {

using Methods = sqlite3_io_methods;

sqlite3_io_methods forwarding_methods() {
    return {
        .iVersion = 2,
        .xClose = [](auto* file) { return forward(file, &Methods::xClose); },
        .xRead = [](auto* file, void* into, int size, auto at
                 ) { return forward(file, &Methods::xRead, into, size, at); },
        .xWrite = [](auto* file, const void* from, int size, auto at
                  ) { return forward(file, &Methods::xWrite, from, size, at); },
        .xTruncate = [](auto* file, auto size) { return forward(file, &Methods::xTruncate, size); },
        .xSync = [](auto* file, int flags) { return forward(file, &Methods::xSync, flags); },
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
}

// NOLINTNEXTLINE(readability-function-size): the parameters are SQLite's
int open_behind(
    sqlite3_vfs* real,
    const char* name,
    sqlite3_file* file,
    int flags,
    int* given,
    const sqlite3_io_methods& methods
) {
    auto& self = shim_file(file);
    const int code = real->xOpen(real, name, self.behind(), flags, given);
    self.head.pMethods = self.methods() != nullptr ? &methods : nullptr;
    return code;
}

sqlite3_vfs shim_of(const sqlite3_vfs& real, const char* name) {
    auto shim = real;
    shim.zName = name;
    shim.szOsFile = real.szOsFile + static_cast<int>(sizeof(ShimFile));
    return shim;
}

} // namespace heed::tests
