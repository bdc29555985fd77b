// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/files/disk.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace heed::archive {

/// A backup is one tar file (ustar) that ends with the SHA-256 of everything before that entry:
///
///     heed-backup.json   what it is
///     …                  whatever was added, in that order
///     SHA256             64 hexadecimal digits
///
/// Its headers carry neither owner nor time, so each byte of the file is either covered by the
/// digest or the only one that may stand there.
inline constexpr std::string_view manifest_name = "heed-backup.json";

/// Gives the next piece of an entry's bytes; empty at the end.
using Source = std::function<std::string()>;
/// Takes the pieces of an entry's bytes.
using Sink = std::function<void(std::string_view)>;

class Writer {
public:
    /// Creates `file`, which must not exist. `disk` must outlive this.
    Writer(const std::filesystem::path& file, files::Disk& disk);
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// The first entry.
    void add_manifest(std::string_view json) { add(manifest_name, json); }

    void add(std::string_view name, std::string_view bytes);
    /// Throws Fault when `source` gives more or less than `size` bytes.
    void add(std::string_view name, std::uint64_t size, const Source& source);
    void add_file(std::string_view name, const std::filesystem::path& file);

    /// When it returns, the bytes are on the disk.
    void finish();

private:
    void write(std::string_view bytes);

    files::Disk& disk_;
    int descriptor_;
    crypto::Sha256 digest_;
};

/// Reads the file through and gives its manifest. Refuses `no_such_backup`, `not_a_backup`, and
/// `damaged_backup` when a byte is missing, changed or too many.
Result<std::string> verify(const std::filesystem::path& file);

/// Calls `visit` for each entry after the manifest, in order, and the sink it gives for the
/// entry's bytes, then `done`. The file must have been verified.
struct Visitor {
    std::function<Sink(std::string_view name, std::uint64_t size)> begin;
    std::function<void(std::string_view name)> done;
};

void read(const std::filesystem::path& file, const Visitor& visitor);

/// Pieces of a file, to its end.
Source source_of(const std::filesystem::path& file);

} // namespace heed::archive
