// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/text.hpp"
#include "platform/http/headers.hpp"

#include <arpa/inet.h>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace heed::http {

/// A blocking client for tests that writes exactly the bytes it is told to.
class TestClient {
public:
    explicit TestClient(std::uint16_t port, int receive_buffer = 0)
        : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        const timeval patience = {.tv_sec = 20, .tv_usec = 0}; // a hanging test fails
        setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        if (receive_buffer > 0)
            setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
        sockaddr_in name = {};
        name.sin_family = AF_INET;
        name.sin_port = htons(port);
        name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(connect(socket_, reinterpret_cast<sockaddr*>(&name), sizeof name) == 0);
    }

    TestClient(const TestClient&) = delete;
    TestClient& operator=(const TestClient&) = delete;

    ~TestClient() { close(socket_); }

    /// False when the server has closed.
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    /// False at the end.
    bool receive_some() {
        char bytes[65536];
        const auto got = recv(socket_, bytes, sizeof bytes, 0);
        if (got < 0 && errno == EAGAIN) FAIL_CHECK("the server neither answers nor closes");
        if (got <= 0) return false;
        received_.append(bytes, static_cast<std::size_t>(got));
        return true;
    }

    std::string receive_until(std::string_view mark) {
        for (;;) {
            const auto at = received_.find(mark);
            if (at != received_.npos) return take(at + mark.size());
            if (!receive_some()) return take(received_.size());
        }
    }

    std::string receive_exactly(std::size_t bytes) {
        while (received_.size() < bytes && receive_some()) {
        }
        return take(std::min(bytes, received_.size()));
    }

    std::string receive_all() {
        while (receive_some()) {
        }
        return take(received_.size());
    }

    struct Reply {
        int status = 0; // 0: the server closed without an answer
        Headers headers;
        std::string body;

        [[nodiscard]] std::string header(std::string_view name) const {
            return std::string(headers.find(name).value_or(""));
        }
    };

    Reply receive_head() {
        Reply reply;
        const auto head = receive_until("\r\n\r\n");
        if (!head.starts_with("HTTP/1.1 ")) return reply;
        std::from_chars(head.data() + 9, head.data() + 12, reply.status);
        std::string_view rest = std::string_view(head).substr(head.find("\r\n") + 2);
        while (rest.size() > 2) {
            const auto line = rest.substr(0, rest.find("\r\n"));
            rest.remove_prefix(line.size() + 2);
            const auto colon = line.find(':');
            reply.headers.add(line.substr(0, colon), trimmed(line.substr(colon + 1)));
        }
        return reply;
    }

    Reply receive(bool has_body = true) {
        auto reply = receive_head();
        if (has_body && !reply.header("content-length").empty())
            reply.body = receive_exactly(std::stoul(reply.header("content-length")));
        return reply;
    }

    Reply ask(std::string_view bytes, bool has_body = true) {
        send(bytes);
        return receive(has_body);
    }

    Reply get(std::string_view target) {
        return ask("GET " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    /// True when the server ends the connection without sending more.
    bool is_closed() { return received_.empty() && !receive_some(); }

private:
    std::string take(std::size_t bytes) {
        auto taken = received_.substr(0, bytes);
        received_.erase(0, bytes);
        return taken;
    }

    int socket_;
    std::string received_;
};

} // namespace heed::http
