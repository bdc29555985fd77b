// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/net/connection.hpp"

#include "kernel/check.hpp"
#include "platform/net/socket.hpp"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <utility>

namespace heed::net {

namespace {

struct FreeTls {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }

    void operator()(SSL* session) const { SSL_free(session); }

    void operator()(BIO_METHOD* method) const { BIO_meth_free(method); }
};

template <class T>
using Owned = std::unique_ptr<T, FreeTls>;

std::unexpected<Error> lost() {
    return refuse(Refusal::unavailable, "connection_lost");
}

std::unexpected<Error> tls_failed(std::string_view why) {
    return refuse(Refusal::unavailable, "tls_failed", {}, why);
}

bool would_block() {
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

int descriptor_of(BIO* bio) {
    return static_cast<const Socket*>(BIO_get_data(bio))->descriptor();
}

// OpenSSL's own socket BIO writes without MSG_NOSIGNAL, and a peer that hangs up would then kill
// the process with SIGPIPE.
int bio_write(BIO* bio, const char* bytes, int size) {
    BIO_clear_retry_flags(bio);
    const auto sent = send(descriptor_of(bio), bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL);
    if (sent < 0 && would_block()) BIO_set_retry_write(bio);
    return static_cast<int>(sent);
}

int bio_read(BIO* bio, char* room, int size) {
    BIO_clear_retry_flags(bio);
    const auto got = recv(descriptor_of(bio), room, static_cast<std::size_t>(size), 0);
    if (got < 0 && would_block()) BIO_set_retry_read(bio);
    return static_cast<int>(got);
}

long bio_control(BIO*, int command, long, void*) {
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

// The socket must outlive the result and stay where it is.
BIO* new_bio(Socket& socket) {
    static const Owned<BIO_METHOD> method = [] {
        Owned<BIO_METHOD> made(BIO_meth_new(BIO_TYPE_SOURCE_SINK | BIO_get_new_index(), "heed"));
        BIO_meth_set_write(made.get(), bio_write);
        BIO_meth_set_read(made.get(), bio_read);
        BIO_meth_set_ctrl(made.get(), bio_control);
        return made;
    }();
    BIO* bio = BIO_new(method.get());
    if (bio == nullptr) throw Fault("out of memory for TLS");
    BIO_set_data(bio, &socket);
    BIO_set_init(bio, 1);
    return bio;
}

Result<Owned<SSL_CTX>> new_context(const std::string& ca_file) {
    Owned<SSL_CTX> context(SSL_CTX_new(TLS_client_method()));
    if (!context) throw Fault("out of memory for TLS");
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    // After a record without data of ours, such as a ticket, we look at the clock, too.
    SSL_CTX_clear_mode(context.get(), SSL_MODE_AUTO_RETRY);
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    const int loaded = ca_file.empty() ? SSL_CTX_set_default_verify_paths(context.get())
                                       : SSL_CTX_load_verify_file(context.get(), ca_file.c_str());
    ERR_clear_error();
    if (loaded != 1) return tls_failed("cannot read the certificates in " + ca_file);
    return context;
}

bool is_numeric(const std::string& host) {
    std::array<unsigned char, sizeof(in6_addr)> room = {};
    return inet_pton(AF_INET, host.c_str(), room.data()) == 1 ||
           inet_pton(AF_INET6, host.c_str(), room.data()) == 1;
}

// Who must be at the other end. SNI carries names only, never numbers.
bool expect_host(SSL* session, const std::string& host) {
    if (is_numeric(host)) {
        return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), host.c_str()) == 1;
    }
    SSL_set_hostflags(session, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    return SSL_set1_host(session, host.c_str()) == 1 &&
           SSL_set_tlsext_host_name(session, host.c_str()) == 1;
}

std::string handshake_problem(const SSL* session) {
    const long verdict = SSL_get_verify_result(session);
    return verdict == X509_V_OK ? "handshake failed" : X509_verify_cert_error_string(verdict);
}

} // namespace

struct Connection::State {
    Socket socket;
    Owned<SSL_CTX> context = {};
    Owned<SSL> session = {};

    // Runs one OpenSSL call until it succeeds. `call` returns what SSL_read_ex and the like do.
    template <class Call>
    Result<> repeat(const Until& until, Call call) {
        ERR_clear_error();
        for (int outcome = call(session.get()); outcome != 1; outcome = call(session.get())) {
            const auto wanted = wanted_events(outcome);
            ERR_clear_error();
            if (wanted == 0) return lost();
            TRY(socket.wait(wanted, until));
        }
        return {};
    }

    // What poll(2) must see before the call that gave `outcome` can go on; 0 = it never will.
    [[nodiscard]] short wanted_events(int outcome) const {
        switch (SSL_get_error(session.get(), outcome)) {
            case SSL_ERROR_WANT_READ: return POLLIN;
            case SSL_ERROR_WANT_WRITE: return POLLOUT;
            default: return 0;
        }
    }

    Result<std::size_t> write_some(std::string_view bytes, const Until& until) {
        if (!session) return send_plain(bytes, until);
        std::size_t sent = 0;
        TRY(repeat(until, [&](SSL* tls) {
            return SSL_write_ex(tls, bytes.data(), bytes.size(), &sent);
        }));
        return sent;
    }

    Result<std::size_t> send_plain(std::string_view bytes, const Until& until) const {
        for (;;) {
            const auto sent = send(socket.descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent >= 0) return static_cast<std::size_t>(sent);
            if (!would_block()) return lost();
            TRY(socket.wait(POLLOUT, until));
        }
    }

    Result<std::size_t> receive_plain(std::span<char> room, const Until& until) const {
        for (;;) {
            const auto got = recv(socket.descriptor(), room.data(), room.size(), 0);
            if (got > 0) return static_cast<std::size_t>(got);
            if (got == 0 || !would_block()) return lost();
            TRY(socket.wait(POLLIN, until));
        }
    }
};

Connection::Connection(std::unique_ptr<State> state) : state_(std::move(state)) {}

Connection::Connection(Connection&&) noexcept = default;

Connection& Connection::operator=(Connection&&) noexcept = default;

Connection::~Connection() = default;

Result<Connection>
Connection::open(const Endpoint& endpoint, const std::string& address, const Until& until) {
    auto socket = TRY(Socket::connect(address, endpoint.port, until));
    Connection connection(std::make_unique<State>(State{.socket = std::move(socket)}));
    if (endpoint.tls == TlsMode::implicit) TRY(connection.start_tls(endpoint, until));
    return connection;
}

Result<> Connection::start_tls(const Endpoint& endpoint, const Until& until) {
    CHECK(!is_encrypted());
    state_->context = TRY(new_context(endpoint.ca_file));
    state_->session.reset(SSL_new(state_->context.get()));
    if (!state_->session) throw Fault("out of memory for TLS");
    auto* const session = state_->session.get();
    BIO* const bio = new_bio(state_->socket);
    SSL_set_bio(session, bio, bio);
    if (!expect_host(session, endpoint.host)) return tls_failed("not a host name");
    const auto done = state_->repeat(until, [](SSL* tls) { return SSL_connect(tls); });
    if (!done && done.error().code == "connection_lost")
        return tls_failed(handshake_problem(session));
    return done;
}

Result<> Connection::write(std::string_view bytes, const Until& until) {
    while (!bytes.empty()) {
        const auto sent = TRY(state_->write_some(bytes, until));
        bytes.remove_prefix(sent);
    }
    return {};
}

Result<std::size_t> Connection::read_some(std::span<char> room, const Until& until) {
    // A peer that never stops sending never makes us wait, so the deadline is looked at here too.
    if (std::chrono::steady_clock::now() >= until.deadline) {
        return refuse(Refusal::unavailable, "timed_out");
    }
    if (until.stop.stop_requested()) return refuse(Refusal::unavailable, "stopped");
    if (!is_encrypted()) return state_->receive_plain(room, until);
    std::size_t got = 0;
    TRY(state_->repeat(until, [&](SSL* tls) {
        return SSL_read_ex(tls, room.data(), room.size(), &got);
    }));
    return got;
}

bool Connection::is_encrypted() const {
    return state_->session != nullptr;
}

} // namespace heed::net
