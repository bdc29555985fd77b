// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/check.hpp"

#include <filesystem>
#include <span>
#include <string_view>

namespace heed::files {

/// A sync failed: the system may have thrown the bytes away and will say so only once. Never
/// tried again; whoever catches it stops acknowledging and ends the process.
class FsyncFault : public StorageFault {
public:
    using StorageFault::StorageFault;
};

/// The few calls that decide whether a file is safe. Virtual so that tests see their order and
/// let them fail. Descriptors are those of the system.
class Disk {
public:
    virtual ~Disk() = default;

    /// Creates a file that did not exist, readable by its owner only.
    virtual int create(const std::filesystem::path& file);
    virtual void write(int descriptor, std::string_view bytes);
    virtual void sync(int descriptor);
    virtual void rename(const std::filesystem::path& from, const std::filesystem::path& to);
    virtual void sync_folder(const std::filesystem::path& folder);
    virtual void make_folder(const std::filesystem::path& folder);
    [[nodiscard]] virtual std::uint64_t free_bytes(const std::filesystem::path& folder) const;
};

/// Throws what `errno` says as a `StorageFault`.
[[noreturn]] void throw_storage_fault(std::string_view doing, const std::filesystem::path& file);

} // namespace heed::files
