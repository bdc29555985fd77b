// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/scripted_peer/scripted_peer.hpp"

#include "kernel/check.hpp"
#include "kernel/text.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <csignal>
#include <mutex>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace heed::tests {

namespace {

struct FreeTls {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }

    void operator()(SSL* session) const { SSL_free(session); }

    void operator()(BIO* bio) const { BIO_free(bio); }

    void operator()(X509* certificate) const { X509_free(certificate); }

    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};

template <class T>
using Owned = std::unique_ptr<T, FreeTls>;

Owned<BIO> memory_of(const std::string& text) {
    return Owned<BIO>(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

Owned<SSL_CTX> context_of(const Identity& identity) {
    Owned<SSL_CTX> context(SSL_CTX_new(TLS_server_method()));
    const auto certificate_text = memory_of(identity.certificate_pem);
    const auto key_text = memory_of(identity.key_pem);
    const Owned<X509> certificate(
        PEM_read_bio_X509(certificate_text.get(), nullptr, nullptr, nullptr)
    );
    const Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(key_text.get(), nullptr, nullptr, nullptr));
    CHECK(SSL_CTX_use_certificate(context.get(), certificate.get()) == 1);
    CHECK(SSL_CTX_use_PrivateKey(context.get(), key.get()) == 1);
    return context;
}

// Thrown when the client is gone, the script says to hang up, or the test is over.
struct HungUp {};

class Line {
public:
    Line(int descriptor, const Script& script) : descriptor_(descriptor), script_(script) {}

    void start_tls() {
        CHECK(script_.identity.has_value());
        context_ = context_of(*script_.identity);
        session_.reset(SSL_new(context_.get()));
        SSL_set_fd(session_.get(), descriptor_);
        if (SSL_accept(session_.get()) != 1) throw HungUp{};
    }

    void send_all(std::string_view bytes) {
        const auto allowed = script_.cut_after - sent_;
        const bool cut = bytes.size() >= allowed;
        bytes = bytes.substr(0, std::min(bytes.size(), allowed));
        while (!bytes.empty()) bytes.remove_prefix(send_some(bytes));
        if (cut) throw HungUp{};
    }

    std::string read_line() {
        for (;;) {
            const auto end = buffer_.find("\r\n");
            if (end != std::string::npos) return take(end, 2);
            read_more();
        }
    }

    std::string read_letter() {
        if (buffer_.size() < 3) read_more();
        std::size_t searched = 0;
        for (;;) {
            if (buffer_.starts_with(".\r\n")) return take(0, 3);
            const auto end = buffer_.find("\r\n.\r\n", searched);
            if (end != std::string::npos) return take(end, 5);
            searched = buffer_.size() < 4 ? 0 : buffer_.size() - 4;
            read_more();
        }
    }

    void wait_for_hang_up() {
        for (;;) read_more();
    }

    void drip() {
        constexpr int pause_milliseconds = 5;
        pollfd polled{.fd = descriptor_, .events = POLLIN, .revents = 0};
        for (;;) {
            send_all("x");
            if (poll(&polled, 1, pause_milliseconds) != 0) read_more();
        }
    }

    void flood() {
        constexpr std::size_t flood_bytes = 2'000'000'000;
        const std::string block(1 << 20, 'x');
        for (std::size_t sent = 0; sent < flood_bytes; sent += block.size()) send_all(block);
        throw HungUp{};
    }

private:
    std::size_t send_some(std::string_view bytes) {
        std::size_t count = 0;
        if (session_) {
            if (SSL_write_ex(session_.get(), bytes.data(), bytes.size(), &count) != 1)
                throw HungUp{};
        } else {
            const auto sent = send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) throw HungUp{};
            count = static_cast<std::size_t>(sent);
        }
        sent_ += count;
        return count;
    }

    void read_more() {
        std::array<char, 16384> room = {};
        std::size_t count = 0;
        if (session_) {
            if (SSL_read_ex(session_.get(), room.data(), room.size(), &count) != 1) throw HungUp{};
        } else {
            const auto got = recv(descriptor_, room.data(), room.size(), 0);
            if (got <= 0) throw HungUp{};
            count = static_cast<std::size_t>(got);
        }
        buffer_.append(room.data(), count);
    }

    std::string take(std::size_t end, std::size_t skip) {
        auto text = buffer_.substr(0, end);
        buffer_.erase(0, end + skip);
        return text;
    }

    int descriptor_;
    const Script& script_;
    Owned<SSL_CTX> context_;
    Owned<SSL> session_;
    std::string buffer_;
    std::size_t sent_ = 0;
};

} // namespace

struct ScriptedPeer::State {
    std::vector<Script> scripts;
    int listener = -1;
    std::uint16_t port = 0;
    mutable std::mutex mutex;
    bool over = false;
    std::vector<int> descriptors;
    std::size_t accepted = 0;
    std::vector<std::string> heard;
    std::vector<std::string> letters;
    std::vector<std::jthread> connections;
    std::jthread acceptor;

    void listen_on_loopback();
    void accept_all();
    void play(int descriptor, Script& script);
    void converse(Line& line, Script& script);
    void answer_command(Line& line, Script& script, std::string command, const std::string& tag);
    void keep_letter(std::string letter);
    Answer answer_to(Script& script, const std::string& command);
};

void ScriptedPeer::State::listen_on_loopback() {
    listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(listener >= 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const raw = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    CHECK(bind(listener, raw, size) == 0);
    CHECK(listen(listener, 16) == 0);
    CHECK(getsockname(listener, raw, &size) == 0);
    port = ntohs(address.sin_port);
}

void ScriptedPeer::State::accept_all() {
    for (;;) {
        const int descriptor = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (descriptor < 0) return;
        const std::scoped_lock lock(mutex);
        if (over) {
            close(descriptor);
            return;
        }
        descriptors.push_back(descriptor);
        auto& script = scripts[std::min(accepted++, scripts.size() - 1)];
        connections.emplace_back([this, descriptor, &script] { play(descriptor, script); });
    }
}

void ScriptedPeer::State::play(int descriptor, Script& script) {
    // The TLS library writes without MSG_NOSIGNAL; clients of this server are to leave early.
    sigset_t broken_pipe;
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
    {
        Line line(descriptor, script);
        try {
            converse(line, script);
        } catch (const HungUp&) { // NOLINT(bugprone-empty-catch): the way every script ends
        }
    }
    shutdown(descriptor, SHUT_RDWR);
}

void ScriptedPeer::State::converse(Line& line, Script& script) {
    if (script.tls_at_once) line.start_tls();
    line.send_all(script.greeting);
    if (script.after_greeting == Then::silence) line.wait_for_hang_up();
    if (script.after_greeting == Then::close) return;
    for (;;) {
        auto command = line.read_line();
        std::string tag;
        if (script.tagged) {
            const auto blank = std::min(command.find(' '), command.size());
            tag = command.substr(0, blank);
            command = command.substr(std::min(blank + 1, command.size()));
        }
        answer_command(line, script, std::move(command), tag);
    }
}

namespace {

std::string with_tag(std::string text, const std::string& tag) {
    constexpr std::string_view place = "{tag}";
    for (auto at = text.find(place); at != std::string::npos; at = text.find(place, at)) {
        text.replace(at, place.size(), tag);
    }
    return text;
}

} // namespace

void ScriptedPeer::State::answer_command(
    Line& line, Script& script, std::string command, const std::string& tag
) {
    for (;;) {
        const auto answer = answer_to(script, command);
        line.send_all(with_tag(answer.send, tag));
        switch (answer.then) {
            case Then::go_on: return;
            case Then::close: throw HungUp{};
            case Then::silence: line.wait_for_hang_up(); return;
            case Then::drip: line.drip(); return;
            case Then::flood: line.flood(); return;
            case Then::start_tls: line.start_tls(); return;
            case Then::read_line: command = "+" + line.read_line(); break;
            case Then::read_letter:
                keep_letter(line.read_letter());
                command = ".";
                break;
        }
    }
}

void ScriptedPeer::State::keep_letter(std::string letter) {
    const std::scoped_lock lock(mutex);
    letters.push_back(std::move(letter));
}

Answer ScriptedPeer::State::answer_to(Script& script, const std::string& command) {
    const std::scoped_lock lock(mutex);
    heard.push_back(command);
    const auto lower = ascii_lower(command);
    for (auto& answer : script.answers) {
        if (answer.times == 0 || !lower.starts_with(ascii_lower(answer.when))) continue;
        if (answer.times > 0) --answer.times;
        return answer;
    }
    return {
        .when = {},
        .send = script.tagged ? "{tag} BAD not in the script\r\n" : "500 not in the script\r\n"
    };
}

ScriptedPeer::ScriptedPeer(std::vector<Script> scripts) : state_(std::make_unique<State>()) {
    CHECK(!scripts.empty());
    state_->scripts = std::move(scripts);
    state_->listen_on_loopback();
    state_->acceptor = std::jthread([state = state_.get()] { state->accept_all(); });
}

ScriptedPeer::~ScriptedPeer() {
    {
        const std::scoped_lock lock(state_->mutex);
        state_->over = true;
        for (const int descriptor : state_->descriptors) shutdown(descriptor, SHUT_RDWR);
    }
    shutdown(state_->listener, SHUT_RDWR);
    state_->acceptor.join();
    for (auto& connection : state_->connections) connection.join();
    for (const int descriptor : state_->descriptors) close(descriptor);
    close(state_->listener);
}

std::uint16_t ScriptedPeer::port() const {
    return state_->port;
}

std::vector<std::string> ScriptedPeer::heard() const {
    const std::scoped_lock lock(state_->mutex);
    return state_->heard;
}

std::size_t ScriptedPeer::heard_count(const std::string& beginning) const {
    const auto commands = heard();
    return static_cast<std::size_t>(std::ranges::count_if(commands, [&](const auto& command) {
        return command.starts_with(beginning);
    }));
}

std::vector<std::string> ScriptedPeer::letters() const {
    const std::scoped_lock lock(state_->mutex);
    return state_->letters;
}

std::size_t ScriptedPeer::connections() const {
    const std::scoped_lock lock(state_->mutex);
    return state_->accepted;
}

} // namespace heed::tests
