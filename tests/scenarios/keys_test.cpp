// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/desk/answers.hpp"
#include "tests/scenarios/desk.hpp"
#include "tests/support/race.hpp"

#include <atomic>
#include <doctest/doctest.h>

using namespace heed;
using namespace heed::tests;

namespace {

http::Request note_request(PersonId person, std::string_view key = "one-and-only") {
    http::Request request;
    request.method = http::Method::post;
    request.target = "/api/v1/tickets/1/notes";
    request.body = R"({"body_text":"Once."})";
    request.headers.add("Idempotency-Key", key);
    request.actor.kind = Actor::Kind::agent;
    request.actor.person = person;
    return request;
}

} // namespace

TEST_CASE("one key used at two nodes at once is one deed, and both hear of it") {
    if (db::test_server().empty()) return;
    StoryDesk world(db::Engine::postgres);
    const auto request = note_request(world.agent("Noor").person);
    auto& first_node = world.desk();
    Desk second_node(
        {.db = first_node.db,
         .clock = first_node.clock,
         .reactors = first_node.reactors,
         .config = first_node.config,
         .sealer = first_node.sealer,
         .files = first_node.files,
         .index = first_node.index}
    );
    const auto deed = [](std::int64_t id) {
        return [id](db::Transaction&) -> Result<Done> { return Done{.id = id, .item = 7}; };
    };
    // The second node does it all while the first one is still at it.
    const auto slow = first_node.run(request, [&](db::Transaction&) -> Result<Done> {
        const auto quick = second_node.run(request, deed(2));
        REQUIRE(quick.has_value());
        CHECK_FALSE(quick->replayed);
        return Done{.id = 1};
    });
    REQUIRE(slow.has_value());
    CHECK(slow->replayed);
    CHECK(slow->done.id == 2);
    CHECK(slow->done.item == 7);
}

TEST_CASE("a refusal whose cause was one's own first request is not told") {
    if (db::test_server().empty()) return;
    StoryDesk world(db::Engine::postgres);
    const auto request = note_request(world.agent("Noor").person);
    auto& node = world.desk();
    REQUIRE(node.run(request, [](db::Transaction&) -> Result<Done> { return Done{.id = 5}; }));
    const auto again = node.run(request, [](db::Transaction&) -> Result<Done> {
        return refuse(Refusal::conflict, "name_taken", {}, "This name is taken.");
    });
    REQUIRE(again.has_value());
    CHECK(again->done.id == 5);
}

TEST_CASE("a version of the future is refused with a sentence") {
    for (const auto engine : db::test_engines()) {
        StoryDesk desk(engine);
        auto ada = desk.administrator();
        const auto made = ada.post("/api/v1/teams", R"({"name":"Network"})");
        REQUIRE(made.status() == 201);
        const auto path = "/api/v1/teams/" + made.text("/id");
        const auto refused = ada.patch(path, R"({"expected_version":99,"name":"Networks"})");
        CHECK(refused.status() == 422);
        CHECK(refused.code() == "unknown_version");
        CHECK(ada.get(path).text("/name") == "Network");
    }
}

TEST_CASE("the list shows what was cancelled for one reason") {
    for (const auto engine : db::test_engines()) {
        StoryDesk desk(engine);
        auto noor = desk.agent("Noor");
        for (const auto* const as : {"spam", "error"}) {
            const auto opened = noor.post(
                "/api/v1/tickets", R"({"subject":"One","customer":{"email":"ana@acme.example"}})"
            );
            const auto path = "/api/v1/tickets/" + opened.text("/number") + "/cancellation";
            CHECK(noor.post(path, R"({"as":")" + std::string(as) + "\"}").status() == 200);
        }
        const auto spam = noor.get("/api/v1/tickets?state=cancelled&cancelled_as=spam");
        CHECK(spam.size("/items") == 1);
        CHECK(spam.text("/items/0/cancelled_as") == "spam");
        CHECK(noor.get("/api/v1/tickets?state=").status() == 200);
        CHECK(noor.get("/api/v1/tickets?cancelled_as=fun").status() == 422);
    }
}

TEST_CASE("a key is known for a day and then forgotten, 200 of them at a time") {
    for (const auto engine : db::test_engines()) {
        StoryDesk world(engine);
        const auto noor = world.agent("Noor").person;
        const auto deed = [](db::Transaction&) -> Result<Done> { return Done{.id = 5}; };
        const auto asked = [&](int number) {
            return world.desk().run(note_request(noor, "key-" + std::to_string(number)), deed);
        };
        constexpr int keys = 203;
        for (int number = 0; number < keys; ++number) REQUIRE(asked(number));
        const auto forgotten = [&] {
            return world.run([](db::Transaction& tx, const Actor&, Instant now) {
                return forget_old_answers(tx, now);
            });
        };
        world.clock.advance(std::chrono::hours{24});
        CHECK(forgotten().value() == 0);
        CHECK(asked(7)->replayed);
        world.clock.advance(std::chrono::milliseconds{1});
        CHECK(forgotten().value() == 200);
        CHECK(forgotten().value() == keys - 200);
        CHECK(forgotten().value() == 0);
        CHECK_FALSE(asked(7)->replayed);
    }
}

TEST_CASE("of eight nodes that forget at once each key is forgotten by one") {
    for (const auto engine : db::test_engines()) {
        StoryDesk world(engine);
        const auto noor = world.agent("Noor").person;
        const auto deed = [](db::Transaction&) -> Result<Done> { return Done{.id = 5}; };
        for (int number = 0; number < 20; ++number)
            REQUIRE(world.desk().run(note_request(noor, "key-" + std::to_string(number)), deed));
        world.clock.advance(std::chrono::hours{25});
        std::atomic<int> gone = 0;
        race(8, [&](int) {
            const auto forgotten = world.run([](db::Transaction& tx, const Actor&, Instant now) {
                return forget_old_answers(tx, now);
            });
            REQUIRE(forgotten);
            gone += *forgotten;
        });
        CHECK(gone == 20);
    }
}
