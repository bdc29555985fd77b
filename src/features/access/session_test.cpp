// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/people.hpp"
#include "tests/support/race.hpp"
#include "tests/support/world.hpp"

#include <doctest/doctest.h>

using namespace heed;
using namespace std::chrono_literals;
using tests::Visitor;
using tests::World;

namespace {

constexpr const char* session = "/api/v1/session";
constexpr const char* good_password = R"({"password":"correct horse battery"})";

/// Runs `test` in a fresh world of each engine.
template <class Test>
void in_each_world(Test test) {
    for (const auto engine : db::test_engines()) {
        World world(engine, {.routes = {access::routes(), people::routes()}});
        test(world);
    }
}

/// Leo has a password; the answer is his person.
PersonId leo_with_password(World& world) {
    const auto leo = world.agent("Leo").person;
    const auto token = world.token_in_letter("agent_invited");
    REQUIRE_FALSE(token.empty());
    REQUIRE(world.stranger().post("/api/v1/invitations/" + token, good_password).status() == 200);
    return leo;
}

std::string sign_in_body(std::string_view email, std::string_view password) {
    return R"({"email":")" + std::string(email) + R"(","password":")" + std::string(password) +
           R"("})";
}

const std::string right = sign_in_body("leo@desk.example", "correct horse battery");
const std::string wrong = sign_in_body("leo@desk.example", "incorrect horse");

} // namespace

TEST_CASE("strangers learn what a sign-in page needs and no more") {
    in_each_world([](World& world) {
        const auto answer = world.stranger().get(session);
        CHECK(answer.status() == 200);
        CHECK(answer.text("/signed_in") == "false");
        CHECK(answer.text("/person") == "null");
        CHECK(answer.text("/csrf") == "null");
        CHECK(answer.text("/position") == "null");
        CHECK(answer.text("/setup_needed") == "true");
        CHECK(answer.text("/desk/name") == "Heed");
        CHECK(world.stranger().get("/api/v1/agents").status() == 401);
        CHECK(world.stranger().remove(session).status() == 401);
    });
}

TEST_CASE("an agent signs in with a password and out again") {
    in_each_world([](World& world) {
        const auto leo = leo_with_password(world);
        auto visitor = world.stranger();
        const auto answer = visitor.post(session, right);
        REQUIRE(answer.status() == 201);
        CHECK(answer.number("/person/id") == leo.value);
        CHECK(answer.text("/person/kind") == "agent");
        CHECK(answer.text("/permissions/0") == "ticket:read");
        const auto cookie = answer.header("Set-Cookie");
        CHECK(cookie.starts_with("__Host-heed="));
        for (const char* part :
             {"; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax", "; Max-Age=604800"})
            CHECK(cookie.contains(part));
        CHECK(visitor.get(session).text("/csrf") == answer.text("/csrf"));
        CHECK(visitor.get("/api/v1/agents").status() == 200);

        const auto stolen = visitor.cookie();
        const auto left = visitor.remove(session);
        CHECK(left.status() == 204);
        CHECK_FALSE(left.header("Clear-Site-Data").empty());
        CHECK(visitor.cookie().empty());
        CHECK(world.stranger().with_cookie(stolen).get("/api/v1/agents").status() == 401);
        CHECK(world.facts("signed_in") == 2);
    });
}

TEST_CASE("a session of before does not survive a sign-in") {
    in_each_world([](World& world) {
        leo_with_password(world);
        auto visitor = world.stranger();
        REQUIRE(visitor.post(session, right).status() == 201);
        const auto before = visitor.cookie();
        REQUIRE(visitor.post(session, right).status() == 201);
        CHECK(visitor.cookie() != before);
        CHECK(world.stranger().with_cookie(before).get("/api/v1/agents").status() == 401);
        auto planted = world.stranger().with_cookie("__Host-heed=chosen-by-somebody-else");
        REQUIRE(planted.post(session, right).status() == 201);
        CHECK_FALSE(planted.cookie().contains("chosen"));
    });
}

TEST_CASE("wrong passwords and unknown addresses hear the same, five times") {
    in_each_world([](World& world) {
        leo_with_password(world);
        auto visitor = world.stranger();
        const auto unknown =
            world.stranger().post(session, sign_in_body("nobody@desk.example", "incorrect horse"));
        const auto known = visitor.post(session, wrong);
        CHECK(known.status() == 401);
        CHECK(known.code() == "wrong_credentials");
        CHECK(known.response.body == unknown.response.body);
        for (int tries = 1; tries < 5; ++tries) CHECK(visitor.post(session, wrong).status() == 401);
        const auto limited = visitor.post(session, right);
        CHECK(limited.status() == 429);
        CHECK(limited.code() == "too_many_attempts");
        CHECK(limited.header("Retry-After") == "900");
        // Somebody elsewhere is not locked out by this, and the wait ends.
        CHECK(world.stranger().post(session, right).status() == 201);
        world.clock.advance(15min);
        CHECK(visitor.post(session, right).status() == 201);
    });
}

TEST_CASE("failed sign-ins become one fact per source and minute") {
    in_each_world([](World& world) {
        leo_with_password(world);
        auto visitor = world.stranger();
        for (int tries = 0; tries < 3; ++tries) visitor.post(session, wrong);
        visitor.post(session, R"({"email":"nobody@desk.example","password":"who is that 2026"})");
        const auto keep = [&] {
            const auto kept = world.run([](db::Transaction& tx, const Actor&, Instant now) {
                return access::keep_house(tx, now);
            });
            REQUIRE(kept);
        };
        keep();
        CHECK(world.facts("sign_ins_failed") == 0);
        world.clock.advance(1min);
        keep();
        keep();
        // One of somebody who works here, one of nobody known.
        CHECK(world.facts("sign_ins_failed") == 2);
    });
}

TEST_CASE("of eight nodes that keep house at once one tells of a failed sign-in") {
    in_each_world([](World& world) {
        leo_with_password(world);
        world.stranger().post(session, wrong);
        world.clock.advance(1min);
        tests::race(8, [&](int) {
            const auto kept = world.run([](db::Transaction& tx, const Actor&, Instant now) {
                return access::keep_house(tx, now);
            });
            REQUIRE(kept);
        });
        CHECK(world.facts("sign_ins_failed") == 1);
    });
}

TEST_CASE("sessions end when idle and when old") {
    in_each_world([](World& world) {
        auto leo = world.agent("Leo");
        const auto may = [&] { return leo.get("/api/v1/agents").status() == 200; };
        for (int hours = 0; hours < 7 * 24 - 7; hours += 7) {
            CHECK(may());
            world.gate().write_last_seen();
            world.clock.advance(7h);
        }
        CHECK(may());
        world.clock.advance(7h);
        CHECK_FALSE(may());

        auto idle = world.agent("Mia");
        CHECK(idle.get("/api/v1/agents").status() == 200);
        world.clock.advance(8h);
        CHECK(idle.get("/api/v1/agents").status() == 401);
        auto ana = world.customer("Ana");
        world.clock.advance(29 * 24h);
        CHECK(ana.get(session).text("/signed_in") == "true");
        world.clock.advance(30 * 24h);
        CHECK(ana.get(session).text("/signed_in") == "false");
    });
}

TEST_CASE("a deactivated agent is out at once here, and within five seconds elsewhere") {
    in_each_world([](World& world) {
        auto ada = world.administrator();
        auto leo = world.agent("Leo");
        CHECK(leo.get("/api/v1/agents").status() == 200);
        const auto path = "/api/v1/agents/" + std::to_string(leo.person.value) + "/deactivation";
        const auto answer = ada.post(path, R"({"hand_over":{}})");
        REQUIRE(answer.status() == 201);
        CHECK(answer.text("/active") == "false");
        CHECK(leo.get("/api/v1/agents").status() == 401);
        CHECK(ada.remove(path).status() == 200);
        CHECK(leo.get("/api/v1/agents").status() == 401);

        auto mia = world.agent("Mia");
        CHECK(mia.get("/api/v1/agents").status() == 200);
        const auto other_node =
            world.run([&](db::Transaction& tx, const Actor& actor, Instant now) {
                access::DeactivateAgent command;
                command.id = mia.person;
                return access::deactivate_agent(tx, actor, command, now);
            });
        REQUIRE(other_node);
        world.clock.advance(5s);
        CHECK(mia.get("/api/v1/agents").status() == 401);
    });
}

TEST_CASE("a changed role counts from the next request on") {
    in_each_world([](World& world) {
        auto ada = world.administrator();
        auto leo = world.agent("Leo");
        CHECK(leo.post("/api/v1/teams", R"({"name":"Mine"})").status() == 403);
        const auto role =
            world.read([](db::Transaction& tx) { return access::find_role(tx, "administrator"); });
        const auto body =
            R"({"roles":[{"role_id":)" + std::to_string(role->value) + R"(,"team_id":null}]})";
        REQUIRE(
            ada.patch("/api/v1/agents/" + std::to_string(leo.person.value), body).status() == 200
        );
        CHECK(leo.post("/api/v1/teams", R"({"name":"Mine"})").status() == 201);
    });
}

TEST_CASE("a write by cookie proves that it comes from our pages") {
    in_each_world([](World& world) {
        auto ada = world.administrator();
        const auto path = "/api/v1/teams";
        const auto team = R"({"name":"Support"})";
        const auto csrf = ada.get(session).text("/csrf");
        const auto sent = [&](const char* origin, const std::string& proof) {
            ada.with("Origin", origin).with("X-Heed-Csrf", proof);
            const auto answer = ada.send(http::Method::post, path, team);
            ada.with("Origin", "").with("X-Heed-Csrf", "");
            return answer;
        };
        CHECK(sent("", csrf).code() == "cross_site");
        CHECK(sent("https://evil.example", csrf).code() == "cross_site");
        CHECK(sent("null", csrf).code() == "cross_site");
        CHECK(sent("https://desk.example", "").code() == "csrf");
        CHECK(sent("https://desk.example", "guessed").status() == 403);
        const auto other = world.agent("Leo").get(session).text("/csrf");
        CHECK(sent("https://desk.example", other).code() == "csrf");
        ada.with("Sec-Fetch-Site", "cross-site");
        CHECK(sent("", csrf).code() == "cross_site");
        ada.with("Sec-Fetch-Site", "same-origin");
        CHECK(sent("", csrf).status() == 201);
        CHECK(
            world.stranger().with("Origin", "https://evil.example").post(session, right).code() ==
            "cross_site"
        );
    });
}

TEST_CASE("one's own password changes with the current one, and ends other sessions") {
    in_each_world([](World& world) {
        leo_with_password(world);
        auto here = world.stranger();
        auto there = world.stranger();
        REQUIRE(here.post(session, right).status() == 201);
        REQUIRE(there.post(session, right).status() == 201);
        const auto change = [&](std::string_view current, std::string_view password) {
            return here.put(
                "/api/v1/me/password",
                R"({"current":")" + std::string(current) + R"(","password":")" +
                    std::string(password) + R"("})"
            );
        };
        CHECK(change("incorrect horse", "another fine phrase").code() == "wrong_password");
        CHECK(change("correct horse battery", "short").code() == "too_short");
        CHECK(there.get("/api/v1/agents").status() == 200);
        CHECK(change("correct horse battery", "another fine phrase").status() == 204);
        CHECK(here.get("/api/v1/agents").status() == 200);
        CHECK(there.get("/api/v1/agents").status() == 401);
        CHECK(world.stranger().post(session, right).status() == 401);
    });
}

TEST_CASE("a person changes name, language and zone of themselves") {
    in_each_world([](World& world) {
        auto leo = world.agent("Leo");
        const auto answer = leo.patch("/api/v1/me", R"({"name":"Leonard","zone":"Europe/Vienna"})");
        REQUIRE(answer.status() == 200);
        CHECK(answer.text("/person/name") == "Leonard");
        CHECK(answer.text("/person/zone") == "Europe/Vienna");
        CHECK(leo.patch("/api/v1/me", R"({"zone":"Mars/Base"})").status() == 422);
        CHECK(leo.patch("/api/v1/me", R"({"kind":"customer"})").status() == 422);
        CHECK(leo.patch("/api/v1/me", R"({"name":null})").code() == "required");
    });
}
