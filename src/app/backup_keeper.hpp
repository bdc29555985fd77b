// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/fields.hpp"
#include "kernel/instant.hpp"
#include "kernel/result.hpp"
#include "platform/config/config.hpp"

#include <mutex>
#include <optional>
#include <string>

namespace heed::app {

struct FailedBackup {
    Instant at = {};
    std::string why; // the last line it wrote
};
HEED_FIELDS(FailedBackup, at, why)

/// Makes the backups that `backup.into` asks for while a server runs, each by a process of its
/// own: `heed backup --into`. Thread-safe.
class BackupKeeper {
public:
    struct State {
        std::optional<Instant> making_since = {};
        std::optional<FailedBackup> failed = {}; // when the newest attempt of this process did
    };

    explicit BackupKeeper(const config::Config& config, std::string program = "/proc/self/exe");
    /// Ends a backup that is being made; what it wrote so far goes with the next one.
    ~BackupKeeper();
    BackupKeeper(const BackupKeeper&) = delete;
    BackupKeeper& operator=(const BackupKeeper&) = delete;

    /// Begins one when it is due: `every` after the newest in the folder, an hour after one that
    /// failed. Tells in the log how the one before ended.
    void tick(Instant now);

    /// Begins one whether it is due or not. Refuses `no_backup_folder`, `backup_being_made` and
    /// `backup_not_begun`.
    Result<> begin_now(Instant now);

    State state(Instant now);

    /// Where they go and how often.
    [[nodiscard]] const config::Config::Backup& wish() const { return config_.backup; }

private:
    [[nodiscard]] bool is_due(Instant now) const;
    [[nodiscard]] Result<> free_for_another(Instant now);
    void look_after(Instant now);
    Result<> begin(Instant now);

    const config::Config& config_;
    const std::string program_;
    std::mutex mutex_;
    int child_ = 0;  // 0: none is being made
    int words_ = -1; // what the child writes, while it lives
    State state_ = {};
};

} // namespace heed::app
