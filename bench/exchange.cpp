// SPDX-License-Identifier: AGPL-3.0-or-later
#include "bench/exchange.hpp"

#include <arpa/inet.h>
#include <charconv>
#include <netinet/tcp.h>
#include <stdexcept>
#include <sys/socket.h>

namespace heed::bench {

namespace {

std::optional<std::size_t> number_after(std::string_view head, std::string_view name) {
    const auto at = head.find(name);
    if (at == std::string_view::npos) return std::nullopt;
    const auto digits = head.substr(at + name.size());
    std::size_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

} // namespace

int connected(int port) {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int yes = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("the desk does not take connections");
    return descriptor;
}

void send_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const auto sent = ::send(descriptor, text.data(), text.size(), MSG_NOSIGNAL);
        if (sent <= 0) throw std::runtime_error("the desk closed a connection");
        text.remove_prefix(static_cast<std::size_t>(sent));
    }
}

std::optional<Answer> whole_answer(std::string_view received) {
    const auto end = received.find("\r\n\r\n");
    if (end == std::string_view::npos) return std::nullopt;
    const auto head = received.substr(0, end + 2);
    const auto length = number_after(head, "\r\nContent-Length: ").value_or(0);
    if (received.size() < end + 4 + length) return std::nullopt;
    const auto status = number_after(head, "HTTP/1.1 ").value_or(0);
    return Answer{.status = static_cast<int>(status), .head = end + 4, .body = length};
}

} // namespace heed::bench
