// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"
#include "platform/db/folder_lock.hpp"
#include "platform/files/disk.hpp"

#include <filesystem>
#include <optional>

namespace heed::app {

/// A folder to work in, gone with the scope. What a process that was killed left in it is taken
/// away first; throws Fault while another one is at work there.
class BackupSpace {
public:
    explicit BackupSpace(std::filesystem::path folder);
    ~BackupSpace();
    BackupSpace(const BackupSpace&) = delete;
    BackupSpace& operator=(const BackupSpace&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return folder_; }

private:
    std::filesystem::path folder_;
    std::optional<db::FolderLock> lock_;
};

/// Where a restore works, inside the folder of the desk to be.
inline constexpr const char* unfinished_restore = "restoring.partial";

/// Refuses `not_empty` unless `data` is absent, or holds only a key file, a configuration and what
/// a restore that was stopped left.
Result<> require_room_for_desk(const std::filesystem::path& data);

/// Writes the entries of a verified backup to `folder`, synced.
void unpack(
    const std::filesystem::path& file, const std::filesystem::path& folder, files::Disk& disk
);

/// Moves the files of an unpacked desk to their place, all but its database. A key file that is
/// there stays.
void move_in_files(
    const std::filesystem::path& from, const std::filesystem::path& data, files::Disk& disk
);

} // namespace heed::app
