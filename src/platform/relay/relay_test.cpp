// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/relay/relay.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace heed;

TEST_CASE("a message is answered, by the owner's socket only, and nobody answers afterwards") {
    const auto path =
        std::filesystem::temp_directory_path() / ("heed_relay_" + std::to_string(::getpid()));
    CHECK(!relay::ask(path, "anybody?"));
    {
        const relay::Server server(path, [](const std::string& message) { return message + "!"; });
        CHECK(relay::ask(path, "hello") == "hello!");
        CHECK(relay::ask(path, std::string(1'000'000, 'x'))->size() == 1'000'001);
        struct stat status{};
        REQUIRE(::stat(path.c_str(), &status) == 0);
        CHECK((status.st_mode & 0777) == 0600);
    }
    CHECK(!relay::ask(path, "anybody?"));
}
