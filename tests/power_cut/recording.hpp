// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

namespace heed::tests {

/// One thing a disk was asked to do, or one thing the desk said about it. Paths are below the
/// desk's folder.
struct Operation {
    enum class Kind {
        create,
        write,
        truncate,
        sync,
        rename,
        make_folder,
        sync_folder,
        begun,
        told
    };

    Kind kind;
    std::string path = {};     // of renames: the new one
    std::string from = {};     // of renames
    int file = -1;             // of create, write, truncate, sync
    std::uint64_t offset = 0;  // of truncate: the new size
    std::string bytes = {};    // of write
    std::size_t covers = 0;    // of syncs: what was asked for before this place
    std::size_t request = 0;   // of begun and told
    std::int64_t ticket = 0;   // of told: what the desk answered
    bool names_itself = false; // of create: the file's own sync also keeps its name
};

/// What happened between two cuts of the power, in order.
class Recording {
public:
    explicit Recording(std::filesystem::path root) : root_(std::move(root)) {}

    void add(Operation operation);

    /// A number for a file that is written from now on.
    int new_file();

    /// How many operations there are by now.
    [[nodiscard]] std::size_t place();

    /// Below the desk's folder; empty for what lies elsewhere.
    [[nodiscard]] std::string path_of(const std::filesystem::path& path) const;

    /// When nothing is added any more.
    [[nodiscard]] const std::vector<Operation>& operations() const { return operations_; }

    [[nodiscard]] const std::filesystem::path& root() const { return root_; }

    /// From now on nothing is heard: the desk is closed in an orderly way.
    void end();

private:
    std::filesystem::path root_;
    std::mutex mutex_;
    std::vector<Operation> operations_;
    int files_ = 0;
    bool ended_ = false;
};

} // namespace heed::tests
