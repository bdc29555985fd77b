// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/sandbox/control.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>

namespace heed::sandbox {

namespace {

constexpr std::size_t pipes_sent = 2;

/// Room for the two numbers as the kernel passes them on.
struct alignas(cmsghdr) Passed {
    std::array<char, CMSG_SPACE(pipes_sent * sizeof(int))> room{};
};

template <class Call>
ssize_t uninterrupted(Call call) {
    ssize_t done = -1;
    do {
        done = call();
    } while (done < 0 && errno == EINTR);
    return done;
}

bool is_readable_soon(int socket) {
    constexpr int patience_ms = 10'000;
    pollfd polled{.fd = socket, .events = POLLIN, .revents = 0};
    return uninterrupted([&] { return ::poll(&polled, 1, patience_ms); }) == 1;
}

} // namespace

bool send_order(int socket, const Order& order) {
    return uninterrupted([&] { return ::send(socket, &order, sizeof order, MSG_NOSIGNAL); }) ==
           sizeof order;
}

std::optional<Order> receive_order(int socket) {
    Order order;
    if (uninterrupted([&] { return ::recv(socket, &order, sizeof order, 0); }) != sizeof order)
        return std::nullopt;
    return order;
}

bool send_report(int socket, const Report& report, const Pipes& pipes) {
    auto copy = report;
    iovec bytes{.iov_base = &copy, .iov_len = sizeof copy};
    msghdr message{};
    message.msg_iov = &bytes;
    message.msg_iovlen = 1;
    Passed passed;
    if (pipes.to.is_open()) {
        message.msg_control = passed.room.data();
        message.msg_controllen = passed.room.size();
        auto* const header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(pipes_sent * sizeof(int));
        const std::array<int, pipes_sent> numbers{pipes.to.number(), pipes.from.number()};
        std::memcpy(CMSG_DATA(header), numbers.data(), sizeof numbers);
    }
    return uninterrupted([&] { return ::sendmsg(socket, &message, MSG_NOSIGNAL); }) == sizeof copy;
}

std::optional<Report> receive_report(int socket, Pipes& pipes) {
    if (!is_readable_soon(socket)) return std::nullopt;
    Report report;
    iovec bytes{.iov_base = &report, .iov_len = sizeof report};
    Passed passed;
    msghdr message{};
    message.msg_iov = &bytes;
    message.msg_iovlen = 1;
    message.msg_control = passed.room.data();
    message.msg_controllen = passed.room.size();
    if (uninterrupted([&] { return ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC); }) !=
        sizeof report)
        return std::nullopt;
    const auto* const header = CMSG_FIRSTHDR(&message);
    if (header != nullptr && header->cmsg_type == SCM_RIGHTS &&
        header->cmsg_len == CMSG_LEN(pipes_sent * sizeof(int))) {
        std::array<int, pipes_sent> numbers{};
        std::memcpy(numbers.data(), CMSG_DATA(header), sizeof numbers);
        pipes = {.to = Handle(numbers[0]), .from = Handle(numbers[1])};
    }
    return report;
}

} // namespace heed::sandbox
