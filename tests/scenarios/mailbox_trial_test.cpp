// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/mailboxes/mailboxes.hpp"
#include "platform/dns/fake_resolver.hpp"
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
                                 {.check = [this](std::string_view, std::uint16_t)
                                      -> Result<std::string> {
                                      stop.request_stop();
                                      return "127.0.0.1";
                                  },
                                  .stop = stop.get_token()}
                             )};
                         }}) {}
};

std::string mailbox_with(std::string_view kind, std::uint16_t port) {
    return R"({"name":"Help","addresses":["help@acme.example"],")" + std::string(kind) +
           R"(":{"host":"localhost","port":)" + std::to_string(port) +
           R"(,"tls":"none","user":"desk","password":"secret"}})";
}

} // namespace

namespace {

/// A desk whose name service knows one thing of acme.org.
struct NamedDesk {
    World world;

    explicit NamedDesk(db::Engine engine)
        : world(engine, {.routes = {mailboxes::routes()}, .more_routes = [](Desk& desk) {
                             return std::vector{mailboxes::test_route(
                                 desk,
                                 {.check = [](std::string_view,
                                              std::uint16_t) -> Result<std::string> {
                                      return refuse(Refusal::forbidden, "address_refused");
                                  },
                                  .resolvers = names}
                             )};
                         }}) {}

    static std::unique_ptr<dns::Resolver> names() {
        auto known = std::make_unique<dns::FakeResolver>();
        known->records[{"acme.org", dns::Record::text}] = {"v=spf1 include:nobody.example -all"};
        return known;
    }

    std::string tried(std::string_view addresses) {
        auto administrator = world.administrator();
        const auto made = administrator.post(
            "/api/v1/mailboxes",
            R"({"name":"Help","addresses":[)" + std::string(addresses) +
                R"(],"smtp":{"host":"mail.acme.org","port":465,"tls":"implicit"}})"
        );
        REQUIRE(made.status() == 201);
        const auto answer = administrator.post("/api/v1/mailboxes/" + made.text("/id") + "/test");
        REQUIRE(answer.status() == 200);
        CHECK(answer.text("/smtp/ok") == "false");
        if (answer.size("/sending") == 0) return "nothing asked";
        return answer.text("/sending/0/code") + " " + answer.text("/sending/0/about") + ", " +
               answer.text("/sending/2/record");
    }
};

} // namespace

TEST_CASE("the test of a mailbox says what receivers find on its domain") {
    for (const auto engine : db::test_engines()) {
        NamedDesk desk(engine);
        CHECK(
            desk.tried(R"("help@acme.org","help@other.example")") ==
            "spf_broken include:nobody.example, _dmarc.acme.org. IN TXT \"v=DMARC1; p=none\""
        );
        CHECK(desk.tried(R"("help@acme.example")") == "nothing asked"); // no domain of the world
        CHECK(desk.tried(R"("help@bücher.org")").contains("_dmarc.xn--bcher-kva.org."));
    }
}

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
