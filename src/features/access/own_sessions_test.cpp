// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/support/world.hpp"

#include <doctest/doctest.h>

using namespace heed;
using namespace std::chrono_literals;
using tests::Answer;
using tests::Visitor;
using tests::World;

namespace {

constexpr const char* sessions = "/api/v1/sessions";
constexpr const char* anything = "/api/v1/agents";

/// Runs `test` in a fresh world of each engine.
template <class Test>
void in_each_world(Test test) {
    for (const auto engine : db::test_engines()) {
        World world(engine, {.routes = {access::routes(), people::routes()}});
        test(world);
    }
}

std::string one(const Answer& list, std::size_t at) {
    return std::string(sessions) + '/' + list.text("/items/" + std::to_string(at) + "/id");
}

/// Signs in by the form with a browser that says of itself what is given.
Visitor signed_in_with(World& world, const std::string& user_agent) {
    auto visitor = world.stranger();
    visitor.with("User-Agent", user_agent);
    const auto answer = visitor.post(
        "/api/v1/session", R"({"email":"leo@desk.example","password":"correct horse battery"})"
    );
    REQUIRE(answer.status() == 201);
    return visitor;
}

void let_leo_choose_a_password(World& world) {
    world.agent("Leo");
    const auto path = "/api/v1/invitations/" + world.token_in_letter("agent_invited");
    const auto chosen = world.stranger().post(path, R"({"password":"correct horse battery"})");
    REQUIRE(chosen.status() == 200);
}

} // namespace

TEST_CASE("a browser is told by its name and its system's, and by nothing else it says") {
    using access::device_from;
    const auto firefox =
        device_from("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
    CHECK(firefox.browser == "Firefox");
    CHECK(firefox.system == "Linux");
    const auto edge = device_from(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
        " Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"
    );
    CHECK(edge.browser == "Edge");
    CHECK(edge.system == "Windows");
    const auto phone =
        device_from("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"
                    " (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1");
    CHECK(phone.browser == "Safari");
    CHECK(phone.system == "iPhone");
    const auto tablet =
        device_from("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko)"
                    " Chrome/140.0.0.0 Safari/537.36");
    CHECK(tablet.browser == "Chrome");
    CHECK(tablet.system == "Android");
    const auto made_up = device_from("<b>Call 0900 now</b>");
    CHECK_FALSE(made_up.browser);
    CHECK_FALSE(made_up.system);
}

TEST_CASE("people see where they are signed in, and which one they are looking from") {
    in_each_world([](World& world) {
        let_leo_choose_a_password(world);
        signed_in_with(world, "Chrome/140.0 of yesterday");
        world.clock.advance(9h); // it has ended by idleness
        auto there = signed_in_with(world, "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0");
        world.clock.advance(1h);
        auto here = signed_in_with(world, "a program of my own");
        world.agent("Mia");

        const auto list = here.get(sessions);
        REQUIRE(list.status() == 200);
        REQUIRE(list.size("/items") == 2);
        CHECK(list.text("/items/0/current") == "true");
        CHECK(list.text("/items/0/browser") == "null");
        CHECK(list.text("/items/0/method") == "password");
        CHECK(list.text("/items/1/current") == "false");
        CHECK(list.text("/items/1/browser") == "Firefox");
        CHECK(list.text("/items/1/system") == "Windows");
        CHECK(list.text("/items/1/network").starts_with("192.0."));
        CHECK(list.text("/items/1/created_at") < list.text("/items/0/created_at"));
        CHECK_FALSE(list.response.body.contains("digest"));
        CHECK(there.get(sessions).text("/items/1/current") == "true");
    });
}

TEST_CASE("a session that is used says so, to within two minutes") {
    in_each_world([](World& world) {
        auto here = world.agent("Leo");
        auto there = world.person(here.person);
        world.clock.advance(1h);
        there.get(anything);
        world.gate().write_last_seen();
        const auto list = here.get(sessions);
        REQUIRE(list.size("/items") == 2);
        CHECK(list.text("/items/0/last_seen_at") == to_rfc3339(world.clock.now()));
        CHECK(list.text("/items/1/last_seen_at") == to_rfc3339(world.clock.now()));
        CHECK(list.text("/items/1/last_seen_at") > list.text("/items/1/created_at"));
    });
}

TEST_CASE("one session is ended by its owner at once, and by nobody else") {
    in_each_world([](World& world) {
        auto here = world.agent("Leo");
        auto there = world.person(here.person);
        CHECK(there.get(anything).status() == 200);
        const auto lost = one(there.get(sessions), 0);
        auto mia = world.agent("Mia");
        CHECK(mia.remove(lost).status() == 404);
        CHECK(world.administrator().remove(lost).status() == 404);
        CHECK(there.get(anything).status() == 200);

        const auto before = world.facts("sessions_ended");
        CHECK(here.remove(lost).status() == 204);
        CHECK(there.get(anything).status() == 401);
        CHECK(here.get(anything).status() == 200);
        CHECK(here.remove(lost).status() == 404);
        CHECK(world.facts("sessions_ended") == before + 1);
        CHECK(here.get(sessions).size("/items") == 1);
    });
}

TEST_CASE("ending the session at hand is signing out") {
    in_each_world([](World& world) {
        auto leo = world.agent("Leo");
        const auto left = leo.remove(one(leo.get(sessions), 0));
        CHECK(left.status() == 204);
        CHECK(left.header("Set-Cookie").contains("Max-Age=0"));
        CHECK_FALSE(left.header("Clear-Site-Data").empty());
        CHECK(leo.cookie().empty());
    });
}

TEST_CASE("all sessions but the one at hand end together, and nobody else's") {
    in_each_world([](World& world) {
        auto here = world.customer("Ana");
        auto there = world.person(here.person);
        auto bob = world.customer("Bob");
        CHECK(there.get(sessions).size("/items") == 2);
        CHECK(here.remove(sessions).status() == 204);
        CHECK(there.get(sessions).status() == 401);
        CHECK(here.get(sessions).size("/items") == 1);
        CHECK(bob.get(sessions).size("/items") == 1);
        const auto once = world.facts("sessions_ended");
        CHECK(once == 1);
        CHECK(here.remove(sessions).status() == 204);
        CHECK(world.facts("sessions_ended") == once);
    });
}

TEST_CASE("a program has no sessions to see or to end") {
    in_each_world([](World& world) {
        auto program = world.program({{"*"}});
        CHECK(program.get(sessions).code() == "session_needed");
        CHECK(program.remove(sessions).code() == "session_needed");
        CHECK(program.remove(std::string(sessions) + "/1").code() == "session_needed");
    });
}
