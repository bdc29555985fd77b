// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/bucket/bucket.hpp"
#include "platform/files/folder_place.hpp"

namespace heed::bucket {

/// Files as objects `PREFIX/ab/abcd…` of a bucket that several nodes share; what is aside as
/// `PREFIX/aside/abcd…/MILLISECONDS`. A file that still lies in the folder of before is brought
/// over when it is looked for, and is then in the folder no longer.
class BucketPlace final : public files::Place {
public:
    struct Settings {
        std::string prefix;
        std::filesystem::path folder; // of before; `unfinished` in it takes what is fetched
    };

    /// `disk` must outlive this.
    BucketPlace(Account account, Patience patience, Settings settings, files::Disk& disk);

    bool keep(const std::filesystem::path& temporary, std::string_view sha256) override;

    /// Also refuses `damaged`: other bytes came than belong to the name.
    Result<int> open(std::string_view sha256) override;
    bool ensure_there(std::string_view sha256) override;
    bool set_aside(std::string_view sha256, Instant at) override;
    bool bring_back(std::string_view sha256) override;
    bool remove(std::string_view sha256) override;
    [[nodiscard]] std::vector<std::string> aside_before(Instant before) const override;
    void for_each(const files::VisitFile& visit) const override;

    /// Writes a small object, reads it, and deletes it. Throws BucketFault.
    void try_out();

private:
    [[nodiscard]] std::string place_of(std::string_view sha256) const;
    [[nodiscard]] std::string aside_of(std::string_view sha256) const;
    [[nodiscard]] std::vector<std::string> keys_below(const std::string& prefix) const;
    [[nodiscard]] std::filesystem::path temporary() const;
    bool bring_over(std::string_view sha256);

    Settings settings_;
    mutable Bucket bucket_;
    files::FolderPlace before_;
};

} // namespace heed::bucket
