// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/folder_lock.hpp"

#include "kernel/check.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

namespace heed::db {

FolderLock::FolderLock(const std::filesystem::path& folder) {
    const auto path = folder / "heed.lock";
    descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor_ < 0) {
        const auto reason = std::generic_category().message(errno);
        throw Fault(fmt::format("cannot open {}: {}", path.string(), reason));
    }
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
    ::close(descriptor_);
    throw Fault(fmt::format(
        "another Heed uses {}: stop it, or give this one another --data folder", folder.string()
    ));
}

FolderLock::~FolderLock() {
    ::close(descriptor_);
}

} // namespace heed::db
