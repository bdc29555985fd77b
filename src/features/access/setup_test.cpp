// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/people.hpp"
#include "tests/support/world.hpp"

#include <doctest/doctest.h>

using namespace heed;
using tests::World;

namespace {

constexpr const char* setup = "/api/v1/setup";

std::string body(std::string_view token = {}) {
    std::string json = R"({"desk_name":"Acme help","zone":"Europe/Berlin","name":"Ada",)"
                       R"("email":"ada@desk.example","password":"correct horse battery")";
    if (!token.empty()) json += R"(,"token":")" + std::string(token) + '"';
    return json + '}';
}

template <class Test>
void in_each_world(const std::string& base_url, Test test) {
    for (const auto engine : db::test_engines()) {
        World world(engine, {.routes = {access::routes(), people::routes()}, .base_url = base_url});
        test(world);
    }
}

} // namespace

TEST_CASE("the first visitor with the token of the log sets the desk up, once") {
    in_each_world("https://desk.example", [](World& world) {
        const auto token = access::new_setup_token(world.desk().db, world.clock.now());
        REQUIRE(token);
        CHECK(world.stranger().at("127.0.0.1").post(setup, body()).code() == "wrong_setup_token");
        CHECK(world.stranger().post(setup, body("guessed")).status() == 403);
        auto ada = world.stranger();
        const auto done = ada.post(setup, body(*token));
        REQUIRE(done.status() == 201);
        CHECK(done.text("/desk/name") == "Acme help");
        CHECK(done.text("/desk/zone") == "Europe/Berlin");
        CHECK(done.text("/setup_needed") == "false");
        CHECK(done.text("/person/name") == "Ada");
        CHECK(done.size("/permissions") == enum_names<Permission>.size());
        CHECK(ada.post("/api/v1/teams", R"({"name":"Support"})").status() == 201);
        CHECK(world.stranger().post(setup, body(*token)).status() == 404);
        CHECK_FALSE(access::new_setup_token(world.desk().db, world.clock.now()));
        CHECK(
            world.stranger()
                .post(
                    "/api/v1/session",
                    R"({"email":"ada@desk.example","password":"correct horse battery"})"
                )
                .status() == 201
        );
    });
}

TEST_CASE("a set-up whose answer was lost is answered again, with a session of its own") {
    in_each_world("https://desk.example", [](World& world) {
        const auto token = access::new_setup_token(world.desk().db, world.clock.now());
        REQUIRE(token);
        auto ada = world.stranger();
        ada.with("Idempotency-Key", "first-run");
        REQUIRE(ada.post(setup, body(*token)).status() == 201);
        auto again = world.stranger();
        again.with("Idempotency-Key", "first-run");
        const auto answer = again.post(setup, body(*token));
        REQUIRE(answer.status() == 201);
        CHECK(answer.header("Idempotency-Replayed") == "true");
        CHECK(answer.text("/person/name") == "Ada");
        CHECK(again.cookie() != ada.cookie());
        again.with("Idempotency-Key", "");
        CHECK(again.post("/api/v1/teams", R"({"name":"Support"})").status() == 201);
        auto another = world.stranger();
        another.with("Idempotency-Key", "first-run");
        CHECK(another.post(setup, body("guessed")).status() == 404);
        CHECK(world.facts("desk_set_up") == 1);
    });
}

TEST_CASE("an address is of this machine alone, or others reach it") {
    for (const auto* own : {"http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080"})
        CHECK(access::is_url_of_this_machine(own));
    for (const auto* other : {"https://desk.example", "http://10.0.0.7:8080", "http://0.0.0.0:80"})
        CHECK_FALSE(access::is_url_of_this_machine(other));
}

TEST_CASE("at the machine itself no token is needed") {
    in_each_world("http://127.0.0.1:8080", [](World& world) {
        CHECK(world.stranger().post(setup, body()).status() == 403);
        auto proxied = world.stranger().at("127.0.0.1").with("X-Forwarded-For", "192.0.2.9");
        CHECK(proxied.post(setup, body()).status() == 403);
        auto ada = world.stranger().at("127.0.0.1");
        CHECK(ada.post(setup, body()).status() == 201);
        CHECK(ada.cookie().starts_with("__Host-heed="));
    });
}

TEST_CASE("a set-up that is wrong changes nothing") {
    in_each_world("http://localhost:8080", [](World& world) {
        auto ada = world.stranger().at("::1");
        CHECK(ada.post(setup, R"({"desk_name":"X"})").status() == 422);
        auto weak = body();
        weak.replace(weak.find("correct horse battery"), 21, "12345678");
        CHECK(ada.post(setup, weak).code() == "too_common");
        auto nowhere = body();
        nowhere.replace(nowhere.find("Europe/Berlin"), 13, "Europe/Nowhere");
        CHECK(ada.post(setup, nowhere).code() == "unknown_zone");
        CHECK(ada.get("/api/v1/session").text("/setup_needed") == "true");
        CHECK(world.facts("person_created") == 0);
        CHECK(ada.post(setup, body()).status() == 201);
    });
}
