// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/scripted_peer/scripted_client.hpp"

#include "kernel/check.hpp"
#include "kernel/number.hpp"

#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

namespace heed::tests {

namespace {

int connect_file(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    CHECK(path.size() < sizeof address.sun_path);
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    const int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    return descriptor;
}

int connect_port(const std::string& place) {
    const auto colon = place.rfind(':');
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(number_from<std::uint16_t>(place.substr(colon + 1)).value_or(0));
    CHECK(inet_pton(AF_INET, place.substr(0, colon).c_str(), &address.sin_addr) == 1);
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    return descriptor;
}

/// The length of the answer at the beginning of `text`; 0 when it is not whole.
std::size_t answer_in(std::string_view text) {
    std::size_t begin = 0;
    for (;;) {
        const auto end = text.find("\r\n", begin);
        if (end == std::string_view::npos) return 0;
        const bool more = end - begin > 3 && text[begin + 3] == '-';
        begin = end + 2;
        if (!more) return begin;
    }
}

} // namespace

ScriptedClient::ScriptedClient(const std::string& place)
    : socket_(place.starts_with("unix:") ? connect_file(place.substr(5)) : connect_port(place)) {}

ScriptedClient::~ScriptedClient() {
    hang_up();
}

void ScriptedClient::hang_up() {
    if (socket_ >= 0) close(std::exchange(socket_, -1));
}

void ScriptedClient::say(std::string_view bytes) const {
    while (!bytes.empty()) {
        const auto sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return; // the next answer tells
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

bool ScriptedClient::receive() {
    constexpr int patience = 10'000;
    pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
    CHECK(poll(&waiting, 1, patience) == 1);
    std::array<char, 4096> room = {};
    const auto got = recv(socket_, room.data(), room.size(), 0);
    if (got <= 0) return false;
    heard_.append(room.data(), static_cast<std::size_t>(got));
    return true;
}

std::string ScriptedClient::answer() {
    while (answer_in(heard_) == 0)
        if (!receive()) return "closed";
    const auto length = answer_in(heard_);
    auto first = heard_.substr(0, length - 2);
    heard_.erase(0, length);
    return first;
}

std::string ScriptedClient::ask(std::string_view line) {
    say(std::string(line) + "\r\n");
    return answer();
}

std::string ScriptedClient::rest() {
    while (receive()) {
    }
    return std::exchange(heard_, {});
}

} // namespace heed::tests
