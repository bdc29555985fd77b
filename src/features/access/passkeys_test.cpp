// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/people.hpp"
#include "tests/support/browser_key.hpp"
#include "tests/support/race.hpp"
#include "tests/support/world.hpp"

#include <algorithm>
#include <array>
#include <doctest/doctest.h>

using namespace heed;
using namespace std::chrono_literals;
using tests::Answer;
using tests::BrowserKey;
using tests::Visitor;
using tests::World;

namespace {

constexpr const char* session = "/api/v1/session";
constexpr const char* security = "/api/v1/me/security";
constexpr const char* passkeys = "/api/v1/me/passkeys";
constexpr const char* anything = "/api/v1/agents";
constexpr const char* good_password = R"({"password":"correct horse battery"})";
constexpr const char* right = R"({"email":"leo@desk.example","password":"correct horse battery"})";

template <class Test>
void in_each_world(Test test) {
    for (const auto engine : db::test_engines()) {
        World world(engine, {.routes = {access::routes(), people::routes()}});
        test(world);
    }
}

Visitor leo_signed_in(World& world) {
    static_cast<void>(world.agent("Leo"));
    const auto path = "/api/v1/invitations/" + world.token_in_letter("agent_invited");
    REQUIRE(world.stranger().post(path, good_password).status() == 200);
    auto leo = world.stranger();
    const auto entered = leo.post(session, right);
    REQUIRE(entered.text("/signed_in") == "true");
    leo.person = PersonId{entered.number("/person/id")};
    return leo;
}

Answer add(Visitor& visitor, BrowserKey& key) {
    return key.add(visitor, "Laptop", "correct horse battery");
}

} // namespace

TEST_CASE("a passkey is added with the password, and lets its person in without a name") {
    in_each_world([](World& world) {
        auto leo = leo_signed_in(world);
        BrowserKey key;
        const auto before = leo.cookie();
        const auto added = add(leo, key);
        CHECK(added.status() == 201);
        CHECK(added.text("/passkey/name") == "Laptop");
        CHECK(added.size("/codes") == 10);
        CHECK(leo.cookie() != before);
        CHECK(world.stranger().with_cookie(before).get(anything).status() == 401);
        CHECK(leo.get(security).size("/passkeys") == 1);

        auto visitor = world.stranger();
        const auto in = key.enter(visitor);
        CHECK(in.status() == 201);
        CHECK(in.text("/person/email") == "leo@desk.example");
        CHECK(visitor.get(anything).status() == 200);
        CHECK(leo.get(security).text("/passkeys/0/last_used_at") != "null");
        CHECK(visitor.get("/api/v1/sessions").text("/items/0/method") == "passkey");
    });
}

TEST_CASE("the password alone opens nothing where a passkey is") {
    in_each_world([](World& world) {
        auto leo = leo_signed_in(world);
        BrowserKey key;
        REQUIRE(add(leo, key).status() == 201);
        auto visitor = world.stranger();
        const auto begun = visitor.post(session, right);
        CHECK(begun.text("/signed_in") == "false");
        CHECK(begun.text("/second_step/by_passkey") == "true");
        CHECK(begun.text("/second_step/by_code") == "false");
        CHECK(key.enter(visitor, begun.text("/second_step/token")).status() == 201);
        CHECK(visitor.get(anything).status() == 200);
    });
}

TEST_CASE("a challenge is good once, for five minutes, and for what it was made for") {
    in_each_world([](World& world) {
        auto leo = leo_signed_in(world);
        BrowserKey key;
        REQUIRE(add(leo, key).status() == 201);
        auto visitor = world.stranger();
        const auto used = key.signed_in_body(visitor, {});
        CHECK(visitor.post(tests::session_passkey, used).status() == 201);
        CHECK(visitor.post(tests::session_passkey, used).code() == "challenge_over");

        const auto late = key.signed_in_body(visitor, {});
        world.clock.advance(5min);
        CHECK(visitor.post(tests::session_passkey, late).code() == "challenge_over");

        // Made for a second step, sent without one.
        const auto step = visitor.post(session, right).text("/second_step/token");
        auto other = world.stranger();
        const auto of_step = key.signed_in_body(other, step);
        auto without = of_step;
        const auto at = without.find(R"(,"second_step")");
        without = without.substr(0, at) + "}";
        CHECK(other.post(tests::session_passkey, without).code() == "challenge_over");
        // Made in another session.
        auto mia = world.person(leo.person);
        BrowserKey second;
        const auto foreign = second.added_body(mia, "Other", "correct horse battery");
        CHECK(leo.post(passkeys, foreign).code() == "challenge_over");
    });
}

TEST_CASE("whatever is not signed for this desk, by who was asked for, is refused alike") {
    in_each_world([](World& world) {
        auto leo = leo_signed_in(world);
        BrowserKey key;
        REQUIRE(add(leo, key).status() == 201);
        const auto refused = [&](const BrowserKey::Lie& lie) {
            auto visitor = world.stranger();
            const auto answer = key.enter(visitor, {}, lie);
            CHECK(visitor.cookie().empty());
            return answer.code();
        };
        CHECK(refused({.origin = "https://evil.example"}) == "wrong_passkey");
        CHECK(refused({.origin = "http://desk.example"}) == "wrong_passkey");
        CHECK(refused({.site = "evil.example"}) == "wrong_passkey");
        CHECK(refused({.type = "webauthn.create"}) == "wrong_passkey");
        CHECK(refused({.verified = false}) == "wrong_passkey");
        CHECK(refused({.present = false}) == "wrong_passkey");
        CHECK(refused({.spoilt_signature = true}) == "wrong_passkey");
        CHECK(refused({.challenge = "invented"}) == "challenge_over");
        BrowserKey unknown;
        auto visitor = world.stranger();
        CHECK(unknown.enter(visitor).code() == "wrong_passkey");

        auto making = [&](const BrowserKey::Lie& lie) {
            BrowserKey fresh;
            return leo.post(passkeys, fresh.added_body(leo, "Fresh", "correct horse battery", lie));
        };
        CHECK(making({.origin = "https://evil.example"}).code() == "bad_passkey");
        CHECK(making({.site = "evil.example"}).code() == "bad_passkey");
        CHECK(making({.type = "webauthn.get"}).code() == "bad_passkey");
        CHECK(making({.verified = false}).code() == "bad_passkey");
        CHECK(leo.get(security).size("/passkeys") == 1);
    });
}

TEST_CASE("a passkey is one person's") {
    in_each_world([](World& world) {
        auto leo = leo_signed_in(world);
        BrowserKey key;
        REQUIRE(add(leo, key).status() == 201);
        CHECK(add(leo, key).code() == "passkey_taken");
        const auto path = std::string(passkeys) + '/' + leo.get(security).text("/passkeys/0/id");
        CHECK(
            leo.post(path + "/removal", R"({"password":"incorrect"})").code() == "wrong_password"
        );
        CHECK(leo.post(path + "/removal", good_password).status() == 204);
        CHECK(leo.post(path + "/removal", good_password).status() == 404);
        CHECK(leo.get(security).text("/recovery_codes_left") == "0");
        auto visitor = world.stranger();
        CHECK(key.enter(visitor).code() == "wrong_passkey");
        CHECK(visitor.post(session, right).text("/signed_in") == "true");
    });
}

TEST_CASE("a deactivated agent's passkey opens nothing, and a reset takes it away") {
    in_each_world([](World& world) {
        auto leo = leo_signed_in(world);
        BrowserKey key;
        REQUIRE(add(leo, key).status() == 201);
        auto ada = world.administrator();
        const auto agent = "/api/v1/agents/" + std::to_string(leo.person.value);
        REQUIRE(ada.post(agent + "/deactivation", "{}").status() == 201);
        auto visitor = world.stranger();
        CHECK(key.enter(visitor).code() == "wrong_passkey");
        REQUIRE(ada.remove(agent + "/deactivation").status() == 200);
        CHECK(key.enter(visitor).status() == 201);
        CHECK(ada.remove(agent + "/factors").status() == 204);
        auto again = world.stranger();
        CHECK(key.enter(again).code() == "wrong_passkey");
    });
}

TEST_CASE("a counter that goes back is told, and one that stands at nought is none") {
    in_each_world([](World& world) {
        auto leo = leo_signed_in(world);
        BrowserKey key;
        REQUIRE(add(leo, key).status() == 201);
        auto visitor = world.stranger();
        CHECK(key.enter(visitor).status() == 201);
        CHECK(key.enter(visitor, {}, {.sign_count = 5}).status() == 201);
        CHECK(key.enter(visitor, {}, {.sign_count = 6}).status() == 201);
        CHECK(world.facts("passkey_counter_went_back") == 0);
        CHECK(key.enter(visitor, {}, {.sign_count = 6}).status() == 201);
        CHECK(world.facts("passkey_counter_went_back") == 1);
    });
}

TEST_CASE("of two who take the last factor away at once, where one is asked for, none gets through"
) {
    in_each_world([](World& world) {
        auto leo = leo_signed_in(world);
        BrowserKey one;
        BrowserKey two;
        REQUIRE(add(leo, one).status() == 201);
        REQUIRE(add(leo, two).status() == 201);
        auto ada = world.administrator();
        REQUIRE(
            ada.put("/api/v1/factor_policy", R"({"everybody":true,"role_ids":[],"grace_days":90})")
                .status() == 200
        );
        const auto known = leo.get(security);
        std::array<int, 2> status{};
        tests::race(2, [&](int at) {
            auto mine = leo;
            const auto id = known.text("/passkeys/" + std::to_string(at) + "/id");
            status.at(static_cast<std::size_t>(at)) =
                mine.post(std::string(passkeys) + '/' + id + "/removal", good_password).status();
        });
        CHECK(std::ranges::count(status, 204) == 1);
        CHECK(std::ranges::count(status, 409) == 1);
        CHECK(leo.get(security).size("/passkeys") == 1);
    });
}

TEST_CASE("passkeys are for https addresses with a name") {
    CHECK(access::passkey_site("https://help.example.org").id == "help.example.org");
    CHECK(access::passkey_site("https://help.example.org:8443").id == "help.example.org");
    CHECK(access::passkey_site("http://localhost:8080").id == "localhost");
    CHECK(access::passkey_site("http://help.example.org").id.empty());
    CHECK(access::passkey_site("https://192.0.2.1").id.empty());
    CHECK(access::passkey_site("https://[::1]").id.empty());
    CHECK(access::passkey_site("nonsense").id.empty());
}

TEST_CASE("a passkey gets another name from its owner alone") {
    in_each_world([](World& world) {
        auto leo = leo_signed_in(world);
        BrowserKey key;
        const auto id = add(leo, key).text("/passkey/id");
        const auto path = std::string(passkeys) + "/" + id + "/name";
        CHECK(leo.put(path, R"({"name":"Key ring"})").status() == 204);
        CHECK(leo.get(security).text("/passkeys/0/name") == "Key ring");
        CHECK(leo.put(path, R"({"name":""})").status() == 422);
        auto mia = world.agent("Mia");
        CHECK(mia.put(path, R"({"name":"Mine"})").status() == 404);
        CHECK(leo.get(security).text("/passkeys/0/name") == "Key ring");
    });
}
