// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/test_desk.hpp"

#include <atomic>

using namespace heed;
using namespace heed::inbound_mail;
using namespace std::chrono_literals;

using tests::at_each_letter_desk;
using tests::letter;
using tests::LetterDesk;

namespace {

/// What becomes of a letter from there, each with words of its own.
std::string fate(LetterDesk& desk, const std::string& from) {
    static int number = 0;
    const auto words = "Letter " + std::to_string(++number);
    return desk.arrives(letter({.from = from, .message_id = words + "@x", .text = words + ".\r\n"}))
        .action;
}

tests::Answer mark_as_spam(LetterDesk& desk, const Ingested& taken, const std::string& block) {
    auto answer = desk.does(taken, "/cancellation", R"({"as":"spam","block":")" + block + "\"}");
    desk.run_reactors();
    return answer;
}

} // namespace

TEST_CASE("a blocked sender's letters are kept aside, listed, and forgotten after thirty days") {
    at_each_letter_desk([](LetterDesk& desk) {
        auto ada = desk.administrator();
        REQUIRE(
            ada.post("/api/v1/blocked_senders", R"({"pattern":"Eve@Evil.Example"})").status() == 201
        );
        CHECK(fate(desk, "eve@evil.example") == "dropped");
        CHECK(fate(desk, "adam@evil.example") == "created");
        const auto list = ada.get("/api/v1/letters?state=blocked");
        CHECK(list.size("/items") == 1);
        CHECK(list.text("/items/0/from_address") == "eve@evil.example");
        const auto forget = [&] {
            const auto gone = desk.run([](db::Transaction& tx, const Actor&, Instant now) {
                return Result<int>(forget_blocked(tx, now));
            });
            REQUIRE(gone);
            return *gone;
        };
        desk.clock.advance(29 * 24h);
        CHECK(forget() == 0);
        desk.clock.advance(25h);
        CHECK(forget() == 1);
        CHECK(ada.get("/api/v1/letters?state=blocked").size("/items") == 0);
    });
}

TEST_CASE("of eight nodes that forget at once each letter is forgotten by one") {
    at_each_letter_desk([](LetterDesk& desk) {
        auto ada = desk.administrator();
        REQUIRE(
            ada.post("/api/v1/blocked_senders", R"({"pattern":"@evil.example"})").status() == 201
        );
        for (int at = 0; at < 10; ++at) CHECK(fate(desk, "eve@evil.example") == "dropped");
        desk.clock.advance(31 * 24h);
        std::atomic<int> gone = 0;
        tests::race(8, [&](int) {
            const auto forgotten = desk.run([](db::Transaction& tx, const Actor&, Instant now) {
                return Result<int>(forget_blocked(tx, now));
            });
            REQUIRE(forgotten);
            gone += *forgotten;
        });
        CHECK(gone == 10);
        CHECK(ada.get("/api/v1/letters?state=blocked").size("/items") == 0);
    });
}

TEST_CASE("a blocked letter that was none becomes the request it is") {
    at_each_letter_desk([](LetterDesk& desk) {
        auto ada = desk.administrator();
        REQUIRE(
            ada.post("/api/v1/blocked_senders", R"({"pattern":"@acme.example"})").status() == 201
        );
        const auto blocked = desk.arrives(letter({}));
        CHECK(blocked.action == "dropped");
        const auto list = ada.get("/api/v1/blocked_senders");
        REQUIRE(ada.remove("/api/v1/blocked_senders/" + list.text("/items/0/id")).status() == 204);
        const auto retried =
            ada.post("/api/v1/letters/" + std::to_string(blocked.letter.value) + "/retry");
        CHECK(retried.text("/action") == "created");
    });
}

TEST_CASE("spam blocks its sender or all of their domain, when asked to") {
    at_each_letter_desk([](LetterDesk& desk) {
        REQUIRE(mark_as_spam(desk, desk.arrives(letter({})), "none").status() == 200);
        CHECK(fate(desk, "ana@acme.example") == "created");
        const auto second = desk.arrives(letter({.text = "Win.\r\n"}));
        REQUIRE(mark_as_spam(desk, second, "sender").status() == 200);
        CHECK(fate(desk, "ana@acme.example") == "dropped");
        CHECK(fate(desk, "bo@acme.example") == "created");
        const auto third = desk.arrives(letter({.from = "bo@acme.example", .text = "Buy.\r\n"}));
        REQUIRE(mark_as_spam(desk, third, "domain").status() == 200);
        CHECK(fate(desk, "cy@acme.example") == "dropped");
    });
}

TEST_CASE("blocked is who wrote the spam, not where the same person writes from otherwise") {
    at_each_letter_desk([](LetterDesk& desk) {
        desk.arrives(letter({.from = "bob@first.example", .text = "Hello.\r\n"}));
        const auto bob = desk.read([](db::Transaction& tx) {
            return *people::find_by_address(tx, "bob@first.example");
        });
        REQUIRE(desk.run([&](db::Transaction& tx, const Actor& actor, Instant now) {
            return people::add_address(
                tx, actor, {.person = bob, .address = {"bob@second.example"}, .is_primary = {}}, now
            );
        }));
        const auto spam =
            desk.arrives(letter({.from = "bob@second.example", .text = "Win now.\r\n"}));
        REQUIRE(mark_as_spam(desk, spam, "sender").status() == 200);
        CHECK(fate(desk, "bob@second.example") == "dropped");
        CHECK(fate(desk, "bob@first.example") == "created");
    });
}

TEST_CASE("a letter that leaves nobody to block stops no reader, and the history says so") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto marked = [&](const std::string& from, const std::string& block) {
            const auto id = block + "." + from + "@x";
            const auto taken = desk.arrives(letter({.from = from, .message_id = id}));
            REQUIRE(taken.number);
            REQUIRE(mark_as_spam(desk, taken, block).status() == 200);
            const auto path = "/api/v1/tickets/" + std::to_string(taken.number->value) + "/history";
            return desk.agent("Noor").get(path).response.body.contains("sender_not_blocked");
        };
        CHECK(marked("help@desk.example", "sender"));
        CHECK(marked("help@desk.example", "domain"));
        CHECK(marked("forged.colleague@desk.example", "domain"));
        CHECK(fate(desk, "real.colleague@desk.example") == "created");
        CHECK(marked("", "sender"));
        marked("root@localhost", "domain");
        CHECK(desk.reactors().parked().empty());
        CHECK_FALSE(marked("eve@evil.example", "domain"));
        CHECK(fate(desk, "adam@evil.example") == "dropped");
        CHECK(fate(desk, "ana@acme.example") == "created");
    });
}

TEST_CASE("the list of blocked senders names who blocked them") {
    at_each_letter_desk([](LetterDesk& desk) {
        auto ada = desk.administrator();
        auto noor = desk.agent("Noor");
        REQUIRE(
            ada.post("/api/v1/blocked_senders", R"({"pattern":"eve@evil.example"})").status() == 201
        );
        const auto spam = desk.arrives(letter({}));
        REQUIRE(mark_as_spam(desk, spam, "sender").status() == 200); // by Noor
        const auto list = ada.get("/api/v1/blocked_senders");
        CHECK(list.number("/items/1/created_by") == ada.person.value);
        CHECK(list.number("/items/0/created_by") == noor.person.value);
    });
}

TEST_CASE("a domain where anybody can have an address is never blocked whole") {
    at_each_letter_desk([](LetterDesk& desk) {
        auto ada = desk.administrator();
        const auto refused = ada.post("/api/v1/blocked_senders", R"({"pattern":"@Gmail.com"})");
        CHECK(refused.status() == 422);
        CHECK(refused.code() == "public_domain");
        const auto spam = desk.arrives(letter({.from = "eve@gmx.net", .text = "Win.\r\n"}));
        REQUIRE(mark_as_spam(desk, spam, "domain").status() == 200);
        CHECK(fate(desk, "eve@gmx.net") == "dropped");
        CHECK(fate(desk, "ana@gmx.net") == "created");
    });
}

TEST_CASE("whoever takes a spam mark back lifts the block that it asked for, and no other") {
    at_each_letter_desk([](LetterDesk& desk) {
        auto ada = desk.administrator();
        REQUIRE(
            ada.post("/api/v1/blocked_senders", R"({"pattern":"@evil.example"})").status() == 201
        );
        const auto taken = desk.arrives(letter({}));
        REQUIRE(mark_as_spam(desk, taken, "domain").status() == 200);
        CHECK(fate(desk, "ana@acme.example") == "dropped");
        auto noor = desk.agent("Noor");
        REQUIRE(
            noor.remove("/api/v1/tickets/" + std::to_string(taken.number->value) + "/cancellation")
                .text("/state") == "open"
        );
        desk.run_reactors();
        CHECK(fate(desk, "ana@acme.example") == "created");
        CHECK(fate(desk, "eve@evil.example") == "dropped");
        CHECK(desk.facts("sender_unblocked") == 1);
    });
}

TEST_CASE("a mailbox where letters are blocked says so until the block is lifted") {
    at_each_letter_desk([](LetterDesk& desk) {
        auto ada = desk.administrator();
        const auto said = [&] {
            const auto blocked = desk.read(own_domain_blocked);
            return blocked ? blocked->text : "";
        };
        const auto block = ada.post("/api/v1/blocked_senders", R"({"pattern":"@shop.example"})");
        REQUIRE(block.status() == 201);
        CHECK(said().empty());
        desk.mailbox("orders@shop.example");
        CHECK(said().starts_with("Letters from @shop.example are blocked"));
        CHECK(said().contains("orders@shop.example"));
        REQUIRE(ada.remove("/api/v1/blocked_senders/" + block.text("/id")).status() == 204);
        CHECK(said().empty());
    });
}

TEST_CASE("what is no pattern, ours, or blocked already is refused in words") {
    at_each_letter_desk([](LetterDesk& desk) {
        auto ada = desk.administrator();
        const auto block = [&](const std::string& pattern) {
            return ada.post("/api/v1/blocked_senders", R"({"pattern":")" + pattern + "\"}").code();
        };
        CHECK(block("acme") == "bad_address");
        CHECK(block("@acme") == "bad_address");
        CHECK(block("help@desk.example") == "own_address");
        CHECK(block("@Desk.Example") == "own_domain");
        CHECK(block("desk.example") == "own_domain");
        CHECK(block("@acme.example").empty());
        CHECK(block("@ACME.example") == "already_blocked");
        CHECK(block("acme.example") == "already_blocked");
        CHECK(ada.remove("/api/v1/blocked_senders/999").status() == 404);
        CHECK(desk.agent("Noor").get("/api/v1/blocked_senders").status() == 403);
    });
}
