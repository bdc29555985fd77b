// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <sqlite3.h>

namespace heed::tests {

/// A file of SQLite that stands in front of the real one, which lies behind it in memory that
/// SQLite gives.
struct ShimFile {
    sqlite3_file head;
    int number; // for whoever made the shim

    [[nodiscard]] sqlite3_file* behind() { return reinterpret_cast<sqlite3_file*>(this + 1); }

    [[nodiscard]] const sqlite3_io_methods* methods() { return behind()->pMethods; }
};

inline ShimFile& shim_file(sqlite3_file* file) {
    return *reinterpret_cast<ShimFile*>(file);
}

template <class Method, class... Args>
int forward(sqlite3_file* file, Method method, Args... args) {
    auto& self = shim_file(file);
    return (self.methods()->*method)(self.behind(), args...);
}

/// Each call goes to the file behind; a shim puts its own in their place.
sqlite3_io_methods forwarding_methods();

/// Opens the file behind. `methods` are set where there is something to close, as SQLite asks.
int open_behind(
    sqlite3_vfs* real,
    const char* name,
    sqlite3_file* file,
    int flags,
    int* given,
    const sqlite3_io_methods& methods
);

/// The machine's own disk under another name, with room for the shim before each file.
sqlite3_vfs shim_of(const sqlite3_vfs& real, const char* name);

} // namespace heed::tests
