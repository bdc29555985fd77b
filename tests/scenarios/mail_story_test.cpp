// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/scenarios/desk.hpp"

#include <doctest/doctest.h>

using namespace heed;
using namespace heed::tests;

namespace {

std::string path_of(const inbound_mail::Ingested& taken) {
    return "/api/v1/tickets/" + std::to_string(taken.number->value);
}

} // namespace

TEST_CASE("a letter becomes a request; the same letter again does not") {
    for (const auto engine : db::test_engines()) {
        StoryDesk desk(engine);
        auto noor = desk.agent("Noor");
        const auto taken = desk.arrives(letter({}));
        CHECK(taken.action == "created");
        const auto ticket = noor.get(path_of(taken));
        CHECK(ticket.text("/state") == "new");
        CHECK(ticket.text("/customer/name") == "Ana");
        CHECK(ticket.text("/entries/0/body_text") == "It does not connect.\n");
        CHECK(desk.arrives(letter({})).action == "duplicate");
        CHECK(noor.get(path_of(taken)).number("/entry_count") == 1);
        CHECK(desk.arrives(letter({.text = "Something else.\n"})).action == "created");
    }
}

TEST_CASE("an answer to our message joins; a stranger with the same header does not") {
    for (const auto engine : db::test_engines()) {
        StoryDesk desk(engine);
        auto noor = desk.agent("Noor");
        const auto taken = desk.arrives(letter({}));
        const auto joined = desk.arrives(letter(
            {.message_id = "two@acme.example",
             .in_reply_to = "one@acme.example",
             .text = "Still down.\n"}
        ));
        CHECK(joined.action == "followup");
        CHECK(joined.number == taken.number);
        const auto spoofed = desk.arrives(letter(
            {.from = "Eve <eve@evil.example>",
             .message_id = "x@evil.example",
             .in_reply_to = "one@acme.example"}
        ));
        CHECK(spoofed.action == "created");
        CHECK(spoofed.number != taken.number);
        const auto ticket = noor.get(path_of(spoofed));
        CHECK(ticket.text("/entries/0/judgements/0/kind") == "related");
        CHECK(ticket.text("/links/0/kind") == "related");
    }
}

TEST_CASE("thanks do not reopen, and one click says that they should have") {
    for (const auto engine : db::test_engines()) {
        StoryDesk desk(engine);
        auto noor = desk.agent("Noor");
        const auto taken = desk.arrives(letter({}));
        CHECK(
            noor.post(path_of(taken) + "/resolution", R"({"resolution":"Certificate renewed"})")
                .status() == 200
        );
        desk.arrives(letter(
            {.message_id = "two@acme.example",
             .in_reply_to = "one@acme.example",
             .text = "Thank you!\n"}
        ));
        auto ticket = noor.get(path_of(taken));
        CHECK(ticket.text("/state") == "resolved");
        const auto entry = ticket.text("/entries/1/id");
        const auto judgements = ticket.size("/entries/1/judgements");
        std::string thanks;
        for (std::size_t at = 0; at < judgements; ++at) {
            const auto pointer = "/entries/1/judgements/" + std::to_string(at);
            if (ticket.text(pointer + "/kind") == "thanks") thanks = ticket.text(pointer + "/id");
        }
        REQUIRE(!thanks.empty());
        const auto reversed =
            noor.post("/api/v1/entries/" + entry + "/judgements/" + thanks + "/reversal");
        CHECK(reversed.status() == 200);
        CHECK(reversed.text("/state") == "open");
    }
}

TEST_CASE("a customer's answer reopens; after closing it opens a linked follow-up") {
    for (const auto engine : db::test_engines()) {
        StoryDesk desk(engine);
        auto noor = desk.agent("Noor");
        const auto taken = desk.arrives(letter({}));
        noor.post(path_of(taken) + "/resolution", "{}");
        desk.arrives(letter(
            {.message_id = "2@acme.example",
             .in_reply_to = "one@acme.example",
             .text = "It is down again.\n"}
        ));
        CHECK(noor.get(path_of(taken)).text("/state") == "open");
        noor.post(path_of(taken) + "/resolution", "{}");
        CHECK(noor.post(path_of(taken) + "/closure").status() == 200);
        const auto later = desk.arrives(letter(
            {.message_id = "3@acme.example",
             .in_reply_to = "one@acme.example",
             .text = "And again, sorry.\n"}
        ));
        CHECK(later.action == "created");
        CHECK(
            noor.get(path_of(later)).text("/follow_up_of") == std::to_string(taken.number->value)
        );
        CHECK(noor.get(path_of(taken)).text("/state") == "closed");
    }
}

TEST_CASE("an out-of-office answer is kept and changes nothing") {
    for (const auto engine : db::test_engines()) {
        StoryDesk desk(engine);
        auto noor = desk.agent("Noor");
        const auto taken = desk.arrives(letter({}));
        noor.post(path_of(taken) + "/resolution", "{}");
        const auto away = desk.arrives(letter(
            {.message_id = "2@acme.example",
             .in_reply_to = "one@acme.example",
             .headers = "Auto-Submitted: auto-replied\r\n",
             .text = "I am away until Monday.\n"}
        ));
        CHECK(away.action == "auto_reply");
        CHECK(noor.get(path_of(taken)).text("/state") == "resolved");
    }
}

TEST_CASE("spam blocks its sender when asked, and can be undone") {
    for (const auto engine : db::test_engines()) {
        StoryDesk desk(engine);
        auto noor = desk.administrator();
        const auto taken = desk.arrives(letter({}));
        CHECK(
            noor.post(path_of(taken) + "/cancellation", R"({"as":"spam","block":"sender"})")
                .status() == 200
        );
        desk.run_reactors();
        CHECK(desk.arrives(letter({.message_id = "2@acme.example"})).action == "dropped");
        const auto blocks = noor.get("/api/v1/blocked_senders");
        CHECK(blocks.text("/items/0/pattern") == "ana@acme.example");
        CHECK(noor.remove("/api/v1/blocked_senders/" + blocks.text("/items/0/id")).status() == 204);
        CHECK(noor.remove(path_of(taken) + "/cancellation").text("/state") == "open");
    }
}

TEST_CASE("a letter that nobody can read is kept in a list") {
    StoryDesk desk(db::Engine::sqlite);
    auto administrator = desk.administrator();
    CHECK(desk.arrives(" \r\n").action == "unreadable");
    CHECK(administrator.get("/api/v1/letters?state=unreadable").size("/items") == 1);
}
