// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/outbound/names.hpp"

#include <cstring>
#include <ifaddrs.h>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>
#include <optional>

namespace heed::outbound {

namespace {

std::optional<IpAddress> address_of(const sockaddr* socket_address) {
    if (socket_address == nullptr) return std::nullopt;
    if (socket_address->sa_family == AF_INET) {
        sockaddr_in ipv4 = {};
        std::memcpy(&ipv4, socket_address, sizeof ipv4);
        std::array<std::uint8_t, 4> bytes{};
        std::memcpy(bytes.data(), &ipv4.sin_addr, bytes.size());
        return IpAddress::from_ipv4(bytes);
    }
    if (socket_address->sa_family != AF_INET6) return std::nullopt;
    sockaddr_in6 ipv6 = {};
    std::memcpy(&ipv6, socket_address, sizeof ipv6);
    IpAddress address;
    std::memcpy(address.bytes.data(), &ipv6.sin6_addr, address.bytes.size());
    return address;
}

} // namespace

std::vector<IpAddress> SystemNames::resolve(const std::string& host) {
    addrinfo hints = {};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (getaddrinfo(host.c_str(), nullptr, &hints, &found) != 0) return {};
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, &freeaddrinfo);
    std::vector<IpAddress> addresses;
    for (const auto* entry = found; entry != nullptr; entry = entry->ai_next) {
        if (const auto address = address_of(entry->ai_addr)) addresses.push_back(*address);
    }
    return addresses;
}

std::vector<IpAddress> SystemNames::own_addresses() {
    ifaddrs* found = nullptr;
    if (getifaddrs(&found) != 0) return {};
    const std::unique_ptr<ifaddrs, decltype(&freeifaddrs)> owner(found, &freeifaddrs);
    std::vector<IpAddress> addresses;
    for (const auto* entry = found; entry != nullptr; entry = entry->ifa_next) {
        if (const auto address = address_of(entry->ifa_addr)) addresses.push_back(*address);
    }
    return addresses;
}

} // namespace heed::outbound
