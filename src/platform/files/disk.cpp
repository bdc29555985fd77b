// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/files/disk.hpp"

#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace heed::files {

namespace {

std::string sentence(std::string_view doing, const std::filesystem::path& file) {
    const auto why = std::generic_category().message(errno);
    return fmt::format("{} {}: {}", doing, file.string(), why);
}

} // namespace

void throw_storage_fault(std::string_view doing, const std::filesystem::path& file) {
    throw StorageFault(sentence(doing, file));
}

int Disk::create(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) throw_storage_fault("creating", file);
    return descriptor;
}

void Disk::write(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) throw_storage_fault("writing", "a file");
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void Disk::sync(int descriptor) {
    if (::fsync(descriptor) != 0) throw FsyncFault(sentence("syncing", "a file"));
}

void Disk::rename(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) throw_storage_fault("renaming to", to);
}

void Disk::sync_folder(const std::filesystem::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) throw_storage_fault("opening", folder);
    const bool synced = ::fsync(descriptor) == 0;
    const auto why = errno;
    ::close(descriptor);
    errno = why;
    if (!synced) throw FsyncFault(sentence("syncing", folder));
}

void Disk::make_folder(const std::filesystem::path& folder) {
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        throw_storage_fault("making folder", folder);
}

std::uint64_t Disk::free_bytes(const std::filesystem::path& folder) const {
    std::error_code failed;
    const auto space = std::filesystem::space(folder, failed);
    if (failed) throw StorageFault(fmt::format("{}: {}", folder.string(), failed.message()));
    return space.available;
}

} // namespace heed::files
