// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/instant.hpp"
#include "kernel/result.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/files/disk.hpp"
#include "platform/files/place.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace heed::files {

/// A file that is safe on the disk.
struct Stored {
    std::string sha256; // hexadecimal; its name
    std::uint64_t size = 0;
    bool was_there = false; // the same bytes were stored before
};

/// Bytes read from a stored file. It stays readable when the file is set aside or removed.
class BlobReader {
public:
    explicit BlobReader(int descriptor);
    ~BlobReader();
    BlobReader(BlobReader&& other) noexcept;
    BlobReader& operator=(BlobReader&& other) noexcept;

    [[nodiscard]] std::uint64_t size() const;
    /// At most `bytes_max` from `offset`; empty at the end.
    [[nodiscard]] std::string read(std::uint64_t offset, std::size_t bytes_max) const;
    [[nodiscard]] std::string read_all() const;

private:
    int descriptor_;
};

/// In the folder: what is being written or fetched, and nobody misses.
inline constexpr const char* unfinished_folder = "unfinished";

/// Files named by the SHA-256 of their content, written in the folder and kept in their place.
/// Several processes may share both. Thread-safe.
///
/// The collector's way: rows gone → `set_aside` → a day later `remove`. Whoever stores or opens
/// the same bytes meanwhile gets the file back.
class BlobFiles {
public:
    struct Settings {
        std::filesystem::path folder;
        std::uint64_t keep_free_bytes = std::uint64_t{64} << 20U; // for the database beside it
    };

    /// Makes the folder. `disk` must outlive this. Without a place of their own the finished files
    /// lie in the folder, too.
    explicit BlobFiles(Settings settings, Disk& disk, std::unique_ptr<Place> place = nullptr);
    ~BlobFiles();
    BlobFiles(const BlobFiles&) = delete;
    BlobFiles& operator=(const BlobFiles&) = delete;

    /// A file being written. What is not finished vanishes.
    class Upload {
    public:
        ~Upload();
        Upload(Upload&& other) noexcept;
        Upload& operator=(Upload&&) = delete;

        void add(std::string_view bytes);

        /// When it returns, file and name are on the disk: file synced, renamed, folder synced.
        Stored finish();

    private:
        friend class BlobFiles;
        Upload(BlobFiles& files, std::filesystem::path temporary);

        BlobFiles* files_;
        std::filesystem::path temporary_;
        int descriptor_;
        crypto::Sha256 digest_;
        std::uint64_t size_ = 0;
    };

    /// Throws `StorageFault` when the disk has too little left; so do all others when it fails.
    Upload begin();
    Stored put(std::string_view bytes);
    Stored put_file(const std::filesystem::path& source);

    /// Refuses as not_found.
    Result<BlobReader> open(std::string_view sha256);
    /// True when the file is there, aside or not; its bytes are not looked at.
    bool ensure_there(std::string_view sha256);

    /// Moves a file out of the way and notes `at`. False when it is not there.
    bool set_aside(std::string_view sha256, Instant at);
    /// Moves it back into its place. False when it is not aside.
    bool bring_back(std::string_view sha256);
    /// Deletes a file that is aside. False when it is not.
    bool remove(std::string_view sha256);

    /// Files that were set aside before `before`.
    [[nodiscard]] std::vector<std::string> aside_before(Instant before) const;

    /// Deletes uploads that nobody finished since `before`. Returns how many.
    std::size_t remove_unfinished(Instant before);

    /// Calls `visit` for every file in its place, in no order. For checks and backups.
    void for_each(const VisitFile& visit) const;

    /// True when the file is there and its bytes still have that digest.
    [[nodiscard]] bool is_intact(std::string_view sha256);

private:
    Settings settings_;
    Disk& disk_;
    std::unique_ptr<Place> place_;
    std::filesystem::path temporary_;
};

} // namespace heed::files
