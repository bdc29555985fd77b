// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/files/folder_place.hpp"

#include "kernel/fault.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>

namespace heed::files {

namespace fs = std::filesystem;

namespace {

/// Renames when `from` is there. Another thread may have moved it first.
bool rename_if_there(Disk& disk, const fs::path& from, const fs::path& to) {
    if (!fs::exists(from)) return false;
    try {
        disk.rename(from, to);
    } catch (const StorageFault&) {
        if (fs::exists(from)) throw;
        return false;
    }
    return true;
}

std::optional<Instant> changed_at(const fs::path& file) {
    struct stat status = {};
    if (::stat(file.c_str(), &status) != 0) return std::nullopt;
    return Instant{std::chrono::seconds(status.st_mtim.tv_sec)} +
           std::chrono::milliseconds(status.st_mtim.tv_nsec / 1'000'000);
}

void set_changed_at(const fs::path& file, Instant at) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at);
    const timespec time{
        .tv_sec = seconds.time_since_epoch().count(),
        .tv_nsec = std::chrono::nanoseconds(at - seconds).count(),
    };
    const std::array times{time, time};
    if (::utimensat(AT_FDCWD, file.c_str(), times.data(), 0) != 0 && errno != ENOENT)
        throw_storage_fault("dating", file);
}

} // namespace

bool is_digest(std::string_view text) {
    return text.size() == 64 && std::ranges::all_of(text, [](char letter) {
               return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
           });
}

std::unexpected<Error> no_such_file() {
    return refuse(Refusal::not_found, "not_found", {}, "This attachment is not in the files.");
}

std::vector<std::string> names_changed_before(const fs::path& folder, Instant before) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const auto changed = changed_at(entry.path());
        if (changed && *changed < before) names.push_back(entry.path().filename().string());
    }
    return names;
}

FolderPlace::FolderPlace(fs::path folder, Disk& disk)
    : folder_(std::move(folder)), disk_(disk), aside_(folder_ / "aside") {
    for (const auto& made : {folder_, aside_}) disk_.make_folder(made);
    disk_.sync_folder(folder_);
}

fs::path FolderPlace::place_of(std::string_view sha256) const {
    CHECK(is_digest(sha256));
    return folder_ / sha256.substr(0, 2) / sha256.substr(2, 2) / sha256;
}

fs::path FolderPlace::aside_of(std::string_view sha256) const {
    CHECK(is_digest(sha256));
    return aside_ / sha256;
}

/// A new folder's name must be on the disk before a file in it counts as stored.
void FolderPlace::make_folders_of(std::string_view sha256) {
    const auto inner = place_of(sha256).parent_path();
    const auto outer = inner.parent_path();
    for (const auto& folder : {outer, inner}) {
        if (fs::exists(folder)) continue;
        disk_.make_folder(folder);
        HEED_FAULT("blob_folder_made");
        disk_.sync_folder(folder.parent_path());
    }
}

/// Gives a synced file its name. True when the same bytes were there already; then the folder is
/// synced all the same, for the one who stored them may not have come so far.
bool FolderPlace::keep(const fs::path& temporary, std::string_view sha256) {
    const auto place = place_of(sha256);
    make_folders_of(sha256);
    HEED_FAULT("blob_folders_made");
    const bool was_there = fs::exists(place) || rename_if_there(disk_, aside_of(sha256), place);
    if (was_there)
        fs::remove(temporary);
    else
        disk_.rename(temporary, place);
    HEED_FAULT("blob_renamed");
    disk_.sync_folder(place.parent_path());
    HEED_FAULT("blob_kept");
    return was_there;
}

Result<int> FolderPlace::open(std::string_view sha256) {
    // Twice: the collector may move the file between the look and the open.
    for (int attempt = 0; attempt < 2; ++attempt) {
        const int descriptor = ::open(place_of(sha256).c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor >= 0) return descriptor;
        if (errno != ENOENT) throw_storage_fault("opening", place_of(sha256));
        bring_back(sha256);
    }
    return no_such_file();
}

bool FolderPlace::ensure_there(std::string_view sha256) {
    return fs::exists(place_of(sha256)) || bring_back(sha256);
}

bool FolderPlace::set_aside(std::string_view sha256, Instant at) {
    // Dated before it moves, so that a crash between the two never makes it look old.
    set_changed_at(place_of(sha256), at);
    if (!rename_if_there(disk_, place_of(sha256), aside_of(sha256))) return false;
    disk_.sync_folder(aside_);
    return true;
}

bool FolderPlace::bring_back(std::string_view sha256) {
    if (!fs::exists(aside_of(sha256))) return false;
    make_folders_of(sha256);
    if (!rename_if_there(disk_, aside_of(sha256), place_of(sha256))) return false;
    disk_.sync_folder(place_of(sha256).parent_path());
    return true;
}

bool FolderPlace::remove(std::string_view sha256) {
    return fs::remove(aside_of(sha256));
}

std::vector<std::string> FolderPlace::aside_before(Instant before) const {
    return names_changed_before(aside_, before);
}

void FolderPlace::for_each(const VisitFile& visit) const {
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
        const auto name = entry.path().filename().string();
        if (entry.is_regular_file() && is_digest(name) && entry.path() == place_of(name))
            visit(name, entry.file_size());
    }
}

} // namespace heed::files
