// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace heed::archive {

inline constexpr std::size_t block_bytes = 512;

/// The header block of an entry, as ustar has it, but the size in base 256 from 8 GiB on.
std::string header_block(std::string_view name, std::uint64_t size);

struct Entry {
    std::string name;
    std::uint64_t size = 0;
};

/// Nothing when it is not a block that `header_block` makes.
std::optional<Entry> entry_in(std::string_view block);

/// Zeros that fill the last block of an entry.
std::string padding_after(std::uint64_t size);

} // namespace heed::archive
