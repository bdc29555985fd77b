// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>

namespace heed::db {

/// The right of one process to use a data folder, held until the end of the scope. The kernel
/// gives it back when the process dies, so nothing is left to clean up.
class FolderLock {
public:
    /// Throws Fault when another process has the folder.
    explicit FolderLock(const std::filesystem::path& folder);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

private:
    int descriptor_;
};

} // namespace heed::db
