// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/power_cut/recording_vfs.hpp"

#include "kernel/check.hpp"
#include "tests/support/vfs_shim.hpp"

#include <map>
#include <set>

namespace heed::tests {

namespace {

using Kind = Operation::Kind;
using Methods = sqlite3_io_methods;

// SQLite's interface leaves no room for a `this`; there is one such disk at a time.
Recording* recording = nullptr;
sqlite3_vfs* real = nullptr;
sqlite3_vfs shim;
std::mutex mutex;
std::map<std::string, int> numbers; // of the files that have been opened
std::set<sqlite3*> connections;

int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
    const int number = shim_file(file).number;
    if (number >= 0)
        recording->add(
            {.kind = Kind::write,
             .file = number,
             .offset = static_cast<std::uint64_t>(at),
             .bytes = {static_cast<const char*>(from), static_cast<std::size_t>(size)}}
        );
    return forward(file, &Methods::xWrite, from, size, at);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    const int number = shim_file(file).number;
    if (number >= 0)
        recording->add(
            {.kind = Kind::truncate, .file = number, .offset = static_cast<std::uint64_t>(size)}
        );
    return forward(file, &Methods::xTruncate, size);
}

int sync_file(sqlite3_file* file, int flags) {
    const auto covers = recording->place();
    const int code = forward(file, &Methods::xSync, flags);
    const int number = shim_file(file).number;
    if (number >= 0 && code == SQLITE_OK)
        recording->add({.kind = Kind::sync, .file = number, .covers = covers});
    return code;
}

const Methods& shim_methods() {
    static const Methods methods = [] {
        auto made = forwarding_methods();
        made.xWrite = write_file;
        made.xTruncate = truncate_file;
        made.xSync = sync_file;
        return made;
    }();
    return methods;
}

/// Two connections to one file write to one file.
int number_of(const std::string& path) {
    const std::scoped_lock lock(mutex);
    const auto [known, fresh] = numbers.try_emplace(path, -1);
    if (!fresh) return known->second;
    known->second = recording->new_file();
    // The library syncs the folder of a new log together with the log.
    recording->add({.kind = Kind::create, .path = path, .file = known->second, .names_itself = true}
    );
    return known->second;
}

// NOLINTNEXTLINE(readability-function-size): the parameters are SQLite's
int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* given) {
    const auto path = name == nullptr ? std::string() : recording->path_of(name);
    const int code = open_behind(real, name, file, flags, given, shim_methods());
    shim_file(file).number = code != SQLITE_OK || path.empty() ? -1 : number_of(path);
    return code;
}

int note_connection(sqlite3* connection, const char**, const sqlite3_api_routines*) {
    const std::scoped_lock lock(mutex);
    connections.insert(connection);
    return SQLITE_OK;
}

auto as_extension() {
    return reinterpret_cast<void (*)()>(note_connection);
}

} // namespace

RecordingVfs::RecordingVfs(Recording& into) {
    recording = &into;
    real = sqlite3_vfs_find(nullptr);
    CHECK(real != nullptr);
    shim = shim_of(*real, "heed_recording");
    shim.xOpen = open_file;
    CHECK(sqlite3_vfs_register(&shim, 1) == SQLITE_OK);
    sqlite3_auto_extension(as_extension());
}

RecordingVfs::~RecordingVfs() {
    sqlite3_cancel_auto_extension(as_extension());
    sqlite3_vfs_unregister(&shim);
    sqlite3_vfs_register(real, 1);
    numbers.clear();
    connections.clear();
}

void RecordingVfs::weaken() {
    const std::scoped_lock lock(mutex);
    for (auto* connection : connections)
        sqlite3_exec(connection, "PRAGMA synchronous = NORMAL", nullptr, nullptr, nullptr);
}

} // namespace heed::tests
