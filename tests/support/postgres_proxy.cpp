// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/support/postgres_proxy.hpp"

#include "kernel/check.hpp"

#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <optional>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace heed::tests {

namespace {

class Socket {
public:
    explicit Socket(int descriptor) : descriptor_(descriptor) {
        const int one = 1;
        ::setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    }

    Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    ~Socket() { close(); }

    [[nodiscard]] int descriptor() const { return descriptor_; }

    void close() {
        if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
    }

    /// Empty at the end of the stream.
    [[nodiscard]] std::string read() const {
        std::array<char, 65'536> part{};
        // NOLINTNEXTLINE(clang-analyzer-unix.BlockInCriticalSection): the lock is long released
        const auto size = ::recv(descriptor_, part.data(), part.size(), 0);
        return size <= 0 ? std::string() : std::string(part.data(), static_cast<std::size_t>(size));
    }

    void write(std::string_view bytes) const {
        while (!bytes.empty()) {
            const auto size = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (size <= 0) return;
            bytes.remove_prefix(static_cast<std::size_t>(size));
        }
    }

private:
    int descriptor_;
};

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

pollfd awaited(int descriptor) {
    return {.fd = descriptor, .events = POLLIN, .revents = 0};
}

int new_socket() {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(descriptor >= 0);
    return descriptor;
}

int listen_on_any_port(std::uint16_t& port) {
    const int descriptor = new_socket();
    auto address = loopback(0);
    socklen_t size = sizeof address;
    auto* plain = reinterpret_cast<sockaddr*>(&address);
    CHECK(::bind(descriptor, plain, size) == 0);
    CHECK(::listen(descriptor, 64) == 0);
    CHECK(::getsockname(descriptor, plain, &size) == 0);
    port = ntohs(address.sin_port);
    return descriptor;
}

} // namespace

struct PostgresProxy::Cable {
    Socket client;
    Socket server;
};

PostgresProxy::PostgresProxy(std::string_view server) : stop_(::eventfd(0, EFD_CLOEXEC)) {
    const auto host = server.find('@') + 1;
    const auto colon = server.find(':', host);
    const auto slash = server.find('/', colon);
    CHECK(colon != std::string_view::npos && slash != std::string_view::npos);
    std::from_chars(server.data() + colon + 1, server.data() + slash, server_port_);
    std::uint16_t port = 0;
    listening_ = listen_on_any_port(port);
    url_ = std::string(server.substr(0, host)) + "127.0.0.1:" + std::to_string(port) +
           std::string(server.substr(slash));
    acceptor_ = std::jthread([this] { accept_all(); });
}

PostgresProxy::~PostgresProxy() {
    release();
    const std::uint64_t one = 1;
    CHECK(::write(stop_, &one, sizeof one) == sizeof one);
    acceptor_.join();
    carriers_.clear();
    ::close(listening_);
    ::close(stop_);
}

void PostgresProxy::accept_all() {
    while (true) {
        pollfd either[] = {awaited(stop_), awaited(listening_)};
        ::poll(either, 2, -1);
        if (either[0].revents != 0) return;
        Socket client(::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC));
        Socket server(new_socket());
        const auto address = loopback(server_port_);
        const auto* plain = reinterpret_cast<const sockaddr*>(&address);
        if (::connect(server.descriptor(), plain, sizeof address) != 0) continue;
        carriers_.emplace_back(
            [this, cable = Cable{.client = std::move(client), .server = std::move(server)}](
            ) mutable { carry(std::move(cable)); }
        );
    }
}

void PostgresProxy::carry(Cable cable) {
    while (true) {
        pollfd any[] = {
            awaited(stop_), awaited(cable.client.descriptor()), awaited(cable.server.descriptor())
        };
        ::poll(any, 3, -1);
        if (any[0].revents != 0) return;
        if (any[1].revents != 0 && !carry_request(cable)) return;
        if (any[2].revents != 0 && !carry_answer(cable)) return;
    }
}

bool PostgresProxy::carry_answer(Cable& cable) {
    const auto bytes = cable.server.read();
    cable.client.write(bytes);
    return !bytes.empty();
}

/// False when the cable is broken. A COMMIT and what travels with it come in one piece: libpq
/// sends a pipeline at once.
bool PostgresProxy::carry_request(Cable& cable) {
    const auto bytes = cable.client.read();
    if (bytes.empty()) return false;
    constexpr std::string_view commit("COMMIT\0", 7);
    const auto action = bytes.contains(commit) ? next_action() : AtCommit::forward;
    if (action == AtCommit::forward) {
        cable.server.write(bytes);
        return true;
    }
    ++cut_;
    if (action == AtCommit::drop_request) return false;
    if (action == AtCommit::hold) {
        cable.client.close();
        hold_until_released();
    }
    cable.server.write(bytes);
    static_cast<void>(cable.server.read()); // it has been carried out
    return false;
}

PostgresProxy::AtCommit PostgresProxy::next_action() {
    const int each = drop_each_;
    if (each > 0) return ++commits_ % each == 0 ? AtCommit::drop_answer : AtCommit::forward;
    const std::scoped_lock lock(mutex_);
    return std::exchange(action_, AtCommit::forward);
}

void PostgresProxy::at_next_commit(AtCommit action) {
    const std::scoped_lock lock(mutex_);
    action_ = action;
    held_ = false;
    released_ = false;
}

void PostgresProxy::hold_until_released() {
    std::unique_lock lock(mutex_);
    held_ = true;
    changed_.notify_all();
    changed_.wait(lock, [&] { return released_; });
}

void PostgresProxy::wait_until_held() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return held_; });
}

void PostgresProxy::release() {
    const std::scoped_lock lock(mutex_);
    released_ = true;
    changed_.notify_all();
}

} // namespace heed::tests
