// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/test_desk.hpp"

using namespace heed;
using namespace heed::inbound_mail;

using tests::answering;
using tests::at_each_letter_desk;
using tests::letter;
using tests::LetterDesk;

namespace {

/// A stranger's request that a service was copied on, so that it takes part.
Ingested baited(LetterDesk& desk, const std::string& service) {
    return desk.arrives(letter(
        {.from = "Eve <eve@evil.example>",
         .message_id = "bait@evil.example",
         .headers = "Cc: " + service + "\r\n"}
    ));
}

std::string reply_address_of(LetterDesk& desk, const Ingested& taken) {
    return mail::reply_address("help@desk.example", taken.number->value, desk.signing_key());
}

struct Code {
    std::string service = "team@chat.example";
    std::string subject;
    std::string text;
};

} // namespace

TEST_CASE("a code sent to a reply address is read by no customer") {
    for (const auto& code : {
             Code{
                 .service = "no-reply@chat.example", .subject = "Welcome to Chat", .text = "Hello."
             },
             Code{.subject = "Your verification code", .text = "583 201"},
             Code{.subject = "Hallo", .text = "Ihr Einmalpasswort ist 583 201."},
             Code{.subject = "Hello", .text = "Confirm your email: https://chat.example/x"},
         }) {
        CAPTURE(code.subject);
        at_each_letter_desk([&](LetterDesk& desk) {
            const auto taken = baited(desk, code.service);
            const auto proof = desk.arrives(letter(
                {.from = code.service,
                 .to = reply_address_of(desk, taken),
                 .subject = code.subject,
                 .message_id = "code@chat.example",
                 .text = code.text + "\r\n"}
            ));
            CHECK(proof.number != taken.number);
            CHECK(desk.seen(taken).number("/entry_count") == 1);
            const auto apart = desk.seen(proof);
            CHECK(apart.text("/customer/email") == code.service);
            CHECK(apart.number("/links/0/number") == taken.number->value);
            CHECK(apart.text("/entries/0/judgements/0/kind") == "related");
            CHECK(apart.text("/entries/0/judgements/0/reason").contains("So it is kept apart"));
            const PersonId eve{desk.seen(taken).number("/customer/id")};
            auto visitor = desk.person(eve);
            const auto path = "/api/v1/tickets/" + std::to_string(proof.number->value);
            CHECK(visitor.get(path).status() == 404);
        });
    }
}

TEST_CASE("who takes part and answers by hand is not kept apart, whatever it is about") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = baited(desk, "bob@acme.example");
        const auto joined = desk.arrives(letter(
            {.from = "bob@acme.example",
             .to = reply_address_of(desk, taken),
             .message_id = "2@acme.example",
             .headers = answering("bait@evil.example"),
             .text = "No verification code ever came.\r\n"}
        ));
        CHECK(joined.number == taken.number);
    });
}

TEST_CASE("a machine goes on in the request that is its own") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({.from = "no-reply@monitor.example"}));
        const auto more = desk.arrives(letter(
            {.from = "no-reply@monitor.example",
             .to = reply_address_of(desk, taken),
             .message_id = "2@monitor.example",
             .text = "Still down.\r\n"}
        ));
        CHECK(more.number == taken.number);
    });
}

TEST_CASE("a code whose Reply-To names somebody else is the request of who sent it") {
    at_each_letter_desk([](LetterDesk& desk) {
        for (const std::string named : {"Reply-To: ", "X-Original-From: "}) {
            CAPTURE(named);
            const auto proof = desk.arrives(letter(
                {.from = "team@chat.example",
                 .subject = "Confirm your email",
                 .message_id = named.substr(0, 1) + "@chat.example",
                 .headers = named + "Eve <eve@evil.example>\r\n",
                 .text = "583 201\r\n"}
            ));
            const auto apart = desk.seen(proof);
            CHECK(apart.text("/customer/email") == "team@chat.example");
            const auto how = desk.row(proof.letter).decisions.text;
            CHECK(how.contains("It asks for answers to eve@evil.example"));
        }
    });
}

TEST_CASE("a form of the desk's own domain is believed, also about codes") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto asked = desk.arrives(letter(
            {.from = "Contact form <no-reply@desk.example>",
             .subject = "No verification code",
             .message_id = "1@desk.example",
             .headers = "Reply-To: Ana <ana@acme.example>\r\n",
             .text = "My code never came.\r\n"}
        ));
        CHECK(desk.seen(asked).text("/customer/email") == "ana@acme.example");
    });
}
