// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/mailboxes/mailboxes.hpp"
#include "tests/support/world.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace heed;
using namespace heed::tests;

namespace {

/// A server of this machine that lets everybody connect and never says a word.
class SilentServer {
public:
    SilentServer() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        address_.sin_family = AF_INET;
        address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address_;
        auto* const name = reinterpret_cast<sockaddr*>(&address_);
        REQUIRE(::bind(socket_, name, size) == 0);
        REQUIRE(::listen(socket_, 8) == 0);
        REQUIRE(::getsockname(socket_, name, &size) == 0);
    }

    ~SilentServer() { ::close(socket_); }

    SilentServer(const SilentServer&) = delete;
    SilentServer& operator=(const SilentServer&) = delete;

    [[nodiscard]] std::uint16_t port() const { return ntohs(address_.sin_port); }

private:
    int socket_ = -1;
    sockaddr_in address_ = {};
};

/// A desk that begins to stop as soon as it asks where a mail server is.
struct StoppingDesk {
    std::stop_source stop = {};
    World world;

    explicit StoppingDesk(db::Engine engine)
        : world(engine, {.routes = {mailboxes::routes()}, .more_routes = [this](Desk& desk) {
                             return std::vector{mailboxes::test_route(
                                 desk,
                                 [this](std::string_view, std::uint16_t) -> Result<std::string> {
                                     stop.request_stop();
                                     return "127.0.0.1";
                                 },
                                 stop.get_token()
                             )};
                         }}) {}
};

std::string mailbox_with(std::string_view kind, std::uint16_t port) {
    return R"({"name":"Help","addresses":["help@acme.example"],")" + std::string(kind) +
           R"(":{"host":"localhost","port":)" + std::to_string(port) +
           R"(,"tls":"none","user":"desk","password":"secret"}})";
}

} // namespace

TEST_CASE("a desk that stops does not wait for a silent mail server, and says why") {
    for (const auto engine : db::test_engines()) {
        for (const auto* const kind : {"imap", "smtp"}) {
            CAPTURE(kind);
            const SilentServer silent;
            StoppingDesk desk(engine);
            auto administrator = desk.world.administrator();
            const auto made =
                administrator.post("/api/v1/mailboxes", mailbox_with(kind, silent.port()));
            REQUIRE(made.status() == 201);
            const auto tried =
                administrator.post("/api/v1/mailboxes/" + made.text("/id") + "/test");
            CHECK(tried.status() == 503);
            CHECK(tried.code() == "stopped");
        }
    }
}
