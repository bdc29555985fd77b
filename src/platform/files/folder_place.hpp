// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/files/disk.hpp"
#include "platform/files/place.hpp"

namespace heed::files {

/// Files in `FOLDER/ab/cd/abcd…`, on a disk or a shared file system.
class FolderPlace final : public Place {
public:
    /// Makes the folder. `disk` must outlive this.
    FolderPlace(std::filesystem::path folder, Disk& disk);

    bool keep(const std::filesystem::path& temporary, std::string_view sha256) override;
    Result<int> open(std::string_view sha256) override;
    bool ensure_there(std::string_view sha256) override;
    bool set_aside(std::string_view sha256, Instant at) override;
    bool bring_back(std::string_view sha256) override;
    bool remove(std::string_view sha256) override;
    [[nodiscard]] std::vector<std::string> aside_before(Instant before) const override;
    void for_each(const VisitFile& visit) const override;

private:
    [[nodiscard]] std::filesystem::path place_of(std::string_view sha256) const;
    [[nodiscard]] std::filesystem::path aside_of(std::string_view sha256) const;
    void make_folders_of(std::string_view sha256);

    std::filesystem::path folder_;
    Disk& disk_;
    std::filesystem::path aside_;
};

/// Names in `folder` that were last changed before `before`.
std::vector<std::string> names_changed_before(const std::filesystem::path& folder, Instant before);

} // namespace heed::files
