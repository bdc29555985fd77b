// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/instant.hpp"
#include "kernel/result.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace heed::files {

using VisitFile = std::function<void(std::string_view sha256, std::uint64_t size)>;

/// Where finished files lie under their digests. Thread-safe, and several processes may share one.
class Place {
public:
    virtual ~Place() = default;

    /// Takes over a file that is whole and synced. When it returns, the bytes are safe under their
    /// name and `temporary` is gone. True when the same bytes were there before.
    virtual bool keep(const std::filesystem::path& temporary, std::string_view sha256) = 0;

    /// A descriptor to read from, which stays good whatever becomes of the file. What is aside is
    /// brought back. Refuses `not_found`.
    virtual Result<int> open(std::string_view sha256) = 0;

    /// True when the file is in its place or could be brought there.
    virtual bool ensure_there(std::string_view sha256) = 0;

    virtual bool set_aside(std::string_view sha256, Instant at) = 0;
    virtual bool bring_back(std::string_view sha256) = 0;
    virtual bool remove(std::string_view sha256) = 0;
    [[nodiscard]] virtual std::vector<std::string> aside_before(Instant before) const = 0;
    virtual void for_each(const VisitFile& visit) const = 0;
};

/// Whether it can be the name of a file: 64 lower-case hexadecimal digits.
bool is_digest(std::string_view text);

std::unexpected<Error> no_such_file();

} // namespace heed::files
