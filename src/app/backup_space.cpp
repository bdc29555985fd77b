// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/backup_space.hpp"

#include "kernel/fault.hpp"
#include "platform/archive/archive.hpp"
#include "platform/files/blob_files.hpp"

#include <algorithm>
#include <array>
#include <unistd.h>

namespace heed::app {

namespace {

namespace fs = std::filesystem;

void remove_all_but_lock(const fs::path& folder) {
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().filename() != "heed.lock") fs::remove_all(entry.path());
    }
}

/// A file being unpacked.
class PlainFile {
public:
    PlainFile(const fs::path& file, files::Disk& disk)
        : disk_(disk), descriptor_(disk.create(file)) {}

    ~PlainFile() { ::close(descriptor_); }

    PlainFile(const PlainFile&) = delete;
    PlainFile& operator=(const PlainFile&) = delete;

    void add(std::string_view bytes) { disk_.write(descriptor_, bytes); }

    void finish() { disk_.sync(descriptor_); }

private:
    files::Disk& disk_;
    int descriptor_;
};

/// Takes the entries of a backup apart. What it does not know is of a later version and left out.
class Unpacking {
public:
    Unpacking(const fs::path& folder, files::Disk& disk)
        : folder_(folder), disk_(disk), blobs_({.folder = folder / "files"}, disk) {}

    archive::Sink begin(std::string_view name) {
        constexpr std::string_view files = "files/";
        if (name.starts_with(files)) {
            upload_.emplace(blobs_.begin());
            return [this](std::string_view bytes) { upload_->add(bytes); };
        }
        if (name != "heed.db" && name != "heed.key") return {};
        plain_.emplace(folder_ / name, disk_);
        return [this](std::string_view bytes) { plain_->add(bytes); };
    }

    void done(std::string_view name) {
        if (plain_) plain_->finish();
        plain_.reset();
        if (upload_ && "files/" + upload_->finish().sha256 != name)
            throw Fault("the backup holds another file as " + std::string(name));
        upload_.reset();
    }

private:
    fs::path folder_;
    files::Disk& disk_;
    files::BlobFiles blobs_;
    std::optional<files::BlobFiles::Upload> upload_;
    std::optional<PlainFile> plain_;
};

} // namespace

BackupSpace::BackupSpace(fs::path folder) : folder_(std::move(folder)) {
    fs::create_directories(folder_);
    lock_.emplace(folder_);
    remove_all_but_lock(folder_);
}

BackupSpace::~BackupSpace() {
    std::error_code ignored; // what stays is taken away by the next one
    fs::remove_all(folder_, ignored);
}

Result<> require_room_for_desk(const fs::path& data) {
    constexpr std::array<std::string_view, 3> welcome = {
        "heed.key", "heed.toml", unfinished_restore
    };
    if (!fs::exists(data)) return {};
    const bool stopped = fs::exists(data / unfinished_restore) && !fs::exists(data / "heed.db");
    for (const auto& entry : fs::directory_iterator(data)) {
        const auto name = entry.path().filename().string();
        if (std::ranges::find(welcome, name) != welcome.end()) continue;
        if (stopped && name == "files") continue;
        return refuse(
            Refusal::conflict,
            "not_empty",
            {},
            data.string() + " holds " + name +
                " already, and a desk is restored into a new folder only. Name another one with "
                "--data, or move this one away first."
        );
    }
    return {};
}

void unpack(const fs::path& file, const fs::path& folder, files::Disk& disk) {
    fs::create_directories(folder);
    Unpacking unpacking(folder, disk);
    archive::read(
        file,
        {.begin = [&](std::string_view name, std::uint64_t) { return unpacking.begin(name); },
         .done = [&](std::string_view name) { unpacking.done(name); }}
    );
    disk.sync_folder(folder);
}

void move_in_files(const fs::path& from, const fs::path& data, files::Disk& disk) {
    fs::remove_all(data / "files"); // of a restore that was stopped
    disk.rename(from / "files", data / "files");
    if (fs::exists(from / "heed.key") && !fs::exists(data / "heed.key"))
        disk.rename(from / "heed.key", data / "heed.key");
    disk.sync_folder(data);
}

} // namespace heed::app
