// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/instant.hpp"
#include "platform/config/config.hpp"

#include <optional>

namespace heed::app {

/// Makes the backups that `backup.into` asks for while a server runs, each by a process of its
/// own: `heed backup --into`. Not safe to use from two threads.
class BackupKeeper {
public:
    explicit BackupKeeper(const config::Config& config);
    /// Ends a backup that is being made; what it wrote so far goes with the next one.
    ~BackupKeeper();
    BackupKeeper(const BackupKeeper&) = delete;
    BackupKeeper& operator=(const BackupKeeper&) = delete;

    /// Begins one when it is due: `every` after the newest in the folder, an hour after one that
    /// failed. Tells in the log how the one before ended.
    void tick(Instant now);

private:
    [[nodiscard]] bool is_due(Instant now) const;
    void look_after(Instant now);
    void begin();

    const config::Config& config_;
    int child_ = 0; // 0: none is being made
    std::optional<Instant> failed_at_;
};

} // namespace heed::app
