// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/command_id.hpp"

#include "kernel/check.hpp"
#include "kernel/clock.hpp"

#include <array>
#include <span>
#include <sys/random.h>

namespace heed::db {

namespace {

constexpr std::size_t time_bytes = 6; // of milliseconds: enough until the year 10889

void put_time(std::span<unsigned char, time_bytes> into, Instant now) {
    auto rest = static_cast<std::uint64_t>(now.time_since_epoch().count());
    for (std::size_t at = time_bytes; at-- > 0; rest >>= 8U)
        into[at] = static_cast<unsigned char>(rest);
}

} // namespace

std::string new_command_id() {
    return command_id_at(SystemClock().now());
}

std::string command_id_at(Instant now) {
    std::array<unsigned char, 16> bytes{};
    put_time(std::span(bytes).first<time_bytes>(), now);
    const auto random = std::span(bytes).subspan<time_bytes>();
    // Up to 256 bytes come whole once the kernel has seeded itself.
    CHECK(::getrandom(random.data(), random.size(), 0) == static_cast<ssize_t>(random.size()));
    constexpr std::string_view digits = "0123456789abcdef";
    std::string result;
    result.reserve(2 * bytes.size());
    for (const auto byte : bytes) {
        result += digits[byte >> 4U];
        result += digits[byte & 15U];
    }
    return result;
}

std::int64_t lock_of_command(std::string_view id) {
    // FNV-1a.
    std::uint64_t hash = 0xcbf2'9ce4'8422'2325U;
    for (const char letter : id)
        hash = (hash ^ static_cast<unsigned char>(letter)) * 0x0000'0100'0000'01b3U;
    return static_cast<std::int64_t>(hash);
}

} // namespace heed::db
