// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/files/disk.hpp"

#include <functional>
#include <string>

namespace heed::app {

/// The disk under the files of letters, that tells of a failed sync before the fault is thrown:
/// what was to be safe may be lost, and a second try would be told a lie. A server ends there.
class TellingDisk : public files::Disk {
public:
    using LostSyncHook = std::function<void(const std::string& reason)>;

    /// Set before others work with the disk.
    void on_lost_sync(LostSyncHook hook);

    void sync(int descriptor) override;
    void sync_folder(const std::filesystem::path& folder) override;

private:
    void tell(const files::FsyncFault& fault) const;

    LostSyncHook lost_sync_;
};

} // namespace heed::app
