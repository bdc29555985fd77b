// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace heed::http {

/// An IP address; IPv4 is kept as its IPv6-mapped form, so that both spellings are equal.
struct Address {
    std::array<std::uint8_t, 16> bytes = {};

    auto operator<=>(const Address&) const = default;

    static std::optional<Address> parse(std::string_view text);
    [[nodiscard]] std::string text() const;
    [[nodiscard]] bool is_ipv4() const;
    [[nodiscard]] bool is_loopback() const;
};

/// `10.0.0.0/8`, `fd00::/8` or one address.
struct Network {
    Address base;
    unsigned prefix_bits = 128; // of the 16 bytes

    static std::optional<Network> parse(std::string_view text);
    [[nodiscard]] bool contains(const Address& address) const;
};

} // namespace heed::http
