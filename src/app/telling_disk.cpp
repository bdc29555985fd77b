// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/telling_disk.hpp"

#include <utility>

namespace heed::app {

void TellingDisk::on_lost_sync(LostSyncHook hook) {
    lost_sync_ = std::move(hook);
}

void TellingDisk::tell(const files::FsyncFault& fault) const {
    if (lost_sync_) lost_sync_(fault.what());
}

void TellingDisk::sync(int descriptor) {
    try {
        Disk::sync(descriptor);
    } catch (const files::FsyncFault& fault) {
        tell(fault);
        throw;
    }
}

void TellingDisk::sync_folder(const std::filesystem::path& folder) {
    try {
        Disk::sync_folder(folder);
    } catch (const files::FsyncFault& fault) {
        tell(fault);
        throw;
    }
}

} // namespace heed::app
