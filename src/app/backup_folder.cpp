// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/backup_folder.hpp"

#include <algorithm>
#include <sys/stat.h>

namespace heed::app {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view begin = "desk-";
constexpr std::string_view end = "Z.heed";
constexpr std::size_t name_length = std::string_view("desk-2026-11-23T031500Z.heed").size();

std::string name_at(Instant now) {
    auto text = to_rfc3339(now).substr(0, std::string_view("2026-11-23T03:15:00").size());
    std::erase(text, ':');
    return std::string(begin) + text + std::string(end);
}

KeptBackup kept(const fs::path& file) {
    struct stat status = {};
    const bool found = ::stat(file.c_str(), &status) == 0;
    const std::chrono::seconds since{found ? status.st_mtim.tv_sec : 0};
    return {
        .file = file,
        .written_at = Instant{since},
        .bytes = found ? static_cast<std::int64_t>(status.st_size) : 0,
    };
}

void keep_newest(const fs::path& folder, std::int64_t count, files::Disk& disk) {
    const auto all = backups_in(folder);
    for (auto at = static_cast<std::size_t>(count); at < all.size(); ++at) fs::remove(all[at].file);
    disk.sync_folder(folder);
}

} // namespace

std::vector<KeptBackup> backups_in(const fs::path& folder) {
    std::vector<KeptBackup> found;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        const auto name = entry.path().filename().string();
        if (name.size() == name_length && name.starts_with(begin) && name.ends_with(end))
            found.push_back(kept(entry.path()));
    }
    std::ranges::sort(found, std::greater(), &KeptBackup::file);
    return found;
}

Result<BackupReport>
back_up_into(const config::Config& config, const FolderWish& wish, Instant now, files::Disk& disk) {
    fs::create_directories(wish.folder);
    auto report =
        TRY(back_up(config, {.to = wish.folder / name_at(now), .with_key = wish.with_key}, disk));
    keep_newest(wish.folder, wish.keep, disk);
    return report;
}

} // namespace heed::app
