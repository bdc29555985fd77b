// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/relay/relay.hpp"

#include "kernel/check.hpp"
#include "kernel/fault.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

namespace heed::relay {

namespace {

constexpr std::uint64_t message_bytes_max = 2048ULL << 20U;

/// Closes its descriptor.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}

    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }

    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

sockaddr_un address_of(const std::filesystem::path& socket) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const auto text = socket.string();
    if (text.size() >= sizeof address.sun_path)
        throw Fault(
            "the path " + text + " is too long for a socket: choose a shorter --data folder"
        );
    std::memcpy(address.sun_path, text.c_str(), text.size() + 1);
    return address;
}

bool send_all(int descriptor, const char* bytes, std::size_t count) {
    while (count > 0) {
        const auto sent = ::send(descriptor, bytes, count, MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes += sent;
        count -= static_cast<std::size_t>(sent);
    }
    return true;
}

bool receive_all(int descriptor, char* bytes, std::size_t count) {
    while (count > 0) {
        const auto received = ::recv(descriptor, bytes, count, 0);
        if (received <= 0) return false;
        bytes += received;
        count -= static_cast<std::size_t>(received);
    }
    return true;
}

bool send_message(int descriptor, const std::string& message) {
    const std::uint64_t size = message.size();
    return send_all(descriptor, reinterpret_cast<const char*>(&size), sizeof size) &&
           send_all(descriptor, message.data(), message.size());
}

std::optional<std::string> receive_message(int descriptor) {
    std::uint64_t size = 0;
    if (!receive_all(descriptor, reinterpret_cast<char*>(&size), sizeof size)) return std::nullopt;
    if (size > message_bytes_max) return std::nullopt;
    std::string message(size, '\0');
    if (!receive_all(descriptor, message.data(), message.size())) return std::nullopt;
    return message;
}

} // namespace

struct Server::State {
    State(std::filesystem::path given_path, Handler given_handler)
        : path(std::move(given_path)),
          handler(std::move(given_handler)),
          listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)),
          wake(::eventfd(0, EFD_CLOEXEC)) {}

    std::filesystem::path path;
    Handler handler;
    Descriptor listener;
    Descriptor wake;
    std::thread thread;

    void listen();
    void serve();
    void answer(int connection) const;
};

void Server::State::listen() {
    ::unlink(path.c_str());
    const auto address = address_of(path);
    // Made private before anybody can connect: the mode of a bound socket starts from the umask.
    const auto before = ::umask(0177);
    const auto bound =
        ::bind(listener.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
    ::umask(before);
    if (bound != 0 || ::listen(listener.number(), 16) != 0)
        throw Fault("cannot listen at " + path.string() + ": is the folder writable?");
}

void Server::State::serve() {
    while (true) {
        std::array<pollfd, 2> waiting{
            {{.fd = listener.number(), .events = POLLIN, .revents = 0},
             {.fd = wake.number(), .events = POLLIN, .revents = 0}}
        };
        if (::poll(waiting.data(), waiting.size(), -1) < 0) continue;
        if (waiting[1].revents != 0) return;
        const Descriptor connection(::accept4(listener.number(), nullptr, nullptr, SOCK_CLOEXEC));
        if (connection.number() >= 0) answer(connection.number());
    }
}

void Server::State::answer(int connection) const {
    const timeval patience{.tv_sec = 10, .tv_usec = 0};
    ::setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const auto message = receive_message(connection);
    HEED_FAULT("verb_received");
    if (message) send_message(connection, handler(*message));
    HEED_FAULT("verb_answered");
}

Server::Server(std::filesystem::path socket, Handler handler)
    : state_(std::make_unique<State>(std::move(socket), std::move(handler))) {
    state_->listen();
    state_->thread = std::thread([state = state_.get()] { state->serve(); });
}

Server::~Server() {
    const std::uint64_t one = 1;
    static_cast<void>(::write(state_->wake.number(), &one, sizeof one));
    if (state_->thread.joinable()) state_->thread.join();
    ::unlink(state_->path.c_str());
}

std::optional<std::string> ask(const std::filesystem::path& socket, const std::string& message) {
    if (!std::filesystem::exists(socket)) return std::nullopt;
    const Descriptor connection(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const auto address = address_of(socket);
    if (::connect(
            connection.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address
        ) != 0)
        return std::nullopt;
    if (!send_message(connection.number(), message)) return std::nullopt;
    auto answer = receive_message(connection.number());
    if (!answer)
        throw Fault("the running server went away before it answered; look whether it took effect");
    return answer;
}

} // namespace heed::relay
