// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/acceptor.hpp"

#include "kernel/check.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace heed::http {

namespace {

struct SocketName {
    sockaddr_storage storage = {};
    socklen_t size = sizeof storage;

    sockaddr* raw() { return reinterpret_cast<sockaddr*>(&storage); }

    template <class Name>
    Name& as() {
        return *reinterpret_cast<Name*>(&storage);
    }
};

SocketName socket_name(const IpAddress& address, std::uint16_t port) {
    SocketName name;
    if (address.is_ipv4()) {
        auto& ipv4 = name.as<sockaddr_in>();
        ipv4.sin_family = AF_INET;
        ipv4.sin_port = htons(port);
        std::memcpy(&ipv4.sin_addr, address.bytes.data() + 12, sizeof ipv4.sin_addr);
        name.size = sizeof ipv4;
    } else {
        auto& ipv6 = name.as<sockaddr_in6>();
        ipv6.sin6_family = AF_INET6;
        ipv6.sin6_port = htons(port);
        std::memcpy(&ipv6.sin6_addr, address.bytes.data(), address.bytes.size());
        name.size = sizeof ipv6;
    }
    return name;
}

IpAddress address_of(SocketName& name) {
    IpAddress address = *IpAddress::parse("0.0.0.0");
    if (name.storage.ss_family == AF_INET6)
        std::memcpy(address.bytes.data(), &name.as<sockaddr_in6>().sin6_addr, 16);
    else
        std::memcpy(address.bytes.data() + 12, &name.as<sockaddr_in>().sin_addr, 4);
    return address;
}

[[noreturn]] void fail(const Options& options) {
    throw Fault(
        "cannot listen on " + options.address + ":" + std::to_string(options.port) + ": " +
        std::strerror(errno)
    );
}

int listen_on(const Options& options) {
    const auto address =
        IpAddress::parse(options.address == "localhost" ? "127.0.0.1" : options.address);
    if (!address) throw Fault("listen: not an address: " + options.address);
    auto name = socket_name(*address, options.port);
    const int socket =
        ::socket(name.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (socket < 0) fail(options);
    const int on = 1;
    const int off = 0;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (!address->is_ipv4()) setsockopt(socket, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    constexpr int backlog = 4096;
    if (bind(socket, name.raw(), name.size) == 0 && listen(socket, backlog) == 0) return socket;
    const int reason = errno;
    close(socket);
    errno = reason;
    fail(options);
}

/// Tells a peer that may not come in. It has not been heard, so it may not hear us either.
void turn_away(int descriptor) {
    constexpr std::string_view answer = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\n"
                                        "Connection: close\r\nContent-Length: 0\r\n\r\n";
    send(descriptor, answer.data(), answer.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    shutdown(descriptor, SHUT_WR);
    close(descriptor);
}

} // namespace

Acceptor::Acceptor(Shared& shared, const std::vector<std::unique_ptr<Loop>>& loops)
    : shared_(shared),
      loops_(loops),
      listener_(listen_on(shared.options)),
      stop_event_(eventfd(0, EFD_CLOEXEC)),
      thread_([this] { run(); }) {}

Acceptor::~Acceptor() {
    eventfd_write(stop_event_, 1);
    thread_.join();
    close(listener_);
    close(stop_event_);
}

std::uint16_t Acceptor::port() const {
    SocketName name;
    getsockname(listener_, name.raw(), &name.size);
    const bool ipv6 = name.storage.ss_family == AF_INET6;
    return ntohs(ipv6 ? name.as<sockaddr_in6>().sin6_port : name.as<sockaddr_in>().sin_port);
}

void Acceptor::run() {
    while (wait(!exhausted_)) accept_all();
    accept_all();
}

/// False when it is time to stop. When descriptors ran out it waits a moment for some to be
/// closed, instead of turning in circles about a connection that cannot be taken.
bool Acceptor::wait(bool for_connections) {
    constexpr int pause_milliseconds = 50;
    std::array<pollfd, 2> events = {{
        {.fd = stop_event_, .events = POLLIN, .revents = 0},
        {.fd = listener_, .events = POLLIN, .revents = 0},
    }};
    poll(events.data(), for_connections ? 2 : 1, for_connections ? -1 : pause_milliseconds);
    return events[0].revents == 0;
}

void Acceptor::accept_all() {
    for (;;) {
        SocketName name;
        const int descriptor =
            accept4(listener_, name.raw(), &name.size, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor >= 0) {
            admit(descriptor, address_of(name));
            continue;
        }
        if (errno == EINTR || errno == ECONNABORTED) continue;
        exhausted_ = errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM;
        return;
    }
}

void Acceptor::admit(int descriptor, const IpAddress& peer) {
    if (!shared_.admit(peer)) return turn_away(descriptor);
    loops_[turn_++ % loops_.size()]->adopt(descriptor, peer);
}

} // namespace heed::http
