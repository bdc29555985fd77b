// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/backup.hpp"
#include "kernel/instant.hpp"

#include <filesystem>
#include <vector>

namespace heed::app {

/// A file of a folder in which backups follow one another.
struct KeptBackup {
    std::filesystem::path file;
    Instant written_at;
    std::int64_t bytes = 0;
};

/// The newest first. Files with other names are somebody else's.
std::vector<KeptBackup> backups_in(const std::filesystem::path& folder);

struct FolderWish {
    std::filesystem::path folder; // made when it is not there
    std::int64_t keep = 14;       // of its backups, this one included
    bool with_key = false;
};

/// Writes `desk-2026-11-23T031500Z.heed` into the folder, then takes the oldest away. Refuses as
/// `back_up`; nothing is taken away then.
Result<BackupReport>
back_up_into(const config::Config& config, const FolderWish& wish, Instant now, files::Disk& disk);

} // namespace heed::app
