// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/store.hpp"
#include "features/people/people.hpp"
#include "platform/crypto/token.hpp"
#include "tests/support/race.hpp"
#include "tests/support/world.hpp"

#include <atomic>
#include <doctest/doctest.h>

using namespace heed;
using namespace heed::access;
using namespace std::chrono_literals;
using tests::Visitor;
using tests::World;

namespace {

constexpr const char* password = R"({"password":"correct horse battery"})";

template <class Test>
void in_each_world(Test test) {
    for (const auto engine : db::test_engines()) {
        World world(engine, {.routes = {access::routes(), people::routes()}});
        test(world);
    }
}

std::string email(std::string_view address) {
    return R"({"email":")" + std::string(address) + R"("})";
}

std::string reset_path(World& world) {
    return "/api/v1/password_resets/" + world.token_in_letter("password_reset_asked");
}

Result<PersonId> peek(World& world, std::string_view token) {
    return world.read([&](db::Transaction& tx) {
        return peek_sign_in_link(tx, token, world.clock.now());
    });
}

Result<NewSession>
spend(World& world, std::string_view token, std::string session_token = crypto::random_token()) {
    const SpendLink command{
        .token = token,
        .session_token = std::move(session_token),
        .network = "192.0.2.1",
    };
    return spend_sign_in_link(world.desk().db, command, world.clock.now());
}

/// Every text of every table, as a thief of the database would have it.
std::string dump(World& world) {
    return world.read([](db::Transaction& tx) {
        std::string all;
        const auto add = [&](const std::vector<std::string>& texts) {
            for (const auto& text : texts) all += text + '\n';
        };
        add(tx.rows<std::string>("SELECT digest || ' ' || sealed AS all_text FROM one_time_token"));
        add(tx.rows<std::string>("SELECT digest || ' ' || sealed AS all_text FROM request_link"));
        add(tx.rows<std::string>("SELECT digest || ' ' || network AS all_text FROM session"));
        add(tx.rows<std::string>("SELECT digest || ' ' || name AS all_text FROM api_token"));
        add(tx.rows<std::string>("SELECT cast(data AS text) AS all_text FROM event"));
        return all;
    });
}

} // namespace

TEST_CASE("a reset sets a password once, within the hour, and ends sessions") {
    in_each_world([](World& world) {
        auto leo = world.agent("Leo");
        CHECK(
            world.stranger().post("/api/v1/password_resets", email("LEO@desk.example")).status() ==
            202
        );
        const auto path = reset_path(world);
        CHECK(leo.get("/api/v1/agents").status() == 200);
        CHECK(world.stranger().post(path, R"({"password":"short"})").code() == "too_short");
        CHECK(world.stranger().post(path, R"({"password":"password123"})").status() == 422);
        CHECK(world.stranger().post(path, password).status() == 204);
        CHECK(leo.get("/api/v1/agents").status() == 401);
        const auto again = world.stranger().post(path, password);
        CHECK(again.status() == 404);
        CHECK(again.code() == "link_expired");
        CHECK(world.facts("password_changed") == 1);

        REQUIRE(
            world.stranger().post("/api/v1/password_resets", email("leo@desk.example")).status() ==
            202
        );
        const auto late = reset_path(world);
        world.clock.advance(1h);
        CHECK(world.stranger().post(late, password).status() == 404);
    });
}

TEST_CASE("a link is for its purpose, and for the address it went to") {
    in_each_world([](World& world) {
        auto ada = world.administrator();
        const auto leo = world.agent("Leo").person;
        const auto invitation = world.token_in_letter("agent_invited");
        CHECK(
            world.stranger().post("/api/v1/password_resets/" + invitation, password).status() == 404
        );
        CHECK_FALSE(peek(world, invitation));

        const auto person = "/api/v1/people/" + std::to_string(leo.value);
        const auto old_address = ada.get(person).number("/addresses/0/id");
        const auto other = R"({"address":"leonard@desk.example","is_primary":true})";
        REQUIRE(ada.post(person + "/addresses", other).status() == 201);
        REQUIRE(ada.remove(person + "/addresses/" + std::to_string(old_address)).status() == 200);
        CHECK(world.stranger().post("/api/v1/invitations/" + invitation, password).status() == 404);
    });
}

TEST_CASE("only the invited address lets an agent in who was a customer with others") {
    in_each_world([](World& world) {
        auto leo = world.agent("Leo");
        const auto xavier = world.customer("Xavier").person;
        const auto addresses = "/api/v1/people/" + std::to_string(xavier.value) + "/addresses";
        const auto evil = R"({"address":"evil@elsewhere.example","is_primary":true})";
        REQUIRE(world.administrator().post(addresses, evil).status() == 201);
        auto ada = world.administrator();
        const auto invited = ada.post(
            "/api/v1/agents",
            R"({"name":"Xavier","email":"Xavier@customers.example","roles":[],"teams":[]})"
        );
        REQUIRE(invited.status() == 201);
        CHECK(invited.text("/email") == "xavier@customers.example");
        const auto sent_to = world.read([](db::Transaction& tx) {
            return tx.row<std::string>("SELECT address FROM one_time_token ORDER BY id DESC LIMIT 1"
            );
        });
        CHECK(sent_to == "xavier@customers.example");
        const auto link = world.token_in_letter("agent_invited");
        REQUIRE(world.stranger().post("/api/v1/invitations/" + link, password).status() == 200);

        const auto asked = email("evil@elsewhere.example");
        CHECK(world.stranger().post("/api/v1/password_resets", asked).status() == 202);
        CHECK(world.stranger().post("/api/v1/sign_in_links", asked).status() == 202);
        CHECK(world.facts("password_reset_asked") == 0);
        CHECK(world.facts("sign_in_link_asked") == 0);
        const auto sign_in = [&](const char* address) {
            return world.stranger()
                .post(
                    "/api/v1/session",
                    R"({"email":")" + std::string(address) +
                        R"(","password":"correct horse battery"})"
                )
                .status();
        };
        CHECK(sign_in("evil@elsewhere.example") == 401);
        CHECK(sign_in("xavier@customers.example") == 201);
        CHECK(leo.post(addresses, R"({"address":"me@elsewhere.example"})").status() == 403);
    });
}

TEST_CASE("an invitation lasts 72 hours; a newer one ends it; the new agent chooses a name") {
    in_each_world([](World& world) {
        auto ada = world.administrator();
        const auto leo = world.agent("Leo").person;
        const auto first = world.token_in_letter("agent_invited");
        const auto again = "/api/v1/agents/" + std::to_string(leo.value) + "/invitation";
        REQUIRE(ada.post(again).status() == 201);
        const auto second = world.token_in_letter("agent_invited");
        CHECK(first != second);
        CHECK(world.stranger().post("/api/v1/invitations/" + first, password).status() == 404);
        world.clock.advance(71h);
        const auto accept = R"({"password":"correct horse battery","name":"Leonard"})";
        const auto accepted = world.stranger().post("/api/v1/invitations/" + second, accept);
        CHECK(accepted.status() == 200);
        CHECK(accepted.text("/email") == "leo@desk.example");
        const auto ada_again =
            world.administrator().get("/api/v1/agents/" + std::to_string(leo.value));
        CHECK(ada_again.text("/name") == "Leonard");
        CHECK(ada_again.text("/invited") == "false");
        CHECK(world.administrator().post(again).code() == "already_joined");
    });
}

TEST_CASE("a link that nobody gets leaves as much behind as one that is sent, and lets nobody in") {
    in_each_world([](World& world) {
        world.agent("Leo");
        world.customer("Ana");
        const auto links = [&] {
            return world.read([](db::Transaction& tx) {
                return tx.value<std::int64_t>("SELECT count(*) AS n FROM one_time_token");
            });
        };
        const auto before = links();
        auto last = world.read([](db::Transaction& tx) { return journal::head(tx); });
        std::vector<std::int64_t> facts;
        for (const auto* const what : {"password_resets", "sign_in_links"}) {
            for (const auto* const address :
                 {"leo@desk.example", "ana@customers.example", "nobody@x.example"}) {
                const auto path = std::string("/api/v1/") + what;
                REQUIRE(world.stranger().post(path, email(address)).status() == 202);
                const auto head = world.read([](db::Transaction& tx) { return journal::head(tx); });
                facts.push_back(head - last);
                last = head;
            }
        }
        CHECK(facts == std::vector<std::int64_t>{1, 1, 1, 1, 1, 1});
        CHECK(links() == before + 6);
        CHECK(world.facts("link_withheld") == 4);
        CHECK(world.read([](db::Transaction& tx) {
            return tx.value<std::int64_t>(
                "SELECT count(*) AS n FROM one_time_token WHERE person_id IS NULL AND address = ''"
            );
        }) == 4);
    });
}

TEST_CASE("asking for a letter tells nobody who is known, and sends at most three an hour") {
    in_each_world([](World& world) {
        world.agent("Leo");
        world.customer("Ana");
        const auto asked = [&](const char* what, const char* address) {
            return world.stranger().post(std::string("/api/v1/") + what, email(address));
        };
        for (const char* address :
             {"leo@desk.example", "ana@customers.example", "nobody@x.example"}) {
            CHECK(asked("password_resets", address).status() == 202);
            CHECK(asked("sign_in_links", address).status() == 202);
            CHECK(asked("sign_in_links", address).response.body.empty());
        }
        CHECK(world.facts("password_reset_asked") == 1);
        CHECK(world.facts("sign_in_link_asked") == 2);
        for (int number = 0; number < 20; ++number) asked("sign_in_links", "ana@customers.example");
        CHECK(world.facts("sign_in_link_asked") == 3);
        world.clock.advance(1h);
        asked("sign_in_links", "ana@customers.example");
        CHECK(world.facts("sign_in_link_asked") == 4);
        CHECK(asked("sign_in_links", "no address").code() == "bad_address");

        auto flooder = world.stranger();
        int limited = 0;
        for (int number = 0; number < 40; ++number) {
            const auto body = email("victim" + std::to_string(number) + "@x.example");
            if (flooder.post("/api/v1/sign_in_links", body).status() == 429) ++limited;
        }
        CHECK(limited == 10);
    });
}

TEST_CASE("a sign-in link is looked at without harm and spent once, within 15 minutes") {
    in_each_world([](World& world) {
        const auto ana = world.customer("Ana").person;
        const auto ask = [&] {
            world.stranger().post("/api/v1/sign_in_links", email("ana@customers.example"));
            return world.token_in_letter("sign_in_link_asked");
        };
        const auto token = ask();
        CHECK(peek(world, token).value_or(PersonId{}) == ana);
        CHECK(peek(world, token).value_or(PersonId{}) == ana);
        std::atomic<int> in = 0;
        tests::race(8, [&](int) {
            if (spend(world, token)) ++in;
        });
        CHECK(in == 1);
        CHECK(peek(world, token).error().code == "link_expired");
        CHECK(peek(world, "never was").error().code == "link_expired");

        const auto late = ask();
        world.clock.advance(15min);
        CHECK_FALSE(peek(world, late));
        const auto good = ask();
        const auto session = spend(world, good);
        REQUIRE(session);
        auto visitor = world.stranger().with_cookie("__Host-heed=" + session->token);
        const auto answer = visitor.get("/api/v1/session");
        CHECK(answer.text("/person/kind") == "customer");
        CHECK(answer.size("/permissions") == 0);
        CHECK(visitor.get("/api/v1/people").status() == 403);
        CHECK(visitor.get("/api/v1/agents").status() == 403);
    });
}

TEST_CASE("a link to one request opens that request until it ends or is revoked") {
    in_each_world([](World& world) {
        const auto ana = world.customer("Ana").person;
        const auto issue = [&](TicketId ticket) {
            const RequestLink link{
                .ticket = ticket, .person = ana, .fresh = fresh_token(world.desk().sealer)
            };
            RequestLinkId id;
            REQUIRE(
                world.run([&](db::Transaction& tx, const Actor& actor, Instant now) -> Result<> {
                    id = issue_request_link(tx, actor, link, now);
                    return {};
                })
            );
            return id;
        };
        const auto token_of = [&](RequestLinkId id) {
            return world.read([&](db::Transaction& tx) {
                return request_link_for_letter(tx, world.desk().sealer, id).value_or("");
            });
        };
        const auto actor_for = [&](const std::string& token) {
            return world.read([&](db::Transaction& tx) {
                return actor_for_request_link(tx, token, world.clock.now());
            });
        };
        const auto first = issue(TicketId{7});
        CHECK(issue(TicketId{7}) == first);
        CHECK(issue(TicketId{8}) != first);
        CHECK(world.facts("request_link_issued") == 2);
        const auto token = token_of(first);
        CHECK(token.size() == 43);
        const auto actor = actor_for(token);
        REQUIRE(actor);
        CHECK(actor->kind == Actor::Kind::customer);
        CHECK(actor->only_ticket == TicketId{7});
        CHECK(actor_for("guessed").error().kind == Refusal::not_found);

        world.clock.advance(20 * 24h);
        CHECK(issue(TicketId{7}) == first);
        world.clock.advance(29 * 24h); // whatever letter it came with: thirty days
        CHECK(actor_for(token));
        world.clock.advance(24h);
        CHECK_FALSE(actor_for(token));
        const auto renewed = issue(TicketId{7});
        CHECK(renewed != first);
        const auto other = token_of(renewed);
        CHECK(actor_for(other));
        REQUIRE(world.run([&](db::Transaction& tx, const Actor& who, Instant now) -> Result<> {
            revoke_request_links(tx, who, {.ticket = TicketId{7}, .person = {}}, now);
            return {};
        }));
        CHECK_FALSE(actor_for(other));
    });
}

TEST_CASE("a stolen database opens nothing") {
    in_each_world([](World& world) {
        auto ada = world.administrator();
        world.customer("Ana");
        world.stranger().post("/api/v1/sign_in_links", email("ana@customers.example"));
        world.stranger().post("/api/v1/password_resets", email("ada@desk.example"));
        const auto made =
            ada.post("/api/v1/tokens", R"({"name":"n","scopes":["*"],"expires_at":null})");
        REQUIRE(made.status() == 201);
        const auto stolen = dump(world);
        CHECK_FALSE(stolen.empty());
        for (const auto& secret :
             {world.token_in_letter("sign_in_link_asked"),
              world.token_in_letter("password_reset_asked"),
              world.token_in_letter("agent_invited"),
              made.text("/token"),
              ada.cookie().substr(ada.cookie().find('=') + 1)}) {
            REQUIRE(secret.size() > 40);
            CHECK_FALSE(stolen.contains(secret));
        }
    });
}

TEST_CASE("keeping house forgets what can never matter again") {
    in_each_world([](World& world) {
        world.agent("Leo");
        world.stranger().post("/api/v1/password_resets", email("leo@desk.example"));
        world.clock.advance(200 * 24h);
        bool more = true;
        while (more) {
            const auto kept = world.run([](db::Transaction& tx, const Actor&, Instant now) {
                return keep_house(tx, now);
            });
            REQUIRE(kept);
            more = *kept;
        }
        const auto left = world.read([](db::Transaction& tx) {
            return tx.value<std::int64_t>(
                "SELECT (SELECT count(*) FROM session) + (SELECT count(*) FROM one_time_token)"
                " + (SELECT count(*) FROM attempt) AS rows_left"
            );
        });
        CHECK(left == 0);
    });
}
