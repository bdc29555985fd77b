// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/free_port.hpp"

#include "kernel/check.hpp"
#include "kernel/number.hpp"

#include <array>
#include <cerrno>
#include <memory>
#include <netdb.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace heed::http {

namespace {

using Places = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

/// What to bind for any free port there. Names are not looked up.
Places places_at(const std::string& address) {
    const bool bracketed = address.starts_with('[') && address.ends_with(']');
    const auto host = bracketed ? address.substr(1, address.size() - 2) : address;
    addrinfo wanted{};
    wanted.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE;
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (host.empty() || getaddrinfo(host.c_str(), "0", &wanted, &found) != 0)
        throw Fault("no address to listen on: " + address);
    return {found, &freeaddrinfo};
}

struct Door {
    int handle = -1;

    explicit Door(int given) : handle(given) {}

    Door(const Door&) = delete;
    Door& operator=(const Door&) = delete;

    ~Door() {
        if (handle >= 0) close(handle);
    }
};

/// The port that the system gave to a bound socket; 0 when it cannot say.
std::uint16_t port_of(const Door& door) {
    sockaddr_storage bound{};
    socklen_t size = sizeof bound;
    if (getsockname(door.handle, reinterpret_cast<sockaddr*>(&bound), &size) != 0) return 0;
    std::array<char, NI_MAXSERV> port{};
    const auto* const any = reinterpret_cast<const sockaddr*>(&bound);
    if (getnameinfo(any, size, nullptr, 0, port.data(), port.size(), NI_NUMERICSERV) != 0) return 0;
    return number_from<std::uint16_t>(port.data()).value_or(0);
}

} // namespace

std::uint16_t free_port(const std::string& address) {
    const auto places = places_at(address);
    const Door door(socket(places->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const bool bound =
        door.handle >= 0 && bind(door.handle, places->ai_addr, places->ai_addrlen) == 0;
    const auto reason = errno;
    const auto port = bound ? port_of(door) : std::uint16_t{0};
    if (port == 0)
        throw Fault(
            "no port of " + address +
            " can be had: " + std::error_code(reason, std::generic_category()).message()
        );
    return port;
}

} // namespace heed::http
