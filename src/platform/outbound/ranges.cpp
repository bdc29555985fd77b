// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/outbound/guard.hpp"

#include <algorithm>
#include <span>

namespace heed::outbound {

namespace {

constexpr std::string_view special_ipv4[] = {
    "0.0.0.0/8",       // this network
    "10.0.0.0/8",      // private
    "100.64.0.0/10",   // carrier-grade NAT
    "127.0.0.0/8",     // loopback
    "169.254.0.0/16",  // link-local; metadata of clouds
    "172.16.0.0/12",   // private
    "192.0.0.0/24",    // protocol assignments
    "192.0.2.0/24",    // documentation
    "192.31.196.0/24", // AS112
    "192.52.193.0/24", // AMT
    "192.88.99.0/24",  // 6to4 relays
    "192.168.0.0/16",  // private
    "192.175.48.0/24", // AS112
    "198.18.0.0/15",   // benchmarking
    "198.51.100.0/24", // documentation
    "203.0.113.0/24",  // documentation
    "224.0.0.0/4",     // multicast
    "240.0.0.0/4",     // reserved, broadcast
};

// Of IPv6 only 2000::/3 is given out at all; this is what is special inside of it.
constexpr std::string_view special_ipv6[] = {
    "2001::/23",         // Teredo, benchmarking, ORCHID
    "2001:db8::/32",     // documentation
    "2002::/16",         // 6to4: carries an IPv4 address
    "2620:4f:8000::/48", // AS112
    "3fff::/20",         // documentation
};

std::vector<IpNetwork> networks(std::span<const std::string_view> texts) {
    std::vector<IpNetwork> parsed;
    for (const auto text : texts) parsed.push_back(IpNetwork::parse(text).value());
    return parsed;
}

bool in_any(const std::vector<IpNetwork>& networks, const IpAddress& address) {
    return std::ranges::any_of(networks, [&](const auto& network) {
        return network.contains(address);
    });
}

/// In a network without IPv4, DNS64 answers with these for public IPv4 servers.
IpAddress without_nat64(const IpAddress& address) {
    static const auto nat64 = IpNetwork::parse("64:ff9b::/96").value();
    if (!nat64.contains(address)) return address;
    std::array<std::uint8_t, 4> ipv4{};
    std::copy(address.bytes.end() - 4, address.bytes.end(), ipv4.begin());
    return IpAddress::from_ipv4(ipv4);
}

} // namespace

bool is_public(const IpAddress& address) {
    static const auto ipv4 = networks(special_ipv4);
    static const auto ipv6 = networks(special_ipv6);
    static const auto given_out = IpNetwork::parse("2000::/3").value();
    const auto meant = without_nat64(address);
    if (meant.is_ipv4()) return !in_any(ipv4, meant);
    return given_out.contains(meant) && !in_any(ipv6, meant);
}

} // namespace heed::outbound
