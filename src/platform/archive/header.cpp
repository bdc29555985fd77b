// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/archive/header.hpp"

#include "kernel/check.hpp"

#include <fmt/format.h>

namespace heed::archive {

namespace {

constexpr std::size_t name_max = 99;
constexpr std::size_t size_at = 124;
constexpr std::size_t size_bytes = 12;
constexpr std::size_t sum_at = 148;
constexpr std::size_t sum_bytes = 8;
constexpr std::uint64_t octal_max = (std::uint64_t{1} << 33U) - 1;

void put(std::string& block, std::size_t at, std::string_view text) {
    block.replace(at, text.size(), text);
}

std::string size_text(std::uint64_t size) {
    if (size <= octal_max) return fmt::format("{:011o}", size);
    std::string text(size_bytes, '\0');
    text[0] = '\x80';
    for (std::size_t at = size_bytes; size > 0; size >>= 8U)
        text[--at] = static_cast<char>(size & 0xFFU);
    return text;
}

std::uint64_t size_in(std::string_view field) {
    std::uint64_t size = 0;
    const bool binary = field[0] == '\x80';
    for (const char letter : field.substr(binary ? 1 : 0, size_bytes - 1)) {
        const auto digit = static_cast<unsigned char>(letter);
        size = binary ? (size << 8U) | digit : (size << 3U) | ((digit - '0') & 7U);
    }
    return size;
}

} // namespace

std::string header_block(std::string_view name, std::uint64_t size) {
    CHECK(!name.empty() && name.size() <= name_max);
    std::string block(block_bytes, '\0');
    put(block, 0, name);
    put(block, 100, "0000600");
    put(block, 108, "0000000");
    put(block, 116, "0000000");
    put(block, size_at, size_text(size));
    put(block, 136, "00000000000");
    put(block, sum_at, "        ");
    put(block, 156, "0");
    put(block, 257, std::string_view("ustar\00000", 8));
    unsigned sum = 0;
    for (const char letter : block) sum += static_cast<unsigned char>(letter);
    put(block, sum_at, fmt::format("{:06o}", sum) + '\0' + ' ');
    static_assert(sum_bytes == 8);
    return block;
}

std::optional<Entry> entry_in(std::string_view block) {
    if (block.size() != block_bytes) return std::nullopt;
    const auto end = block.find('\0');
    if (end == 0 || end > name_max) return std::nullopt;
    Entry entry{
        .name = std::string(block.substr(0, end)),
        .size = size_in(block.substr(size_at, size_bytes))
    };
    if (header_block(entry.name, entry.size) != block) return std::nullopt;
    return entry;
}

std::string padding_after(std::uint64_t size) {
    return std::string((block_bytes - size % block_bytes) % block_bytes, '\0');
}

} // namespace heed::archive
