// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/fields.hpp"
#include "kernel/instant.hpp"
#include "kernel/result.hpp"
#include "platform/config/config.hpp"
#include "platform/files/disk.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace heed::app {

/// The first entry of a backup.
struct BackupManifest {
    std::string format = "heed-backup";
    int format_version = 1;
    std::string heed; // the version that wrote it
    std::string engine = "sqlite";
    int schema = 0; // the newest migration that ran
    Instant made_at = {};
    std::int64_t journal_head = 0;         // position of the newest fact
    std::optional<std::string> audit_head; // as `heed check --audit --head` takes it
    std::int64_t database_bytes = 0;
    std::int64_t files = 0; // beside the database
    bool with_key = false;
};
HEED_FIELDS(
    BackupManifest,
    format,
    format_version,
    heed,
    engine,
    schema,
    made_at,
    journal_head,
    audit_head,
    database_bytes,
    files,
    with_key
)

struct BackupReport {
    std::string file;
    std::int64_t bytes = 0;
    BackupManifest manifest;
    std::vector<std::string> problems; // of the desk in it; empty when it is sound
    int forgotten_again = 0;           // erasures, deletions and redactions that a restore repeated
    std::vector<std::string> to_do = {}; // what a restore could not repeat, in sentences
};
HEED_FIELDS(BackupReport, file, bytes, manifest, problems, forgotten_again, to_do)

struct BackupWish {
    std::filesystem::path to;
    bool with_key = false;
};

/// Writes a backup of the desk while a server may go on serving it, then unpacks it beside and
/// checks it like `heed check --all`. The file has its name only when all of that is done.
/// Refuses `exists`, `not_a_desk`, `file_missing` and `other_schema`.
Result<BackupReport>
back_up(const config::Config& config, const BackupWish& wish, files::Disk& disk);

/// Reads a backup through, unpacks it beside and checks it, and leaves nothing behind.
/// Refuses as `archive::verify`, `newer_backup` and `other_backup`.
Result<BackupReport> check_backup(const std::filesystem::path& file, files::Disk& disk);

/// Makes the desk of a backup in the data folder of `config`, which holds nothing but a key file
/// and a configuration at most, and in its database, which holds no desk. It starts quiet. Until
/// the database is there, last of all, there is no desk, and what a restore that was stopped left
/// is taken away by the next one. What the desk forgot after the backup it forgets again, by the
/// ledger in the folder `erasures`. Refuses as `check_backup` and `forget_again`, and `not_empty`.
Result<BackupReport> restore(
    const std::filesystem::path& file,
    const config::Config& config,
    files::Disk& disk,
    const std::filesystem::path& erasures
);

} // namespace heed::app
