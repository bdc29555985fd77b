// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/net/socket.hpp"

#include "kernel/check.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <limits>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace heed::net {

namespace {

struct Address {
    sockaddr_storage bytes = {};
    socklen_t size = 0;
};

Result<Address> numeric_address(const std::string& text, std::uint16_t port) {
    Address address;
    auto* v4 = reinterpret_cast<sockaddr_in*>(&address.bytes);
    if (inet_pton(AF_INET, text.c_str(), &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons(port);
        address.size = sizeof *v4;
        return address;
    }
    auto* v6 = reinterpret_cast<sockaddr_in6*>(&address.bytes);
    if (inet_pton(AF_INET6, text.c_str(), &v6->sin6_addr) == 1) {
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons(port);
        address.size = sizeof *v6;
        return address;
    }
    return refuse(Refusal::unavailable, "cannot_connect", {}, "not a numeric address: " + text);
}

int milliseconds_left(const Until& until) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(
        until.deadline - std::chrono::steady_clock::now()
    );
    return static_cast<int>(
        std::clamp<std::int64_t>(left.count(), 0, std::numeric_limits<int>::max())
    );
}

// A descriptor that becomes readable when a stop is asked for, so that poll(2) wakes up.
class StopSignal {
public:
    StopSignal() : descriptor_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
        if (descriptor_ < 0) throw Fault("eventfd failed: out of file descriptors?");
    }

    StopSignal(const StopSignal&) = delete;
    StopSignal& operator=(const StopSignal&) = delete;

    ~StopSignal() { close(descriptor_); }

    void raise() const { (void)eventfd_write(descriptor_, 1); }

    [[nodiscard]] int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

} // namespace

Until Until::at_most(std::chrono::milliseconds span) const {
    return {.deadline = std::min(deadline, std::chrono::steady_clock::now() + span), .stop = stop};
}

Socket::Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

Socket& Socket::operator=(Socket&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

Socket::~Socket() {
    if (descriptor_ >= 0) close(descriptor_);
}

Result<Socket> Socket::connect(const std::string& address, std::uint16_t port, const Until& until) {
    const auto target = TRY(numeric_address(address, port));
    Socket socket(::socket(target.bytes.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (socket.descriptor_ < 0) throw Fault("socket failed: out of file descriptors?");
    const int on = 1;
    setsockopt(socket.descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const auto* raw = reinterpret_cast<const sockaddr*>(&target.bytes);
    if (::connect(socket.descriptor_, raw, target.size) == 0) return socket;
    if (errno != EINPROGRESS) return refuse(Refusal::unavailable, "cannot_connect");
    TRY(socket.wait(POLLOUT, until));
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(socket.descriptor_, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) return refuse(Refusal::unavailable, "cannot_connect");
    return socket;
}

Result<> Socket::wait(short events, const Until& until) const {
    const StopSignal signal;
    const std::stop_callback wake(until.stop, [&signal] { signal.raise(); });
    std::array<pollfd, 2> polled = {
        pollfd{.fd = descriptor_, .events = events, .revents = 0},
        pollfd{.fd = signal.descriptor(), .events = POLLIN, .revents = 0}
    };
    for (;;) {
        const int ready = poll(polled.data(), polled.size(), milliseconds_left(until));
        if (ready < 0 && errno == EINTR) continue;
        if (ready < 0) throw Fault("poll failed");
        if (until.stop.stop_requested()) return refuse(Refusal::unavailable, "stopped");
        if (ready == 0 || std::chrono::steady_clock::now() >= until.deadline)
            return refuse(Refusal::unavailable, "timed_out");
        return {};
    }
}

} // namespace heed::net
