// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/outbound_mail/outbox.hpp"
#include "features/outbound_mail/store.hpp"
#include "features/outbound_mail/test_office.hpp"

using namespace heed;
using namespace heed::outbound_mail;
using namespace std::chrono_literals;

using tests::in_each_demo_office;
using tests::in_each_office;
using tests::Office;

TEST_CASE("invitations carry a link that works and ask not to be answered") {
    in_each_office([](Office& office) {
        auto ada = office.world.administrator();
        REQUIRE(
            ada.post("/api/v1/agents", R"({"name":"Mira","email":"mira@heed.dev","roles":[]})")
                .status() == 201
        );
        office.run();
        REQUIRE(office.fake.sent.size() == 1);
        const auto letter = office.sent(0);
        CHECK(letter.to.front().address == "mira@heed.dev");
        CHECK(letter.header("Auto-Submitted") == "auto-generated");
        const auto token = office.world.token_in_letter("agent_invited");
        CHECK(letter.text.contains("https://desk.example/desk/invitation/" + token));
    });
}

TEST_CASE("who may invite sees at the agent what became of the invitation, and nobody else does") {
    in_each_office([](Office& office) {
        auto ada = office.world.administrator();
        const auto invited = ada.post(
            "/api/v1/agents", R"({"name":"Mia","email":"mia@heed.dev","roles":[],"teams":[]})"
        );
        REQUIRE(invited.status() == 201);
        const auto path = "/api/v1/agents/" + invited.text("/id");
        office.world.run_reactors();
        CHECK(ada.get(path).text("/invitation/state") == "queued");
        CHECK(!ada.get(path).text("/invitation/text").empty());
        office.run();
        const auto sent = ada.get(path);
        CHECK(sent.text("/invitation/state") == "sent");
        CHECK(sent.text("/invitation/text").starts_with("Handed to mx.heed.dev"));
        CHECK(sent.text("/invitation/at") == to_rfc3339(office.world.clock.now()));

        REQUIRE(office.world.run([](db::Transaction& tx, const Actor& actor, Instant now) {
            people::mark_undeliverable(tx, actor, "mia@heed.dev", now);
            return Result<bool>(true);
        }));
        const auto came_back = ada.get(path);
        CHECK(came_back.text("/invitation/state") == "failed");
        CHECK(came_back.text("/invitation/text") == "Letters to mia@heed.dev come back.");
        CHECK(office.world.agent("Noor").get(path).text("/invitation") == "null");
    });
}

TEST_CASE("the list of agents shows which invitations failed; who has come in has none") {
    in_each_demo_office([](Office& office) {
        auto ada = office.world.administrator();
        const auto failed_of = [&](std::string_view name) {
            const auto list = ada.get("/api/v1/agents");
            for (std::size_t at = 0; at < list.size("/items"); ++at) {
                const auto item = "/items/" + std::to_string(at);
                if (list.text(item + "/name") == name) return list.text(item + "/invitation/state");
            }
            return std::string("not there");
        };
        CHECK(failed_of("Leo") == "failed"); // an address of demos
        office.world.agent("Una");
        const auto token = office.world.token_in_letter("agent_invited");
        CHECK(failed_of("Una").empty()); // nobody has looked at it yet
        office.run();
        CHECK(failed_of("Una") == "failed");
        REQUIRE(
            office.world.stranger()
                .post("/api/v1/invitations/" + token, R"({"password":"correct horse battery"})")
                .status() == 200
        );
        CHECK(failed_of("Una").empty());
    });
}
