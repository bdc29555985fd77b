// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/scenarios/desk.hpp"

#include <doctest/doctest.h>

using namespace heed;
using namespace heed::tests;

namespace {

constexpr std::string_view new_ticket =
    R"({"subject":"Printer jams","customer":{"email":"ana@acme.example","name":"Ana"},)"
    R"("message":{"kind":"customer","body_text":"It jams on every page."}})";

std::string open_one(Visitor& agent) {
    const auto opened = agent.post("/api/v1/tickets", new_ticket);
    REQUIRE(opened.status() == 201);
    return "/api/v1/tickets/" + opened.text("/number");
}

} // namespace

TEST_CASE("an agent's answer opens the request, is queued, and tells who wrote it") {
    for (const auto engine : db::test_engines()) {
        StoryDesk desk(engine);
        auto noor = desk.agent("Noor");
        const auto path = open_one(noor);
        const auto answered = noor.post(path + "/replies", R"({"body_markdown":"We **look**."})");
        CHECK(answered.status() == 201);
        CHECK(answered.text("/state") == "open");
        CHECK(answered.text("/entries/1/delivery/state") == "queued");
        CHECK(answered.text("/entries/1/author/name") == "Noor");
        CHECK(answered.text("/entries/1/body_html") == "<p>We <strong>look</strong>.</p>\n");
        CHECK(desk.facts("message_released") == 1);
    }
}

TEST_CASE("an answer held until later is released by its moment alone") {
    for (const auto engine : db::test_engines()) {
        StoryDesk desk(engine);
        auto noor = desk.agent("Noor");
        const auto path = open_one(noor);
        const auto later = to_rfc3339(desk.clock.now() + std::chrono::minutes{5});
        const auto held =
            noor.post(path + "/replies", R"({"body_text":"Soon.","release_at":")" + later + "\"}");
        CHECK(held.text("/entries/1/delivery/state") == "held");
        const auto release = [&] {
            return conversations::release_due(desk.desk(), desk.clock.now());
        };
        CHECK(release() == 0);
        desk.clock.advance(std::chrono::minutes{6});
        CHECK(release() == 1);
        CHECK(noor.get(path).text("/entries/1/delivery/state") == "queued");
    }
}

TEST_CASE("two who change different fields both win; the same field shows both values") {
    for (const auto engine : db::test_engines()) {
        StoryDesk desk(engine);
        auto noor = desk.agent("Noor");
        auto sam = desk.agent("Sam");
        const auto path = open_one(noor);
        CHECK(noor.patch(path, R"({"expected_version":1,"subject":"Paper jam"})").status() == 200);
        CHECK(sam.patch(path, R"({"expected_version":1,"impact":1})").status() == 200);
        const auto clash = sam.patch(path, R"({"expected_version":1,"subject":"Printer"})");
        CHECK(clash.status() == 409);
        CHECK(clash.code() == "changed_meanwhile");
        CHECK(clash.text("/fields/subject/theirs") == "Paper jam");
        CHECK(clash.text("/fields/subject/by") == "Noor");
        CHECK(noor.get(path).text("/subject") == "Paper jam");
    }
}

TEST_CASE("priority follows the matrix until somebody overrides it with a reason") {
    for (const auto engine : db::test_engines()) {
        StoryDesk desk(engine);
        auto noor = desk.agent("Noor");
        const auto path = open_one(noor);
        CHECK(noor.patch(path, R"({"impact":1,"urgency":1})").number("/priority") == 1);
        CHECK(noor.patch(path, R"({"priority":4})").code() == "required");
        CHECK(
            noor.patch(path, R"({"priority":4,"priority_reason":"A spare stands beside it"})")
                .number("/priority") == 4
        );
        CHECK(noor.patch(path, R"({"impact":3})").number("/priority") == 4);
        CHECK(noor.patch(path, R"({"priority":null})").number("/priority") == 3);
    }
}

TEST_CASE("a wrong state names the allowed ones and changes nothing") {
    for (const auto engine : db::test_engines()) {
        StoryDesk desk(engine);
        auto noor = desk.agent("Noor");
        const auto path = open_one(noor);
        const auto refused = noor.post(path + "/closure");
        CHECK(refused.status() == 409);
        CHECK(refused.code() == "wrong_state");
        CHECK(refused.text("/allowed/0") == "open");
        CHECK(noor.get(path).number("/version") == 1);
    }
}

TEST_CASE("whoever sends past a newer message is shown it first") {
    for (const auto engine : db::test_engines()) {
        StoryDesk desk(engine);
        auto noor = desk.agent("Noor");
        auto sam = desk.agent("Sam");
        const auto path = open_one(noor);
        const auto seen = noor.get(path).text("/entries/0/id");
        CHECK(sam.post(path + "/replies", R"({"body_text":"On it."})").status() == 201);
        const auto late =
            noor.post(path + "/replies", R"({"body_text":"Hello.","based_on":)" + seen + "}");
        CHECK(late.status() == 409);
        CHECK(late.code() == "newer_entry");
        CHECK(late.size("/entries") == 1);
    }
}

TEST_CASE("one key, one answer: a replay writes nothing and presents afresh") {
    for (const auto engine : db::test_engines()) {
        StoryDesk desk(engine);
        auto noor = desk.agent("Noor");
        const auto path = open_one(noor);
        noor.with("Idempotency-Key", "k-1");
        const auto first = noor.post(path + "/notes", R"({"body_text":"Once."})");
        const auto again = noor.post(path + "/notes", R"({"body_text":"Once."})");
        CHECK(first.status() == 201);
        CHECK(again.header("Idempotency-Replayed") == "true");
        CHECK(again.text("/entry_id") == first.text("/entry_id"));
        CHECK(again.number("/entry_count") == 2);
        CHECK(noor.post(path + "/notes", R"({"body_text":"Other."})").code() == "key_reused");
    }
}

TEST_CASE("counts follow every move, exactly") {
    for (const auto engine : db::test_engines()) {
        StoryDesk desk(engine);
        auto noor = desk.agent("Noor");
        const auto path = open_one(noor);
        open_one(noor);
        noor.patch(path, R"({"owner_id":)" + std::to_string(noor.person.value) + "}");
        noor.post(path + "/waiting", R"({"waiting_for":"supplier"})");
        desk.run_reactors();
        const auto problems =
            desk.read([](db::Transaction& tx) { return tickets::count_problems(tx); });
        CHECK(problems.empty());
        CHECK(noor.get("/api/v1/counts").size("/items") == 2);
    }
}

TEST_CASE("customers see their own public messages and nothing else") {
    for (const auto engine : db::test_engines()) {
        StoryDesk desk(engine);
        auto noor = desk.agent("Noor");
        auto ana = desk.customer("Ana");
        auto eve = desk.customer("Eve");
        const auto opened = noor.post(
            "/api/v1/tickets",
            R"({"subject":"Printer","customer":{"id":)" + std::to_string(ana.person.value) +
                R"(},"message":{"kind":"note","body_text":"canary-7313"}})"
        );
        const auto path = "/api/v1/tickets/" + opened.text("/number");
        noor.post(path + "/replies", R"({"body_text":"Hello Ana"})");
        const auto seen = ana.get(path);
        CHECK(seen.status() == 200);
        CHECK(seen.size("/entries") == 1);
        CHECK(seen.response.body.find("canary-7313") == std::string::npos);
        CHECK(eve.get(path).status() == 404);
        CHECK(eve.get(path + "/history").status() != 200);
        CHECK(ana.patch(path, R"({"subject":"Mine"})").status() == 403);
    }
}

TEST_CASE("bad bodies are refused with a pointer and change nothing") {
    StoryDesk desk(db::Engine::sqlite);
    auto noor = desk.agent("Noor");
    const auto path = open_one(noor);
    CHECK(noor.patch(path, "{").code() == "invalid_json");
    CHECK(noor.patch(path, R"({"colour":"red"})").text("/pointer") == "/colour");
    CHECK(noor.patch(path, R"({"impact":"high"})").text("/pointer") == "/impact");
    CHECK(noor.patch(path, R"({"impact":9})").code() == "out_of_range");
    CHECK(noor.patch(path, R"({"team_id":999})").code() == "unknown_team");
    CHECK(noor.get("/api/v1/tickets?state=sleeping").status() == 422);
    CHECK(noor.get("/api/v1/tickets?cursor=x").code() == "bad_cursor");
    CHECK(noor.get("/api/v1/tickets/999").status() == 404);
    CHECK(noor.get(path).number("/version") == 1);
}

TEST_CASE("pages of a list join without gap or repeat") {
    for (const auto engine : db::test_engines()) {
        StoryDesk desk(engine);
        auto noor = desk.agent("Noor");
        for (int ticket = 0; ticket < 7; ++ticket) {
            desk.clock.advance(std::chrono::seconds{ticket % 2}); // some at the same instant
            open_one(noor);
        }
        std::vector<std::string> numbers;
        std::string path = "/api/v1/tickets?state=new,open&limit=3";
        while (true) {
            const auto page = noor.get(path);
            for (std::size_t at = 0; at < page.size("/items"); ++at)
                numbers.push_back(page.text("/items/" + std::to_string(at) + "/number"));
            if (page.text("/next").empty() || page.text("/next") == "null") break;
            path = "/api/v1/tickets?state=new,open&limit=3&cursor=" + page.text("/next");
        }
        CHECK(numbers == std::vector<std::string>{"7", "6", "5", "4", "3", "2", "1"});
    }
}

TEST_CASE("found by number, by the customer and by the beginning of a word") {
    for (const auto engine : db::test_engines()) {
        StoryDesk desk(engine);
        auto noor = desk.agent("Noor");
        open_one(noor);
        desk.run_reactors();
        for (const auto* words : {"1", "ana", "ana@ac", "print", "jams+prin"})
            CHECK(noor.get(std::string("/api/v1/tickets?q=") + words).size("/items") == 1);
        CHECK(noor.get("/api/v1/tickets?q=scanner").size("/items") == 0);
    }
}
