// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/backup_space.hpp"
#include "app/house.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace heed::app {

/// A file of lines of JSON that says what a desk has forgotten for good, so that it is forgotten
/// again when a backup made before comes back: ids, instants and reasons, no other word. In the
/// folder of the backups it outlives the desk's own disk. It is called `erasures-` and the mark of
/// its desk.
class ErasureLedger {
public:
    ErasureLedger(House& house, std::filesystem::path folder);

    /// Writes what the desk forgot since the last time. A file of another state of this desk, of
    /// which a restore did not make use, is set aside under the time. Without the folder, e.g.
    /// before the first backup, it waits. Throws StorageFault where that cannot be written.
    void tick(Instant now);

private:
    House& house_;
    const std::filesystem::path folder_;
    files::Disk disk_;
    std::size_t written_ = 0; // lines; the file is read before the first is
    bool looked_ = false;
};

struct ForgottenAgain {
    int done = 0;
    std::vector<std::string> open = {}; // sentences: what somebody has to look after
};

/// Forgets in the unpacked desk in space/desk what its ledger in `folder` names and the desk itself
/// does not know. An absent ledger is said as a sentence. Refuses `bad_ledger`.
Result<ForgottenAgain> forget_again(const BackupSpace& space, const std::filesystem::path& folder);

} // namespace heed::app
