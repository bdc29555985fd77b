// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/net/connection.hpp"
#include "platform/net/socket.hpp"
#include "tests/scripted_peer/scripted_peer.hpp"

#include <array>
#include <doctest/doctest.h>
#include <poll.h>

using namespace std::chrono_literals;

// NOLINTBEGIN(modernize-use-designated-initializers): scripts are tables, read by column

namespace heed::net {

namespace {

Until soon() {
    return {.deadline = std::chrono::steady_clock::now() + 5s};
}

Until very_soon() {
    return {.deadline = std::chrono::steady_clock::now() + 30ms};
}

Endpoint
endpoint_of(const tests::ScriptedPeer& peer, TlsMode tls, const std::string& ca_file = {}) {
    return {.host = "localhost", .port = peer.port(), .tls = tls, .ca_file = ca_file};
}

std::string code_of(const auto& result) {
    return result ? "ok" : result.error().code;
}

tests::Script tls_server(const tests::Identity& identity) {
    return {.greeting = "hello\r\n", .identity = identity, .tls_at_once = true};
}

std::string read_line(Connection& connection) {
    std::string line;
    std::array<char, 1> one = {};
    while (!line.ends_with("\r\n")) {
        if (!connection.read_some(one, soon())) return "lost after " + line;
        line.push_back(one[0]);
    }
    return line;
}

} // namespace

TEST_CASE("a trusted server with the right name is read over TLS") {
    const tests::Authority authority;
    const tests::ScriptedPeer peer(tls_server(authority.issue("DNS:localhost")));
    auto connection = Connection::open(
        endpoint_of(peer, TlsMode::implicit, authority.ca_file()), "127.0.0.1", soon()
    );
    REQUIRE(code_of(connection) == "ok");
    CHECK(connection->is_encrypted());
    CHECK(read_line(*connection) == "hello\r\n");
}

TEST_CASE("a certificate must be trusted, be in date and carry the name") {
    const tests::Authority authority;
    const tests::Authority stranger;

    struct Case {
        tests::Identity identity;
        bool trusted;
    };

    const std::vector<Case> cases = {
        {authority.issue("DNS:localhost"), true},
        {authority.issue("DNS:other.example"), false},
        {authority.issue("DNS:localhost", -1), false},
        {authority.issue("IP:127.0.0.1"), false}, // we asked for a name
        {stranger.issue("DNS:localhost"), false},
    };
    for (const auto& [identity, trusted] : cases) {
        const tests::ScriptedPeer peer(tls_server(identity));
        const auto endpoint = endpoint_of(peer, TlsMode::implicit, authority.ca_file());
        const auto connection = Connection::open(endpoint, "127.0.0.1", soon());
        CHECK(code_of(connection) == (trusted ? "ok" : "tls_failed"));
    }
}

TEST_CASE("a server addressed by number needs a certificate for that number") {
    const tests::Authority authority;
    const tests::ScriptedPeer named(tls_server(authority.issue("DNS:localhost")));
    const tests::ScriptedPeer numbered(tls_server(authority.issue("IP:127.0.0.1")));
    auto endpoint = endpoint_of(named, TlsMode::implicit, authority.ca_file());
    endpoint.host = "127.0.0.1";
    CHECK(code_of(Connection::open(endpoint, "127.0.0.1", soon())) == "tls_failed");
    endpoint.port = numbered.port();
    CHECK(code_of(Connection::open(endpoint, "127.0.0.1", soon())) == "ok");
}

TEST_CASE("the machine's own authorities do not trust a test server") {
    const tests::Authority authority;
    const tests::ScriptedPeer peer(tls_server(authority.issue("DNS:localhost")));
    const auto endpoint = endpoint_of(peer, TlsMode::implicit);
    CHECK(code_of(Connection::open(endpoint, "127.0.0.1", soon())) == "tls_failed");
}

TEST_CASE("a missing file of authorities is said, not ignored") {
    const tests::Authority authority;
    const tests::ScriptedPeer peer(tls_server(authority.issue("DNS:localhost")));
    const auto endpoint = endpoint_of(peer, TlsMode::implicit, "/nonexistent/ca.pem");
    CHECK(code_of(Connection::open(endpoint, "127.0.0.1", soon())) == "tls_failed");
}

TEST_CASE("a server that speaks plain text where TLS is due") {
    const tests::ScriptedPeer peer(tests::Script{.greeting = "* OK hello\r\n"});
    const auto endpoint = endpoint_of(peer, TlsMode::implicit);
    CHECK(code_of(Connection::open(endpoint, "127.0.0.1", soon())) == "tls_failed");
}

TEST_CASE("a plain connection can become a TLS one") {
    const tests::Authority authority;
    const tests::ScriptedPeer peer(
        {.greeting = "hello\r\n",
         .answers = {{"secure", "yes\r\n", tests::Then::start_tls}, {"ping", "pong\r\n"}},
         .identity = authority.issue("DNS:localhost")}
    );
    const auto endpoint = endpoint_of(peer, TlsMode::starttls, authority.ca_file());
    auto connection = Connection::open(endpoint, "127.0.0.1", soon());
    REQUIRE(connection);
    CHECK(read_line(*connection) == "hello\r\n");
    REQUIRE(connection->write("secure\r\n", soon()));
    CHECK(read_line(*connection) == "yes\r\n");
    CHECK(code_of(connection->start_tls(endpoint, soon())) == "ok");
    REQUIRE(connection->write("ping\r\n", soon()));
    CHECK(read_line(*connection) == "pong\r\n");
}

TEST_CASE("every wait ends: silence, dripping, a full pipe and a stop") {
    std::array<char, 16> room = {};
    const auto silent = tests::Script{.after_greeting = tests::Then::silence};
    SUBCASE("silence") {
        const tests::ScriptedPeer peer(silent);
        auto connection = Connection::open(endpoint_of(peer, TlsMode::none), "127.0.0.1", soon());
        CHECK(code_of(connection->read_some(room, very_soon())) == "timed_out");
    }
    SUBCASE("silence instead of a handshake") {
        const tests::ScriptedPeer peer(silent);
        const auto endpoint = endpoint_of(peer, TlsMode::implicit);
        CHECK(code_of(Connection::open(endpoint, "127.0.0.1", very_soon())) == "timed_out");
    }
    SUBCASE("dripping") {
        const tests::ScriptedPeer peer(tests::Script{.answers = {{"go", "", tests::Then::drip}}});
        auto connection = Connection::open(endpoint_of(peer, TlsMode::none), "127.0.0.1", soon());
        REQUIRE(connection->write("go\r\n", soon()));
        const auto until = very_soon();
        auto got = connection->read_some(room, until);
        while (got) got = connection->read_some(room, until);
        CHECK(got.error().code == "timed_out");
    }
    SUBCASE("a peer that never stops") {
        const tests::ScriptedPeer peer(tests::Script{.answers = {{"go", "", tests::Then::flood}}});
        auto connection = Connection::open(endpoint_of(peer, TlsMode::none), "127.0.0.1", soon());
        REQUIRE(connection->write("go\r\n", soon()));
        const Until over = {.deadline = std::chrono::steady_clock::now()};
        CHECK(connection->read_some(room, soon()));
        CHECK(code_of(connection->read_some(room, over)) == "timed_out");
    }
    SUBCASE("a peer that reads nothing") {
        const tests::ScriptedPeer peer(tests::Script{.answers = {{"go", "", tests::Then::flood}}});
        auto connection = Connection::open(endpoint_of(peer, TlsMode::none), "127.0.0.1", soon());
        const auto much = "go\r\n" + std::string(64 << 20, 'x');
        const Until until = {.deadline = std::chrono::steady_clock::now() + 300ms};
        CHECK(code_of(connection->write(much, until)) == "timed_out");
    }
    SUBCASE("stop") {
        const tests::ScriptedPeer peer(silent);
        auto connection = Connection::open(endpoint_of(peer, TlsMode::none), "127.0.0.1", soon());
        const std::stop_source stop;
        auto until = soon();
        until.stop = stop.get_token();
        stop.request_stop();
        CHECK(code_of(connection->read_some(room, until)) == "stopped");
    }
}

TEST_CASE("a wait that is over ends also where there is something to read") {
    const tests::ScriptedPeer peer({.greeting = "hello\r\n"});
    const auto socket = Socket::connect("127.0.0.1", peer.port(), soon());
    REQUIRE(code_of(socket) == "ok");
    CHECK(code_of(socket->wait(POLLIN, soon())) == "ok");
    CHECK(
        code_of(socket->wait(POLLIN, {.deadline = std::chrono::steady_clock::now()})) == "timed_out"
    );
}

TEST_CASE("a peer that hangs up is a refusal, never a signal") {
    const tests::Authority authority;
    const tests::ScriptedPeer peer(
        {.identity = authority.issue("DNS:localhost"),
         .tls_at_once = true,
         .after_greeting = tests::Then::close}
    );
    const auto endpoint = endpoint_of(peer, TlsMode::implicit, authority.ca_file());
    auto connection = Connection::open(endpoint, "127.0.0.1", soon());
    REQUIRE(connection);
    std::array<char, 16> room = {};
    CHECK(code_of(connection->read_some(room, soon())) == "connection_lost");
    const std::string much(1 << 20, 'x');
    Result<> written = {};
    for (int attempt = 0; attempt < 8 && written; ++attempt)
        written = connection->write(much, soon());
    CHECK(code_of(written) == "connection_lost");
}

TEST_CASE("nothing listens, or the address is no number") {
    std::uint16_t port = 0;
    {
        port = tests::ScriptedPeer(tests::Script{}).port();
    }
    const Endpoint endpoint = {.host = "localhost", .port = port, .tls = TlsMode::none};
    CHECK(code_of(Connection::open(endpoint, "127.0.0.1", soon())) == "cannot_connect");
    CHECK(code_of(Connection::open(endpoint, "localhost", soon())) == "cannot_connect");
}

TEST_CASE("a test button says our sentences and nothing else") {
    CHECK(connection_test("ok").ok);
    CHECK(connection_test("ok_without_sign_in").ok);
    CHECK_FALSE(connection_test("ok_without_sign_in").text.contains("and signed in"));
    CHECK_FALSE(connection_test("tls_failed").ok);
    CHECK(connection_test("unknown_host").text == "There is no server of this name.");
    CHECK(connection_test("protocol_error").code == "unexpected_answer");
}

} // namespace heed::net

// NOLINTEND(modernize-use-designated-initializers)
