// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/lmtp/listening.hpp"

#include "kernel/check.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <memory>
#include <netdb.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace heed::lmtp {

namespace {

constexpr std::string_view file_mark = "unix:";
constexpr int waiting_max = 128;

[[noreturn]] void fail(const std::string& place, int reason) {
    throw Fault(fmt::format(
        "cannot listen for LMTP at {}: {}",
        place,
        std::error_code(reason, std::generic_category()).message()
    ));
}

using Places = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

Places places_at(const std::string& place) {
    const auto colon = place.rfind(':');
    auto host = place.substr(0, colon);
    if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
    addrinfo wanted{};
    wanted.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE;
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (getaddrinfo(host.c_str(), place.substr(colon + 1).c_str(), &wanted, &found) != 0)
        fail(place, EADDRNOTAVAIL);
    return {found, &freeaddrinfo};
}

std::string port_of(int socket) {
    sockaddr_storage bound{};
    socklen_t size = sizeof bound;
    std::array<char, NI_MAXSERV> port{};
    const auto* const any = reinterpret_cast<const sockaddr*>(&bound);
    if (getsockname(socket, reinterpret_cast<sockaddr*>(&bound), &size) != 0 ||
        getnameinfo(any, size, nullptr, 0, port.data(), port.size(), NI_NUMERICSERV) != 0)
        return "0";
    return port.data();
}

} // namespace

Descriptor::Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
}

Descriptor::~Descriptor() {
    if (number_ >= 0) ::close(number_);
}

Listening::Listening(const std::string& place) : place_(place) {
    if (place.starts_with(file_mark))
        listen_at_file();
    else
        listen_at_port();
    if (::listen(socket_.number(), waiting_max) != 0) fail(place_, errno);
}

Listening::~Listening() {
    if (!file_.empty()) ::unlink(file_.c_str());
}

void Listening::listen_at_file() {
    const auto file = place_.substr(file_mark.size());
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (file.size() >= sizeof address.sun_path) fail(place_, ENAMETOOLONG);
    std::memcpy(address.sun_path, file.c_str(), file.size() + 1);
    struct stat status = {};
    // Whatever else lies there is somebody's, and stays.
    if (::stat(file.c_str(), &status) == 0 && S_ISSOCK(status.st_mode)) ::unlink(file.c_str());
    socket_ = Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket_) fail(place_, errno);
    const auto* const any = reinterpret_cast<const sockaddr*>(&address);
    if (::bind(socket_.number(), any, sizeof address) != 0) fail(place_, errno);
    file_ = file;
    // The mail server is another user; who may come near is decided by the folder.
    if (::chmod(file.c_str(), 0666) != 0) fail(place_, errno);
}

void Listening::listen_at_port() {
    const auto places = places_at(place_);
    socket_ =
        Descriptor(::socket(places->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket_) fail(place_, errno);
    const int yes = 1;
    ::setsockopt(socket_.number(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (::bind(socket_.number(), places->ai_addr, places->ai_addrlen) != 0) fail(place_, errno);
    place_ = place_.substr(0, place_.rfind(':') + 1) + port_of(socket_.number());
}

Descriptor Listening::accept() const {
    return Descriptor(::accept4(socket_.number(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
}

} // namespace heed::lmtp
