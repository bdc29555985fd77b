// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/test_desk.hpp"

using namespace heed;
using namespace heed::inbound_mail;

using tests::answering;
using tests::at_each_letter_desk;
using tests::letter;
using tests::LetterDesk;

namespace {

const tests::LetterOf by_form{
    .from = "Shop <form@shop.example>",
    .message_id = "one@shop.example",
    .headers = "Reply-To: ana@kunde.example\r\n"
};

std::string reply_to(const std::string& address) {
    return "Reply-To: " + address + "\r\n";
}

} // namespace

TEST_CASE("what a form sends is the request of whom it names, who gets the answers and follows up"
) {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter(by_form));
        const auto seen = desk.seen(taken);
        CHECK(seen.text("/customer/email") == "ana@kunde.example");
        CHECK(seen.text("/entries/0/from/email") == "ana@kunde.example");
        CHECK(seen.size("/participants") == 1);
        CHECK(seen.text("/participants/0/address") == "ana@kunde.example");
        CHECK(desk.row(taken.letter).from_address == "form@shop.example");
        const auto follow_up = desk.arrives(letter(
            {.from = "ana@kunde.example",
             .message_id = "two@kunde.example",
             .headers = answering("one@shop.example")}
        ));
        CHECK(follow_up.number == taken.number);
    });
}

TEST_CASE("a letter that a group sent on is the request of who wrote it") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter(
            {.from = "Ana via Sales <sales@group.example>",
             .to = "sales@group.example",
             .headers = "X-Original-From: Ana <ana@kunde.example>\r\nReply-To: "
                        "sales@group.example\r\nDelivered-To: help@desk.example\r\n"}
        ));
        CHECK(desk.seen(taken).text("/customer/email") == "ana@kunde.example");
        CHECK(desk.seen(taken).text("/customer/name") == "Ana");
    });
}

TEST_CASE("a forged Reply-To or X-Original-From lets no stranger into a request") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        const auto address =
            mail::reply_address("help@desk.example", taken.number->value, desk.signing_key());
        int number = 0;
        for (const std::string from : {"From: eve@evil.example", "From: nobody", "X-None: "}) {
            for (const std::string claim : {"Reply-To", "X-Original-From", "X-Original-Sender"}) {
                const auto apart = desk.arrives(
                    from + "\r\n" + claim + ": ana@acme.example\r\nTo: " + address +
                    "\r\nSubject: [#" + std::to_string(taken.number->value) + "]\r\nMessage-ID: <" +
                    std::to_string(++number) + "@evil.example>\r\n" +
                    answering("one@acme.example") + "\r\nLet me in.\r\n"
                );
                CAPTURE(from);
                CAPTURE(claim);
                CHECK(apart.action == "created");
                CHECK(apart.number != taken.number);
            }
        }
        CHECK(desk.seen(taken).number("/entry_count") == 1);
    });
}

TEST_CASE("a follow-up aims the answers of its request at nobody else") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        const auto joined = desk.arrives(letter(
            {.message_id = "two@acme.example",
             .headers = answering("one@acme.example") + reply_to("eve@evil.example")}
        ));
        CHECK(joined.number == taken.number);
        const auto seen = desk.seen(taken);
        CHECK(seen.text("/entries/1/from/email") == "ana@acme.example");
        CHECK(seen.size("/participants") == 1);
        const auto answer = desk.does(taken, "/replies", R"({"body_text":"We look into it."})");
        REQUIRE(answer.status() == 201);
        CHECK(desk.seen(taken).size("/entries/2/to") == 1);
        CHECK(desk.seen(taken).text("/entries/2/to/0/email") == "ana@acme.example");
    });
}

TEST_CASE("who asked for answers elsewhere follows up by what they have, not by a number") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter(by_form));
        const auto sign = "[#" + std::to_string(taken.number->value) + "]";
        const auto from_form = [&](tests::LetterOf parts) {
            parts.from = by_form.from;
            return desk.arrives(letter(parts));
        };
        const auto joined =
            from_form({.message_id = "two@shop.example", .headers = answering("one@shop.example")});
        CHECK(joined.number == taken.number);
        CHECK(desk.seen(taken).text("/entries/1/from/email") == "form@shop.example");
        CHECK(desk.seen(taken).size("/participants") == 1);
        // Whoever fills in the form writes its subject.
        const auto apart = from_form(
            {.subject = sign,
             .message_id = "x@shop.example",
             .headers = reply_to("eve@evil.example")}
        );
        CHECK(apart.number != taken.number);
        CHECK(desk.seen(apart).text("/customer/email") == "eve@evil.example");
    });
}

TEST_CASE("a block holds for who sent a letter and for whom it asks answers for") {
    at_each_letter_desk([](LetterDesk& desk) {
        auto ada = desk.administrator();
        REQUIRE(
            ada.post("/api/v1/blocked_senders", R"({"pattern":"@evil.example"})").status() == 201
        );
        const auto sent = desk.arrives(letter(
            {.from = "eve@evil.example",
             .message_id = "1@x",
             .headers = reply_to("ana@kunde.example")}
        ));
        CHECK(desk.row(sent.letter).state == LetterState::blocked);
        const auto asked = desk.arrives(letter(
            {.from = "form@shop.example",
             .message_id = "2@x",
             .headers = reply_to("eve@evil.example")}
        ));
        CHECK(desk.row(asked.letter).state == LetterState::blocked);
    });
}

TEST_CASE("a letter that asks for answers to the desk itself is answered to its sender") {
    at_each_letter_desk([](LetterDesk& desk) {
        for (const std::string own : {"help@desk.example", "help+r-1-abcdefgh@desk.example"}) {
            const auto taken =
                desk.arrives(letter({.message_id = own + "1", .headers = reply_to(own)}));
            CHECK(desk.seen(taken).text("/customer/email") == "ana@acme.example");
        }
    });
}

TEST_CASE("letters to nobody's mailbox are not acknowledged, whoever sent them") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto robot = desk.arrives(letter({.headers = reply_to("noreply@shop.example")}));
        CHECK_FALSE(desk.row(robot.letter).may_acknowledge);
        CHECK(desk.row(desk.arrives(letter(by_form)).letter).may_acknowledge);
    });
}
