// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/power_cut/recording_disk.hpp"

namespace heed::tests {

using Kind = Operation::Kind;
namespace fs = std::filesystem;

int RecordingDisk::create(const fs::path& file) {
    const int descriptor = Disk::create(file);
    const int number = recording_.new_file();
    const std::scoped_lock lock(mutex_);
    open_[descriptor] = {.file = number};
    recording_.add({.kind = Kind::create, .path = recording_.path_of(file), .file = number});
    return descriptor;
}

void RecordingDisk::write(int descriptor, std::string_view bytes) {
    {
        const std::scoped_lock lock(mutex_);
        auto& open = open_.at(descriptor);
        recording_.add(
            {.kind = Kind::write,
             .file = open.file,
             .offset = open.size,
             .bytes = std::string(bytes)}
        );
        open.size += bytes.size();
    }
    Disk::write(descriptor, bytes);
}

void RecordingDisk::sync(int descriptor) {
    const auto covers = recording_.place();
    Disk::sync(descriptor);
    const std::scoped_lock lock(mutex_);
    recording_.add({.kind = Kind::sync, .file = open_.at(descriptor).file, .covers = covers});
}

void RecordingDisk::rename(const fs::path& from, const fs::path& to) {
    recording_.add(
        {.kind = Kind::rename, .path = recording_.path_of(to), .from = recording_.path_of(from)}
    );
    Disk::rename(from, to);
}

void RecordingDisk::sync_folder(const fs::path& folder) {
    const auto covers = recording_.place();
    Disk::sync_folder(folder);
    if (!syncs_folders) return;
    recording_.add({.kind = Kind::sync_folder, .path = recording_.path_of(folder), .covers = covers}
    );
}

void RecordingDisk::make_folder(const fs::path& folder) {
    if (!fs::exists(folder))
        recording_.add({.kind = Kind::make_folder, .path = recording_.path_of(folder)});
    Disk::make_folder(folder);
}

} // namespace heed::tests
