// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/people.hpp"
#include "platform/crypto/encoding.hpp"
#include "tests/support/app.hpp"
#include "tests/support/race.hpp"
#include "tests/support/world.hpp"

#include <algorithm>
#include <array>
#include <doctest/doctest.h>

using namespace heed;
using namespace std::chrono_literals;
using tests::Answer;
using tests::AuthenticatorApp;
using tests::Visitor;
using tests::World;

namespace {

constexpr const char* session = "/api/v1/session";
constexpr const char* second_step = "/api/v1/session/second_step";
constexpr const char* security = "/api/v1/me/security";
constexpr const char* authenticator = "/api/v1/me/authenticator";
constexpr const char* removal = "/api/v1/me/authenticator/removal";
constexpr const char* codes = "/api/v1/me/recovery_codes";
constexpr const char* policy = "/api/v1/factor_policy";
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

/// An agent who chose a password, signed in by it.
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

std::string code_body(std::string_view code) {
    return R"({"code":")" + std::string(code) + R"("})";
}

struct Protected {
    AuthenticatorApp app;
    std::vector<std::string> recovery;
};

/// Sets the app up; the code that confirmed it is used up.
Protected protect(World& world, Visitor& visitor) {
    const auto begun = visitor.post(authenticator, good_password);
    REQUIRE(begun.status() == 201);
    AuthenticatorApp app(begun.text("/secret"));
    const auto confirmed = visitor.put(authenticator, code_body(app.code_at(world.clock.now())));
    REQUIRE(confirmed.status() == 201);
    std::vector<std::string> recovery;
    for (std::size_t at = 0; at < confirmed.size("/codes"); ++at)
        recovery.push_back(confirmed.text("/codes/" + std::to_string(at)));
    world.clock.advance(60s);
    return {.app = std::move(app), .recovery = std::move(recovery)};
}

/// The token of a second step, after the password.
std::string begin(Visitor& visitor) {
    const auto answer = visitor.post(session, right);
    REQUIRE(answer.status() == 201);
    CHECK(answer.text("/signed_in") == "false");
    return answer.text("/second_step/token");
}

Answer take(Visitor& visitor, std::string_view token, std::string_view code) {
    return visitor.post(
        second_step,
        R"({"token":")" + std::string(token) + R"(","code":")" + std::string(code) + R"("})"
    );
}

std::string policy_body(bool everybody, int days) {
    return std::string(R"({"everybody":)") + (everybody ? "true" : "false") +
           R"(,"role_ids":[],"grace_days":)" + std::to_string(days) + "}";
}

} // namespace

TEST_CASE("an app is set up with the password and its first code, and shows ten recovery codes") {
    in_each_world([](World& world) {
        auto leo = leo_signed_in(world);
        CHECK(
            leo.post(authenticator, R"({"password":"incorrect horse"})").code() == "wrong_password"
        );
        CHECK(leo.put(authenticator, code_body("123456")).code() == "nothing_to_confirm");
        const auto begun = leo.post(authenticator, good_password);
        CHECK(begun.text("/secret").size() == 32);
        CHECK(begun.text("/url").starts_with("otpauth://totp/Heed:leo%40desk.example?secret="));
        CHECK(leo.get(security).text("/authenticator_since") == "null");
        CHECK(leo.put(authenticator, code_body("000000")).code() == "wrong_code");
        // Nothing asks for it yet.
        CHECK(world.stranger().post(session, right).text("/signed_in") == "true");

        const auto before = leo.cookie();
        const AuthenticatorApp app(begun.text("/secret"));
        const auto done = leo.put(authenticator, code_body(app.code_at(world.clock.now())));
        CHECK(done.status() == 201);
        CHECK(done.size("/codes") == 10);
        CHECK(done.text("/codes/0").size() == 19);
        CHECK(leo.get(security).text("/authenticator_since") != "null");
        CHECK(leo.get(security).text("/recovery_codes_left") == "10");
        CHECK(leo.cookie() != before);
        CHECK(world.stranger().with_cookie(before).get(anything).status() == 401);
        CHECK(leo.get(anything).status() == 200);
        CHECK(world.facts("factor_added") == 1);
    });
}

TEST_CASE("with an app the password alone opens nothing, and a code lets in once") {
    in_each_world([](World& world) {
        auto leo = leo_signed_in(world);
        const auto app = protect(world, leo).app;
        auto visitor = world.stranger();
        const auto token = begin(visitor);
        CHECK(visitor.cookie().empty());
        CHECK(visitor.get(anything).status() == 401);
        CHECK(world.stranger().with_cookie("__Host-heed=" + token).get(anything).status() == 401);
        CHECK(world.stranger().with_bearer(token).get(anything).status() == 401);

        CHECK(take(visitor, token, "000000").code() == "wrong_code");
        CHECK(
            take(visitor, "no-such-token", app.code_at(world.clock.now())).code() == "sign_in_over"
        );
        const auto in = take(visitor, token, app.code_at(world.clock.now()));
        CHECK(in.status() == 201);
        CHECK(in.text("/signed_in") == "true");
        CHECK(visitor.get(anything).status() == 200);
        CHECK(take(visitor, token, app.code_at(world.clock.now())).code() == "sign_in_over");

        auto thief = world.stranger();
        CHECK(take(thief, begin(thief), app.code_at(world.clock.now())).code() == "wrong_code");
        CHECK(
            take(thief, begin(thief), app.code_at(world.clock.now() - 30s)).code() == "wrong_code"
        );
        world.clock.advance(30s);
        auto again = world.stranger();
        CHECK(take(again, begin(again), app.code_at(world.clock.now())).status() == 201);
    });
}

TEST_CASE("a sign-in that takes longer than ten minutes begins again") {
    in_each_world([](World& world) {
        auto leo = leo_signed_in(world);
        const auto app = protect(world, leo).app;
        auto visitor = world.stranger();
        const auto token = begin(visitor);
        world.clock.advance(10min);
        CHECK(take(visitor, token, app.code_at(world.clock.now())).code() == "sign_in_over");
        CHECK(take(visitor, begin(visitor), app.code_at(world.clock.now())).status() == 201);
    });
}

TEST_CASE("codes are tried five times from a network and ten times in all") {
    in_each_world([](World& world) {
        auto leo = leo_signed_in(world);
        const auto app = protect(world, leo).app;
        for (int networks = 0; networks < 2; ++networks) {
            auto thief = world.stranger();
            const auto token = begin(thief);
            for (int tries = 0; tries < 5; ++tries)
                CHECK(take(thief, token, "000000").code() == "wrong_code");
            const auto limited = take(thief, token, app.code_at(world.clock.now()));
            CHECK(limited.status() == 429);
            CHECK(limited.header("Retry-After") == "900");
        }
        auto elsewhere = world.stranger();
        const auto token = begin(elsewhere);
        CHECK(take(elsewhere, token, app.code_at(world.clock.now())).status() == 429);
        world.clock.advance(15min);
        CHECK(take(elsewhere, begin(elsewhere), app.code_at(world.clock.now())).status() == 201);
    });
}

TEST_CASE("each recovery code lets in once, however it is typed") {
    in_each_world([](World& world) {
        auto leo = leo_signed_in(world);
        const auto recovery = protect(world, leo).recovery;
        auto visitor = world.stranger();
        auto typed = recovery[3];
        std::ranges::replace(typed, '-', ' ');
        CHECK(take(visitor, begin(visitor), typed).status() == 201);
        CHECK(take(visitor, begin(visitor), recovery[3]).code() == "wrong_code");
        CHECK(take(visitor, begin(visitor), recovery[4]).status() == 201);
        CHECK(leo.get(security).text("/recovery_codes_left") == "8");
        CHECK(world.facts("recovery_code_used") == 2);

        CHECK(leo.post(codes, R"({"password":"incorrect horse"})").status() == 403);
        CHECK(leo.post(codes, good_password).size("/codes") == 10);
        CHECK(take(visitor, begin(visitor), recovery[5]).code() == "wrong_code");
    });
}

TEST_CASE("neither a code nor a secret can be read in the database") {
    in_each_world([](World& world) {
        auto leo = leo_signed_in(world);
        const auto kept = protect(world, leo);
        const auto sealed = world.read([](db::Transaction& tx) {
            return tx.value<std::string>("SELECT sealed FROM authenticator");
        });
        CHECK_FALSE(sealed.contains(crypto::base64url(kept.app.secret())));
        const auto digests = world.read([](db::Transaction& tx) {
            return tx.rows<std::string>("SELECT digest FROM recovery_code");
        });
        CHECK(digests.size() == 10);
        for (const auto& digest : digests) CHECK(digest.size() == 64);
        // A row of somebody else's opens nothing.
        auto mia = world.agent("Mia");
        world.run([&](db::Transaction& tx, const Actor&, Instant) -> Result<bool> {
            tx.run("UPDATE authenticator SET person_id = ?1", mia.person);
            return true;
        });
        world.read([&](db::Transaction& tx) {
            const auto code = kept.app.code_at(world.clock.now());
            CHECK_FALSE(
                access::period_of(tx, world.desk().sealer, mia.person, code, world.clock.now())
            );
            return true;
        });
    });
}

TEST_CASE("of many who use one code at once one gets in") {
    in_each_world([](World& world) {
        auto leo = leo_signed_in(world);
        const auto kept = protect(world, leo);
        for (const auto& code : {kept.app.code_at(world.clock.now()), kept.recovery[0]}) {
            std::vector<Visitor> visitors;
            std::vector<std::string> tokens;
            for (int at = 0; at < 4; ++at) {
                visitors.push_back(world.stranger());
                tokens.push_back(begin(visitors.back()));
            }
            std::array<int, 4> status{};
            tests::race(4, [&](int at) {
                const auto one = static_cast<std::size_t>(at);
                status.at(one) = take(visitors.at(one), tokens.at(one), code).status();
            });
            CHECK(std::ranges::count(status, 201) == 1);
            CHECK(std::ranges::count(status, 401) == 3);
        }
    });
}

TEST_CASE("a reset password and an old session lead to the second step as well") {
    in_each_world([](World& world) {
        auto leo = leo_signed_in(world);
        protect(world, leo);
        auto visitor = world.stranger();
        visitor.post("/api/v1/password_resets", R"({"email":"leo@desk.example"})");
        const auto reset = world.token_in_letter("password_reset_asked");
        CHECK(visitor.post("/api/v1/password_resets/" + reset, good_password).status() == 204);
        CHECK(visitor.get(anything).status() == 401);
        CHECK(leo.get(anything).status() == 401);
        CHECK_FALSE(begin(visitor).empty());
    });
}

TEST_CASE("a new password ends the second steps that the old one began") {
    in_each_world([](World& world) {
        auto leo = leo_signed_in(world);
        const auto app = protect(world, leo).app;
        auto thief = world.stranger();
        const auto token = begin(thief);
        const auto changed = leo.put(
            "/api/v1/me/password",
            R"({"current":"correct horse battery","password":"another horse battery"})"
        );
        CHECK(changed.status() == 204);
        CHECK(take(thief, token, app.code_at(world.clock.now())).code() == "sign_in_over");
    });
}

TEST_CASE("the app is taken away with the password, and its recovery codes with it") {
    in_each_world([](World& world) {
        auto leo = leo_signed_in(world);
        protect(world, leo);
        CHECK(leo.post(removal, R"({"password":"incorrect horse"})").code() == "wrong_password");
        CHECK(leo.post(removal, good_password).status() == 204);
        CHECK(leo.get(security).text("/recovery_codes_left") == "0");
        CHECK(world.stranger().post(session, right).text("/signed_in") == "true");
        CHECK(leo.post(removal, good_password).status() == 404);
        CHECK(leo.post(codes, good_password).code() == "no_factor");
    });
}

TEST_CASE("an administrator takes a colleague's factors away, and nobody else does") {
    in_each_world([](World& world) {
        auto leo = leo_signed_in(world);
        protect(world, leo);
        const auto path = "/api/v1/agents/" + std::to_string(leo.person.value) + "/factors";
        CHECK(world.agent("Mia").remove(path).status() == 403);
        CHECK(leo.remove(path).status() == 403);
        auto ada = world.administrator();
        CHECK(ada.remove(path).status() == 204);
        CHECK(leo.get(anything).status() == 401);
        CHECK(world.stranger().post(session, right).text("/signed_in") == "true");
        CHECK(world.facts("factors_reset") == 1);
        CHECK(ada.remove(path).status() == 204);
        CHECK(world.facts("factors_reset") == 1);
        const auto own = "/api/v1/agents/" + std::to_string(ada.person.value) + "/factors";
        CHECK(ada.remove(own).code() == "own_factors");
    });
}

TEST_CASE("where a second factor is asked for, who has none sets one up and does nothing else") {
    in_each_world([](World& world) {
        auto leo = leo_signed_in(world);
        auto ada = world.administrator();
        CHECK(ada.put(policy, policy_body(true, 0)).status() == 200);
        auto program = world.program({{"*"}});
        CHECK(program.get(anything).status() == 200);

        CHECK(leo.get(anything).code() == "second_factor_needed");
        const auto seen = leo.get(session);
        CHECK(seen.text("/must_enrol") == "true");
        CHECK(seen.size("/permissions") == 0);
        CHECK(seen.text("/position") == "null");
        CHECK(leo.get("/api/v1/sessions").status() == 403);
        CHECK(leo.put("/api/v1/me/password", R"({"current":"a","password":"b"})").status() == 403);

        auto leaving = world.person(leo.person);
        CHECK(leaving.remove(session).status() == 204);

        protect(world, leo);
        CHECK(leo.get(session).text("/must_enrol") == "false");
        CHECK(leo.get(anything).status() == 200);
        CHECK(leo.post(removal, good_password).code() == "last_factor");
        CHECK(leo.get(security).text("/authenticator_since") != "null");
    });
}

TEST_CASE("who is asked for a second factor has the days of grace, told from the first") {
    in_each_world([](World& world) {
        auto leo = leo_signed_in(world);
        CHECK(leo.get(session).text("/enrol_by") == "null");
        auto ada = world.administrator();
        const auto role = world.read([](db::Transaction& tx) {
            return access::find_role(tx, "agent").value().value;
        });
        const auto body =
            R"({"everybody":false,"role_ids":[)" + std::to_string(role) + R"(],"grace_days":2})";
        CHECK(ada.put(policy, body).status() == 200);
        const auto by = world.clock.now() + 48h;
        CHECK(leo.get(session).text("/enrol_by") == to_rfc3339(by));
        CHECK(ada.get(session).text("/enrol_by") == "null");
        CHECK(leo.get(anything).status() == 200);
        // Asking for less, or for the same, does not begin the days anew.
        world.clock.advance(1h);
        CHECK(ada.put(policy, body).status() == 200);
        CHECK(leo.get(session).text("/enrol_by") == to_rfc3339(by));
        world.clock.advance(47h);
        auto late = world.person(leo.person);
        CHECK(late.get(anything).code() == "second_factor_needed");
        CHECK(world.administrator().get(anything).status() == 200);
    });
}

TEST_CASE("what makes no rule is refused") {
    in_each_world([](World& world) {
        auto ada = world.administrator();
        CHECK(ada.put(policy, policy_body(true, 91)).code() == "bad_grace");
        CHECK(ada.put(policy, policy_body(true, -1)).code() == "bad_grace");
        const auto* const unknown = R"({"everybody":false,"role_ids":[999],"grace_days":1})";
        CHECK(ada.put(policy, unknown).code() == "unknown_role");
        CHECK(world.facts("factor_policy_changed") == 0);
        CHECK(ada.put(policy, policy_body(false, 8)).status() == 200);
        const auto* const old =
            R"({"everybody":true,"role_ids":[],"grace_days":9,"expected_version":1})";
        CHECK(ada.put(policy, old).status() == 409);
        CHECK(ada.get(policy).text("/everybody") == "false");
    });
}

TEST_CASE("wrong codes stand in the journal with whose they were") {
    in_each_world([](World& world) {
        auto leo = leo_signed_in(world);
        protect(world, leo);
        auto thief = world.stranger();
        const auto token = begin(thief);
        take(thief, token, "000000");
        take(thief, token, "000001");
        world.clock.advance(1min);
        world.run([&](db::Transaction& tx, const Actor&, Instant now) {
            return access::keep_house(tx, now);
        });
        const auto failed = world.read([](db::Transaction& tx) {
            return tx.value<std::string>("SELECT data FROM event WHERE kind = 'sign_ins_failed'");
        });
        CHECK(failed.contains(R"("person":)" + std::to_string(leo.person.value)));
        CHECK(failed.contains(R"("tries":2)"));
    });
}

TEST_CASE("customers and programs have no second factor") {
    in_each_world([](World& world) {
        auto ana = world.customer("Ana");
        CHECK(ana.get(security).status() == 403);
        CHECK(ana.post(authenticator, good_password).status() == 403);
        CHECK(world.program({{"*"}}).get(security).code() == "session_needed");
    });
}

TEST_CASE("what happened to an account is told to its owner and to administrators") {
    in_each_world([](World& world) {
        auto leo = leo_signed_in(world);
        protect(world, leo);
        auto thief = world.stranger();
        take(thief, begin(thief), "000000");
        world.clock.advance(1min);
        world.run([&](db::Transaction& tx, const Actor&, Instant now) {
            return access::keep_house(tx, now);
        });
        const auto own = leo.get(security);
        CHECK(own.text("/events/0/kind") == "sign_ins_failed");
        CHECK(own.text("/events/0/tries") == "1");
        CHECK_FALSE(own.text("/events/0/network").empty());
        CHECK(own.text("/events/1/kind") == "recovery_codes_made");
        CHECK(own.text("/events/2/kind") == "factor_added");
        CHECK(own.text("/events/2/by_another") == "false");

        auto ada = world.administrator();
        const auto path = "/api/v1/agents/" + std::to_string(leo.person.value);
        const auto seen = ada.get(path + "/security");
        CHECK(seen.text("/security/events/0/kind") == "sign_ins_failed");
        CHECK(seen.size("/sessions") == 1);
        CHECK(ada.remove(path + "/factors").status() == 204);
        CHECK(ada.get(path + "/security").text("/security/events/0/kind") == "factors_reset");
        CHECK(ada.get(path + "/security").text("/security/events/0/by_another") == "true");
    });
}

TEST_CASE("an administrator ends a colleague's sessions, but not those of who holds more") {
    in_each_world([](World& world) {
        auto leo = leo_signed_in(world);
        auto ada = world.administrator();
        const auto path = "/api/v1/agents/" + std::to_string(leo.person.value) + "/sessions";
        CHECK(world.agent("Mia").remove(path).status() == 403);
        CHECK(ada.remove(path).status() == 204);
        CHECK(leo.get(anything).status() == 401);
        CHECK(ada.get(anything).status() == 200);
    });
}
