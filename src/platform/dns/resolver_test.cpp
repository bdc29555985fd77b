// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/dns/resolver.hpp"

#include <arpa/inet.h>
#include <atomic>
#include <doctest/doctest.h>
#include <functional>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace heed::dns {

namespace {

using namespace std::string_literals;

/// A name server of this machine. What it answers is the question with `records` behind it, in the
/// bytes of RFC 1035; nothing when `records` has none for the name, so that the asker waits.
class NameServer {
public:
    struct Reply {
        int code = 0;
        int count = 0;
        std::string records = {};
        bool is_silent = false;
    };

    explicit NameServer(std::function<Reply(const std::string& question)> reply)
        : reply_(std::move(reply)), socket_(::socket(AF_INET, SOCK_DGRAM, 0)) {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const name = reinterpret_cast<sockaddr*>(&address);
        REQUIRE(::bind(socket_, name, size) == 0);
        REQUIRE(::getsockname(socket_, name, &size) == 0);
        port_ = ntohs(address.sin_port);
        thread_ = std::jthread([this] { serve(); });
    }

    ~NameServer() {
        ::shutdown(socket_, SHUT_RD);
        thread_.join();
        ::close(socket_);
    }

    NameServer(const NameServer&) = delete;
    NameServer& operator=(const NameServer&) = delete;

    [[nodiscard]] SystemResolver resolver() const {
        return SystemResolver({.patience = std::chrono::seconds{1}, .port_of_tests = port_});
    }

    std::atomic<int> questions = 0; // NOLINT(misc-non-private-member-variables-in-classes)

private:
    void serve() {
        while (true) {
            std::array<char, 512> bytes = {};
            sockaddr_in from = {};
            socklen_t from_size = sizeof from;
            auto* const peer = reinterpret_cast<sockaddr*>(&from);
            const auto size = ::recvfrom(socket_, bytes.data(), bytes.size(), 0, peer, &from_size);
            if (size <= 0) return;
            ++questions;
            std::string answer(bytes.data(), static_cast<std::size_t>(size));
            const auto reply = reply_(answer.substr(12, answer.size() - 12 - 5));
            if (reply.is_silent) continue;
            answer[2] = static_cast<char>(0x81);
            answer[3] = static_cast<char>(0x80 | reply.code);
            answer[7] = static_cast<char>(reply.count);
            answer += reply.records;
            ::sendto(socket_, answer.data(), answer.size(), 0, peer, from_size);
        }
    }

    std::function<Reply(const std::string&)> reply_;
    int socket_;
    std::uint16_t port_ = 0;
    std::jthread thread_;
};

/// A record about the name that was asked for.
std::string record(char type, const std::string& data) {
    return "\xc0\x0c\0"s + type + "\0\1\0\0\0\x3c\0"s + static_cast<char>(data.size()) + data;
}

} // namespace

TEST_CASE("dns: a text in two pieces is one text") {
    const NameServer server([](const std::string& question) -> NameServer::Reply {
        CHECK(question == "\7example\3org"s);
        return {.count = 2, .records = record(5, "\xc0\x0c"s) + record(16, "\3v=s\3pf1"s)};
    });
    auto resolver = server.resolver();
    CHECK(resolver.ask("example.org", Record::text) == std::vector{"v=spf1"s});
}

TEST_CASE("dns: addresses, names and mail servers are read") {
    const NameServer server([](const std::string& question) -> NameServer::Reply {
        if (question.starts_with("\4four"))
            return {.count = 1, .records = record(1, "\x5d\xb8\xd8\x22"s)};
        if (question.starts_with("\3six"))
            return {.count = 1, .records = record(28, "\x20\1\xd\xb8"s + std::string(12, '\1'))};
        if (question.starts_with("\2mx"))
            return {.count = 1, .records = record(15, "\0\x0a\2MX\xc0\x0c"s)};
        return {.count = 1, .records = record(12, "\4Mail\7example\3org\0"s)};
    });
    auto resolver = server.resolver();
    CHECK(resolver.ask("four.example", Record::ipv4) == std::vector{"93.184.216.34"s});
    CHECK(
        resolver.ask("six.example", Record::ipv6) ==
        std::vector{"2001:db8:101:101:101:101:101:101"s}
    );
    CHECK(resolver.ask("mx.example", Record::mail_server) == std::vector{"mx.mx.example"s});
    CHECK(
        resolver.ask("34.216.184.93.in-addr.arpa", Record::pointer) ==
        std::vector{"mail.example.org"s}
    );
    CHECK(addresses_of(resolver, "10.1.2.3") == std::vector{*IpAddress::parse("10.1.2.3")});
}

TEST_CASE("dns: there is none, and nobody answered, are two answers") {
    const NameServer none([](const std::string&) -> NameServer::Reply { return {.code = 3}; });
    auto knows = none.resolver();
    CHECK(knows.ask("example.org", Record::text) == std::vector<std::string>{});

    const NameServer empty([](const std::string&) -> NameServer::Reply { return {}; });
    auto has_others = empty.resolver();
    CHECK(has_others.ask("example.org", Record::text) == std::vector<std::string>{});

    const NameServer failing([](const std::string&) -> NameServer::Reply { return {.code = 2}; });
    auto fails = failing.resolver();
    CHECK_FALSE(fails.ask("example.org", Record::text).has_value());
}

TEST_CASE("dns: a service that is away is asked twice, and no more") {
    const NameServer silent([](const std::string&) -> NameServer::Reply {
        return {.is_silent = true};
    });
    auto resolver = silent.resolver();
    for (int at = 0; at < 20; ++at) CHECK_FALSE(resolver.ask("a.example", Record::text));
    CHECK(silent.questions.load() == 2);
}

TEST_CASE("dns: bytes that are no answer are no answer") {
    const NameServer server([](const std::string&) -> NameServer::Reply {
        return {.count = 9, .records = "\xc0\x0c\0\x10\0\1\0\0\0\x3c\0\x7f\x7f"s};
    });
    auto resolver = server.resolver();
    CHECK_FALSE(resolver.ask("example.org", Record::text).has_value());
}

TEST_CASE("dns: the name under which an address is asked for") {
    CHECK(reverse_name(*IpAddress::parse("192.0.2.7")) == "7.2.0.192.in-addr.arpa");
    CHECK(
        reverse_name(*IpAddress::parse("2001:db8::567:89ab")) ==
        "b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa"
    );
}

} // namespace heed::dns
