// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/test_desk.hpp"

using namespace heed;
using namespace heed::inbound_mail;

using tests::answering;
using tests::at_each_letter_desk;
using tests::letter;
using tests::LetterDesk;

namespace {

constexpr std::string_view files =
    "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n";
constexpr std::string_view plan = "--b\r\n\r\nYour refund is approved.\r\n--b\r\n"
                                  "Content-Type: text/plain\r\n"
                                  "Content-Disposition: attachment; filename=plan.txt\r\n\r\n"
                                  "Pay here.\r\n--b--\r\n";

/// Somebody who holds the reply address writes as Noor, with a file and a friend in copy.
Ingested written_as_noor(LetterDesk& desk, const Ingested& taken) {
    desk.agent("Noor");
    return desk.arrives(letter(
        {.from = "Noor <noor@desk.example>",
         .to = mail::reply_address("help@desk.example", taken.number->value, desk.signing_key()),
         .message_id = "forged@evil.example",
         .headers = "Cc: Eve <eve@evil.example>\r\n" + std::string(files),
         .text = std::string(plan)}
    ));
}

tests::Answer reversed(LetterDesk& desk, const Ingested& taken, int judgement) {
    const auto seen = desk.seen(taken);
    return desk.agent("Lea").post(
        "/api/v1/entries/" + seen.text("/entries/1/id") + "/judgements/" +
        seen.text("/entries/1/judgements/" + std::to_string(judgement) + "/id") + "/reversal"
    );
}

PersonId customer_of(LetterDesk& desk, const Ingested& taken) {
    return PersonId{desk.seen(taken).number("/customer/id")};
}

} // namespace

TEST_CASE("a letter from an agent's address is a note that says why, and no customer sees it") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        const auto joined = written_as_noor(desk, taken);
        CHECK(joined.action == "followup");
        CHECK(joined.number == taken.number);

        const auto seen = desk.seen(taken);
        CHECK(seen.text("/entries/1/kind") == "note");
        CHECK(seen.text("/entries/1/author") == "null");
        CHECK(seen.text("/entries/1/from/email") == "noor@desk.example");
        CHECK(seen.text("/entries/1/cc/0/email") == "eve@evil.example");
        CHECK(seen.text("/entries/1/judgements/1/kind") == "unproven");
        const auto why = seen.text("/entries/1/judgements/1/reason");
        CHECK(why.contains("from the address of Noor, but nothing proves that Noor wrote it"));
        CHECK(desk.row(joined.letter).decisions.text.contains("nothing proves"));

        CHECK(seen.text("/state") == "new");
        CHECK(seen.text("/last_public_from") == "customer");
        CHECK(desk.facts("message_received") == 1);
        CHECK(desk.facts("message_released") == 0);
        CHECK(desk.facts("note_added") == 1);
    });
}

TEST_CASE("nobody comes into a request by a letter from an agent's address") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        written_as_noor(desk, taken);
        CHECK_FALSE(desk.read([&](db::Transaction& tx) {
            return conversations::is_participant(tx, *taken.number, "eve@evil.example");
        }));
        const auto file = desk.seen(taken).text("/entries/1/attachments/0/url");
        auto ana = desk.person(customer_of(desk, taken));
        const auto path = "/api/v1/tickets/" + std::to_string(taken.number->value);
        CHECK(ana.get(path).size("/entries") == 1);
        CHECK(ana.get(file).status() == 404);
        CHECK(desk.agent("Lea").get(file).status() == 200);
    });
}

TEST_CASE("it wakes what rests, so that somebody looks, and is Noor's once somebody says so") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        REQUIRE(desk.does(taken, "/resolution", R"({"resolution":"Done."})").status() == 200);
        written_as_noor(desk, taken);
        CHECK(desk.seen(taken).text("/state") == "open");

        REQUIRE(reversed(desk, taken, 1).status() == 200);
        const auto seen = desk.seen(taken);
        CHECK(seen.text("/entries/1/author/name") == "Noor");
        CHECK(seen.text("/entries/1/kind") == "note");
        CHECK(seen.text("/entries/1/judgements/1/reversed") == "true");
        CHECK(seen.text("/state") == "resolved");
    });
}

TEST_CASE("a note that joined by mistake becomes its sender's request, and asks nothing more") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        written_as_noor(desk, taken);
        const auto split = reversed(desk, taken, 0);
        REQUIRE(split.status() == 200);
        CHECK(split.number("/number") != taken.number->value);
        CHECK(split.text("/customer/name") == "Noor");
        CHECK(split.text("/entries/0/kind") == "message_in");
        CHECK(split.text("/entries/0/channel") == "mail");
        CHECK(split.text("/entries/0/author/name") == "Noor");
        CHECK(split.text("/entries/0/judgements/1/kind") == "unproven");
        CHECK(split.text("/entries/0/judgements/1/reversed") == "true");
        CHECK(desk.seen(taken).number("/entry_count") == 1);
        const auto file = split.text("/entries/0/attachments/0/url");
        CHECK(desk.person(customer_of(desk, taken)).get(file).status() == 404);
    });
}

TEST_CASE("to be copied makes no agent's letter the agent's word") {
    at_each_letter_desk([](LetterDesk& desk) {
        desk.agent("Noor");
        const auto taken = desk.arrives(letter({.headers = "Cc: Noor <noor@desk.example>\r\n"}));
        written_as_noor(desk, taken);
        CHECK(desk.seen(taken).text("/entries/1/kind") == "note");
    });
}

TEST_CASE("an agent who asks the desk for help is its customer like anybody") {
    at_each_letter_desk([](LetterDesk& desk) {
        desk.agent("Noor");
        const auto taken = desk.arrives(letter({.from = "Noor <noor@desk.example>"}));
        CHECK(taken.action == "created");
        desk.arrives(letter(
            {.from = "Noor <noor@desk.example>",
             .message_id = "2@desk.example",
             .headers = answering("one@acme.example")}
        ));
        const auto seen = desk.seen(taken);
        CHECK(seen.text("/customer/name") == "Noor");
        CHECK(seen.text("/entries/1/kind") == "message_in");
        CHECK(seen.text("/entries/1/author/name") == "Noor");
        CHECK(seen.size("/entries/1/judgements") == 1);
    });
}
