// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/reading.hpp"
#include "features/inbound_mail/test_desk.hpp"

using namespace heed;
using namespace heed::inbound_mail;

using tests::at_each_letter_desk;
using tests::letter;
using tests::LetterDesk;

TEST_CASE("the number of a request is read from whatever else stands in a subject") {
    CHECK(request_named_in("Re: [#12] x") == TicketId{12});
    CHECK(request_named_in("[Desk] [Ticket #12]") == TicketId{12});
    CHECK(request_named_in("[[[ #a [#12]") == TicketId{12});
    CHECK(request_named_in("] [#a] [#12") == std::nullopt);
    CHECK(request_named_in("[#12x] [12] #12]") == std::nullopt);
    CHECK(request_named_in("") == std::nullopt);
}

TEST_CASE("of a subject only the first 300 characters are searched for a number") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        const auto named = "[#" + std::to_string(taken.number->value) + "]";
        const auto near = desk.arrives(
            letter({.subject = std::string(250, '[') + named, .message_id = "near@acme.example"})
        );
        CHECK(near.number == taken.number);
        // A million of brackets costs no more than three hundred.
        const auto far = desk.arrives(
            letter({.subject = std::string(900'000, '[') + named, .message_id = "far@acme.example"})
        );
        CHECK(far.action == "created");
        CHECK(far.number != taken.number);
    });
}

TEST_CASE("of what a letter refers to the newest decides where it belongs") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto older = desk.arrives(letter({.message_id = "older@acme.example"}));
        const auto newer = desk.arrives(
            letter({.message_id = "newer@acme.example", .text = "The scanner jams.\r\n"})
        );
        REQUIRE(older.number != newer.number);
        const auto joined = desk.arrives(letter(
            {.message_id = "third@acme.example",
             .headers = "References: <older@acme.example> <newer@acme.example>\r\n",
             .text = "It still does.\r\n"}
        ));
        CHECK(joined.action == "followup");
        CHECK(joined.number == newer.number);
    });
}
