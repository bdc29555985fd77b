// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "tests/power_cut/recording.hpp"

#include <cstddef>
#include <map>
#include <random>
#include <set>

namespace heed::tests {

/// What a disk holds for certain at one place of a recording, and what it may hold: it keeps what
/// was synced, and of the rest any part, in sectors of 512 bytes and in any order.
class Platter {
public:
    /// Begins with the files of `folder`, which are on the disk.
    explicit Platter(const std::filesystem::path& folder);

    void advance(const Operation& operation, std::size_t place);

    /// The disk after a cut of the power here, as chance will have it.
    void write_to(const std::filesystem::path& folder, std::mt19937_64& chance) const;

private:
    struct Pending {
        const Operation* operation;
        std::size_t place;
    };

    struct File {
        std::string bytes;
        std::vector<Pending> pending;
    };

    void keep_file(int number, std::size_t covers);
    void keep_names(const std::string& folder, std::size_t covers);
    void name(const Operation& operation, std::map<std::string, int>& names) const;

    std::map<int, File> files_;
    std::map<std::string, int> names_;
    std::set<std::string> folders_;
    std::vector<Pending> pending_names_; // creations, renames, new folders
    int next_before_ = -1;               // numbers of the files that were there before
};

} // namespace heed::tests
