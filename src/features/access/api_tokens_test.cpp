// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/people.hpp"
#include "features/settings/settings.hpp"
#include "platform/crypto/token.hpp"
#include "tests/support/world.hpp"

#include <doctest/doctest.h>

using namespace heed;
using namespace std::chrono_literals;
using tests::World;

namespace {

constexpr const char* tokens = "/api/v1/tokens";

template <class Test>
void in_each_world(Test test) {
    for (const auto engine : db::test_engines()) {
        World world(engine, {.routes = {access::routes(), people::routes(), settings::routes()}});
        test(world);
    }
}

std::string body(std::string_view scopes, std::string_view expires_at = "null") {
    return R"({"name":"script","scopes":)" + std::string(scopes) + R"(,"expires_at":)" +
           std::string(expires_at) + "}";
}

} // namespace

TEST_CASE("a token may what its scopes say and its owner may, and is told once") {
    in_each_world([](World& world) {
        auto leo = world.agent("Leo");
        const auto made = leo.post(tokens, body(R"(["person:read"])"));
        REQUIRE(made.status() == 201);
        const auto token = made.text("/token");
        CHECK(token.starts_with("heed_"));
        CHECK(leo.get(tokens).text("/items/0/token") == "null");

        auto script = world.stranger().with_bearer(token);
        CHECK(script.get("/api/v1/people").status() == 200);
        CHECK(script.post("/api/v1/people", R"({"name":"X"})").code() == "not_allowed");
        CHECK(leo.post("/api/v1/people", R"({"name":"X"})").status() == 201);
        CHECK(script.get("/api/v1/session").text("/permissions") == R"(["person:read"])");
        CHECK(script.post(tokens, body(R"(["person:read"])")).status() == 403);
        CHECK(
            script.put("/api/v1/me/password", R"({"current":"x","password":"y"})").code() ==
            "session_needed"
        );
        CHECK(leo.post(tokens, body(R"(["agent:manage"])")).code() == "beyond_own_permissions");
        const auto unknown = leo.post(tokens, body(R"(["all"])"));
        CHECK(unknown.code() == "unknown_scope");
        CHECK(unknown.text("/detail").starts_with("`all` is no scope. There are: *, ticket:read,"));
        CHECK(leo.post(tokens, body("[]")).status() == 422);
    });
}

TEST_CASE("a token of everything grows and shrinks with its owner") {
    in_each_world([](World& world) {
        auto ada = world.administrator();
        auto bea = world.agent("Bea", "administrator");
        const auto token = bea.post(tokens, body(R"(["*"])")).text("/token");
        auto script = world.stranger().with_bearer(token);
        CHECK(script.post("/api/v1/teams", R"({"name":"One"})").status() == 201);
        const auto role =
            world.read([](db::Transaction& tx) { return access::find_role(tx, "agent"); });
        const auto less =
            R"({"roles":[{"role_id":)" + std::to_string(role->value) + R"(,"team_id":null}]})";
        REQUIRE(
            ada.patch("/api/v1/agents/" + std::to_string(bea.person.value), less).status() == 200
        );
        CHECK(script.post("/api/v1/teams", R"({"name":"Two"})").status() == 403);
        const auto path = "/api/v1/agents/" + std::to_string(bea.person.value) + "/deactivation";
        REQUIRE(ada.post(path, "{}").status() == 201);
        CHECK(script.get("/api/v1/session").code() == "bad_token");
        REQUIRE(ada.remove(path).status() == 200);
        CHECK(script.get("/api/v1/session").status() == 401);
    });
}

TEST_CASE("tokens end when revoked or out of time, and only their keepers end them") {
    in_each_world([](World& world) {
        auto leo = world.agent("Leo");
        const auto made = leo.post(tokens, body(R"(["ticket:read"])", R"("2027-01-15T09:00:00Z")"));
        REQUIRE(made.status() == 201);
        CHECK(
            leo.post(tokens, body(R"(["ticket:read"])", R"("2020-01-01T00:00:00Z")")).code() ==
            "in_the_past"
        );
        const auto path = std::string(tokens) + "/" + made.text("/id");
        auto script = world.stranger().with_bearer(made.text("/token"));
        CHECK(script.get("/api/v1/session").status() == 200);
        CHECK(world.agent("Mia").remove(path).status() == 404);
        CHECK(world.agent("Mia").get(tokens).size("/items") == 0);
        CHECK(world.administrator().get(tokens).size("/items") == 1);
        CHECK(world.administrator().remove(path).status() == 204);
        CHECK(script.get("/api/v1/session").status() == 401);
        CHECK(leo.remove(path).status() == 404);

        const auto timed =
            leo.post(tokens, body(R"(["ticket:read"])", R"("2027-01-15T09:00:00Z")"));
        auto late = world.stranger().with_bearer(timed.text("/token"));
        CHECK(late.get("/api/v1/session").status() == 200);
        world.clock.advance(24h);
        CHECK(late.get("/api/v1/session").status() == 401);
    });
}

TEST_CASE("a program needs no proof of page, an invented token is refused") {
    in_each_world([](World& world) {
        auto program = world.program({{"agent:manage"}});
        CHECK(program.post("/api/v1/teams", R"({"name":"One"})").status() == 201);
        CHECK(program.get("/api/v1/people").status() == 403);
        for (const auto& token :
             {std::string("heed_invented"), crypto::new_api_token(), std::string()}) {
            auto liar = world.stranger().with_bearer(token);
            CHECK(liar.get("/api/v1/session").code() == "bad_token");
        }
        CHECK(
            world.stranger().with("Authorization", "Basic YTpi").get("/api/v1/agents").status() ==
            401
        );
    });
}

TEST_CASE("when a token was last used is kept, a minute coarse") {
    in_each_world([](World& world) {
        auto leo = world.agent("Leo");
        const auto made = leo.post(tokens, body(R"(["ticket:read"])"));
        CHECK(made.text("/last_used_at") == "null");
        world.clock.advance(2min);
        world.stranger().with_bearer(made.text("/token")).get("/api/v1/session");
        world.gate().write_last_seen();
        CHECK(leo.get(tokens).text("/items/0/last_used_at") == to_rfc3339(world.clock.now()));
        CHECK(leo.get("/api/v1/agents").text("/items/0/last_seen_at") != "null");
    });
}

TEST_CASE("a repeated creation with one key makes one token and tells it once") {
    in_each_world([](World& world) {
        auto leo = world.agent("Leo");
        leo.with("Idempotency-Key", "6f9a");
        const auto first = leo.post(tokens, body(R"(["ticket:read"])"));
        const auto again = leo.post(tokens, body(R"(["ticket:read"])"));
        CHECK(first.text("/id") == again.text("/id"));
        CHECK(again.text("/token") == "null");
        CHECK(again.header("Idempotency-Replayed") == "true");
        CHECK(world.facts("token_created") == 1);
    });
}

TEST_CASE("who asks too fast is told when to come back") {
    World world(
        db::Engine::sqlite,
        {.routes = {access::routes()},
         .gate =
             {.rates =
                  {.reads_per_second = 2,
                   .writes_per_second = 1,
                   .anonymous_per_second = 1,
                   .burst_seconds = 2},
              .hand_over = {},
              .banners = {}}}
    );
    auto leo = world.agent("Leo");
    for (int number = 0; number < 4; ++number) CHECK(leo.get("/api/v1/agents").status() == 200);
    const auto limited = leo.get("/api/v1/agents");
    CHECK(limited.status() == 429);
    CHECK(limited.header("Retry-After") == "1");
    CHECK(world.agent("Mia").get("/api/v1/agents").status() == 200);
    world.clock.advance(1s);
    CHECK(leo.get("/api/v1/agents").status() == 200);

    auto stranger = world.stranger().at("2001:db8:1:2::1");
    auto neighbour = world.stranger().at("2001:db8:1:2::2");
    CHECK(stranger.get("/api/v1/session").status() == 200);
    CHECK(neighbour.get("/api/v1/session").status() == 200);
    CHECK(stranger.get("/api/v1/session").status() == 429);
    CHECK(world.stranger().at("2001:db8:1:3::1").get("/api/v1/session").status() == 200);

    auto guesser = world.stranger().at("2001:db8:1:4::1");
    for (const int expected : {401, 401, 429}) {
        auto guess = guesser.with_bearer(crypto::new_api_token());
        CHECK(guess.get("/api/v1/session").status() == expected);
    }
}

TEST_CASE("a program may end itself, and no other token of whom it acts for") {
    for (const auto engine : db::test_engines()) {
        tests::World world(engine, {.routes = {access::routes(), people::routes()}});
        auto noor = world.agent("Noor");
        const auto made = [&](const std::string& name) {
            const auto answer =
                noor.post("/api/v1/tokens", R"({"scopes":["*"],"name":")" + name + "\"}");
            REQUIRE(answer.status() == 201);
            return answer;
        };
        const auto own = made("deploy");
        const auto other = made("backup");
        auto program = world.stranger();
        program.with_bearer(own.text("/token"));
        CHECK(program.remove("/api/v1/tokens/" + other.text("/id")).status() == 404);
        CHECK(program.remove("/api/v1/tokens/" + own.text("/id")).status() == 204);
        world.gate().forget_all();
        CHECK(program.get("/api/v1/tokens").status() == 401);
        CHECK(noor.remove("/api/v1/tokens/" + other.text("/id")).status() == 204);
    }
}
