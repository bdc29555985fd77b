// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string_view>
#include <utility>

namespace heed::http {

/// A file that is deleted with its owner, unless released or renamed.
class TemporaryFile {
public:
    TemporaryFile() = default;

    explicit TemporaryFile(std::filesystem::path path) : path_(std::move(path)) {}

    TemporaryFile(TemporaryFile&& other) noexcept : path_(std::exchange(other.path_, {})) {}

    TemporaryFile& operator=(TemporaryFile&& other) noexcept;
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile();

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    /// The caller takes care of the file from here on.
    std::filesystem::path release() { return std::exchange(path_, {}); }

private:
    std::filesystem::path path_;
};

} // namespace heed::http
