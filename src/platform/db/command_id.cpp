// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/command_id.hpp"

#include "kernel/check.hpp"

#include <array>
#include <sys/random.h>

namespace heed::db {

std::string new_command_id() {
    std::array<unsigned char, 16> random{};
    // Up to 256 bytes come whole once the kernel has seeded itself.
    CHECK(::getrandom(random.data(), random.size(), 0) == static_cast<ssize_t>(random.size()));
    constexpr std::string_view digits = "0123456789abcdef";
    std::string result;
    result.reserve(2 * random.size());
    for (const auto byte : random) {
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
