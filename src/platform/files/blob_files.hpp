// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/instant.hpp"
#include "kernel/result.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/files/disk.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
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

/// Files named by the SHA-256 of their content, in `FOLDER/ab/cd/abcd…`. Several processes may
/// share the folder. Thread-safe.
///
/// The collector's way: rows gone → `set_aside` → a day later `remove`. Whoever stores or opens
/// the same bytes meanwhile gets the file back.
class BlobFiles {
public:
    struct Settings {
        std::filesystem::path folder;
        std::uint64_t keep_free_bytes = std::uint64_t{64} << 20U; // for the database beside it
    };

    /// Makes the folder. `disk` must outlive this.
    explicit BlobFiles(Settings settings, Disk& disk);

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
    void for_each(const std::function<void(std::string_view sha256, std::uint64_t size)>& visit
    ) const;

    /// True when the file is there and its bytes still have that digest.
    [[nodiscard]] bool is_intact(std::string_view sha256);

private:
    [[nodiscard]] std::filesystem::path place_of(std::string_view sha256) const;
    [[nodiscard]] std::filesystem::path aside_of(std::string_view sha256) const;
    void make_folders_of(std::string_view sha256);
    bool keep(const std::filesystem::path& temporary, std::string_view sha256);

    Settings settings_;
    Disk& disk_;
    std::filesystem::path temporary_;
    std::filesystem::path aside_;
};

} // namespace heed::files
