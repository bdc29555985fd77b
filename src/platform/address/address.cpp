// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/address/address.hpp"

#include "kernel/number.hpp"

#include <algorithm>
#include <arpa/inet.h>

namespace heed {

namespace {

constexpr std::array<std::uint8_t, 12> mapped_prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr unsigned mapped_bits = 96;
constexpr unsigned all_bits = 128;

} // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
    const std::string name(text); // inet_pton wants an end
    if (name.contains('\0')) return std::nullopt;
    IpAddress address;
    if (inet_pton(AF_INET6, name.c_str(), address.bytes.data()) == 1) return address;
    std::array<std::uint8_t, 4> ipv4{};
    if (inet_pton(AF_INET, name.c_str(), ipv4.data()) != 1) return std::nullopt;
    return from_ipv4(ipv4);
}

IpAddress IpAddress::from_ipv4(std::array<std::uint8_t, 4> bytes) {
    IpAddress address;
    std::ranges::copy(mapped_prefix, address.bytes.begin());
    std::ranges::copy(bytes, address.bytes.begin() + mapped_prefix.size());
    return address;
}

std::string IpAddress::text() const {
    std::array<char, INET6_ADDRSTRLEN> out = {};
    if (is_ipv4())
        inet_ntop(AF_INET, bytes.data() + mapped_prefix.size(), out.data(), out.size());
    else
        inet_ntop(AF_INET6, bytes.data(), out.data(), out.size());
    return out.data();
}

bool IpAddress::is_ipv4() const {
    return std::equal(mapped_prefix.begin(), mapped_prefix.end(), bytes.begin());
}

bool IpAddress::is_loopback() const {
    constexpr std::uint8_t ipv4_loopback = 127;
    if (is_ipv4()) return bytes[mapped_prefix.size()] == ipv4_loopback;
    IpAddress one;
    one.bytes.back() = 1;
    return *this == one;
}

IpAddress IpAddress::network() const {
    constexpr std::ptrdiff_t prefix_bytes = 8;
    auto network = *this;
    if (!is_ipv4()) std::fill(network.bytes.begin() + prefix_bytes, network.bytes.end(), 0);
    return network;
}

std::optional<IpNetwork> IpNetwork::parse(std::string_view text) {
    const auto slash = std::min(text.find('/'), text.size());
    const auto base = IpAddress::parse(text.substr(0, slash));
    if (!base) return std::nullopt;
    IpNetwork network{.base = *base};
    if (slash == text.size()) return network;

    const auto prefix = number_from<unsigned>(text.substr(slash + 1));
    const unsigned shift = text.contains(':') ? 0 : mapped_bits;
    if (!prefix || *prefix > all_bits - shift) return std::nullopt;
    network.prefix_bits = *prefix + shift;
    return network;
}

bool IpNetwork::contains(const IpAddress& address) const {
    const auto whole = prefix_bits / 8;
    if (!std::equal(base.bytes.begin(), base.bytes.begin() + whole, address.bytes.begin()))
        return false;
    const auto left = prefix_bits % 8;
    if (left == 0) return true;
    return (base.bytes[whole] ^ address.bytes[whole]) >> (8 - left) == 0;
}

} // namespace heed
