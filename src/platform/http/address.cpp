// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/address.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>

namespace heed::http {

namespace {

constexpr std::array<std::uint8_t, 12> mapped_prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr unsigned mapped_bits = 96;

} // namespace

std::optional<Address> Address::parse(std::string_view text) {
    const std::string name(text); // inet_pton wants an end
    Address address;
    if (inet_pton(AF_INET6, name.c_str(), address.bytes.data()) == 1) return address;
    if (inet_pton(AF_INET, name.c_str(), address.bytes.data() + mapped_prefix.size()) != 1)
        return std::nullopt;
    std::ranges::copy(mapped_prefix, address.bytes.begin());
    return address;
}

std::string Address::text() const {
    std::array<char, INET6_ADDRSTRLEN> out = {};
    if (is_ipv4())
        inet_ntop(AF_INET, bytes.data() + mapped_prefix.size(), out.data(), out.size());
    else
        inet_ntop(AF_INET6, bytes.data(), out.data(), out.size());
    return out.data();
}

bool Address::is_ipv4() const {
    return std::equal(mapped_prefix.begin(), mapped_prefix.end(), bytes.begin());
}

bool Address::is_loopback() const {
    constexpr std::uint8_t ipv4_loopback = 127;
    if (is_ipv4()) return bytes[mapped_prefix.size()] == ipv4_loopback;
    Address one;
    one.bytes[15] = 1;
    return *this == one;
}

std::optional<Network> Network::parse(std::string_view text) {
    const auto slash = std::min(text.find('/'), text.size());
    const auto base = Address::parse(text.substr(0, slash));
    if (!base) return std::nullopt;
    Network network{.base = *base};
    if (slash == text.size()) return network;
    const unsigned shift = base->is_ipv4() && !text.contains(':') ? mapped_bits : 0;
    const auto bits = text.substr(slash + 1);
    unsigned number = 0;
    const auto read = std::from_chars(bits.data(), bits.data() + bits.size(), number);
    if (read.ec != std::errc{} || read.ptr != bits.data() + bits.size()) return std::nullopt;
    if (number + shift > 128) return std::nullopt;
    network.prefix_bits = number + shift;
    return network;
}

bool Network::contains(const Address& address) const {
    const auto whole = prefix_bits / 8;
    if (!std::equal(base.bytes.begin(), base.bytes.begin() + whole, address.bytes.begin()))
        return false;
    const auto left = prefix_bits % 8;
    if (left == 0) return true;
    return (base.bytes[whole] ^ address.bytes[whole]) >> (8 - left) == 0;
}

} // namespace heed::http
