// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/files/disk.hpp"
#include "tests/power_cut/recording.hpp"

#include <map>

namespace heed::tests {

/// The disk of the files of letters and attachments: the real one, and what it is asked for is
/// recorded.
class RecordingDisk : public files::Disk {
public:
    explicit RecordingDisk(Recording& recording) : recording_(recording) {}

    int create(const std::filesystem::path& file) override;
    void write(int descriptor, std::string_view bytes) override;
    void sync(int descriptor) override;
    void rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
    void sync_folder(const std::filesystem::path& folder) override;
    void make_folder(const std::filesystem::path& folder) override;

    bool syncs_folders = true; // false: as if the code had forgotten it

private:
    struct Open {
        int file = -1;
        std::uint64_t size = 0;
    };

    Recording& recording_;
    std::mutex mutex_;
    std::map<int, Open> open_; // by descriptor
};

} // namespace heed::tests
