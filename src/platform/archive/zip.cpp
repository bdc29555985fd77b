// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/archive/zip.hpp"

#include "kernel/check.hpp"

#include <array>
#include <limits>
#include <utility>

namespace heed::archive {

namespace {

constexpr std::uint32_t polynomial = 0xEDB88320U;
constexpr std::uint16_t version = 20;
constexpr std::uint16_t names_are_utf8 = 1U << 11U;
constexpr std::uint16_t first_day = (1U << 5U) | 1U; // 1 January 1980

constexpr auto crc_table = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
        std::uint32_t rest = byte;
        for (int bit = 0; bit < 8; ++bit)
            rest = (rest & 1U) != 0 ? (rest >> 1U) ^ polynomial : rest >> 1U;
        table[byte] = rest;
    }
    return table;
}();

std::uint32_t crc_of(std::string_view bytes) {
    std::uint32_t crc = ~0U;
    for (const char letter : bytes)
        crc = crc_table[(crc ^ static_cast<unsigned char>(letter)) & 0xFFU] ^ (crc >> 8U);
    return ~crc;
}

void put_short(std::string& out, std::uint16_t number) {
    out += static_cast<char>(number & 0xFFU);
    out += static_cast<char>(number >> 8U);
}

void put_long(std::string& out, std::uint32_t number) {
    put_short(out, static_cast<std::uint16_t>(number & 0xFFFFU));
    put_short(out, static_cast<std::uint16_t>(number >> 16U));
}

/// What the header of a file and its line in the directory have in common.
std::string common(std::string_view name, std::string_view bytes) {
    std::string out;
    put_short(out, version);
    put_short(out, names_are_utf8);
    put_short(out, 0); // stored
    put_short(out, 0); // midnight
    put_short(out, first_day);
    put_long(out, crc_of(bytes));
    put_long(out, static_cast<std::uint32_t>(bytes.size()));
    put_long(out, static_cast<std::uint32_t>(bytes.size()));
    put_short(out, static_cast<std::uint16_t>(name.size()));
    put_short(out, 0); // nothing extra
    return out;
}

} // namespace

void Zip::add(std::string_view name, std::string_view bytes) {
    constexpr std::size_t bytes_max = std::numeric_limits<std::uint32_t>::max();
    CHECK(!name.empty() && name.size() <= 500 && count_ < 65'535);
    CHECK(body_.size() + bytes.size() + directory_.size() + 4096 < bytes_max);
    const auto at = static_cast<std::uint32_t>(body_.size());
    const auto shared = common(name, bytes);
    body_.append("PK\3\4").append(shared).append(name).append(bytes);
    directory_.append("PK\1\2");
    put_short(directory_, version);
    directory_.append(shared);
    put_short(directory_, 0); // no comment
    put_short(directory_, 0); // on this disk
    put_short(directory_, 0);
    put_long(directory_, 0);
    put_long(directory_, at);
    directory_.append(name);
    ++count_;
}

std::string Zip::finish() {
    const auto at = static_cast<std::uint32_t>(body_.size());
    const auto size = static_cast<std::uint32_t>(directory_.size());
    body_.append(directory_).append("PK\5\6");
    put_long(body_, 0); // disks
    put_short(body_, count_);
    put_short(body_, count_);
    put_long(body_, size);
    put_long(body_, at);
    put_short(body_, 0); // no comment
    return std::move(body_);
}

} // namespace heed::archive
