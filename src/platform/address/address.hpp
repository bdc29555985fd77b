// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace heed {

/// An address of the Internet Protocol. IPv4 is kept as its IPv6-mapped form, so that both
/// spellings are equal.
struct IpAddress {
    std::array<std::uint8_t, 16> bytes = {};

    auto operator<=>(const IpAddress&) const = default;

    /// Reads the two standard spellings only: no brackets, zones, octal or shortened IPv4.
    static std::optional<IpAddress> parse(std::string_view text);
    static IpAddress from_ipv4(std::array<std::uint8_t, 4> bytes);

    [[nodiscard]] std::string text() const;
    [[nodiscard]] bool is_ipv4() const;
    [[nodiscard]] bool is_loopback() const;

    /// Where one person may be anywhere: IPv4 is as it is, of IPv6 all of a /64 are one.
    [[nodiscard]] IpAddress network() const;
};

/// `10.0.0.0/8`, `fd00::/8` or one address.
struct IpNetwork {
    IpAddress base = {};
    unsigned prefix_bits = 128; // of the 16 bytes

    static std::optional<IpNetwork> parse(std::string_view text);
    [[nodiscard]] bool contains(const IpAddress& address) const;
};

} // namespace heed
