// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/test_desk.hpp"

using namespace heed;
using namespace heed::inbound_mail;

using tests::answering;
using tests::at_each_letter_desk;
using tests::letter;
using tests::LetterDesk;

namespace {

constexpr std::string_view nobody = "unknown@sender.invalid";

bool takes_part(LetterDesk& desk, const Ingested& taken) {
    return desk.read([&](db::Transaction& tx) {
        return conversations::is_participant(tx, *taken.number, nobody);
    });
}

} // namespace

TEST_CASE("who writes without a readable address is called unknown, whatever others were called") {
    at_each_letter_desk([](LetterDesk& desk) {
        const std::vector<std::pair<std::string, std::string>> letters = {
            {"\"Ana Lopez\" <ana@bro ken", "Ana Lopez"},
            {"\"Bob the Boss\" <bob@@x>", "Bob the Boss"}
        };
        for (const auto& [from, name] : letters) {
            const auto taken = desk.arrives(letter({.from = from, .message_id = "", .text = name}));
            CHECK(taken.action == "created");
            const auto seen = desk.seen(taken);
            CHECK(seen.text("/customer/email") == nobody);
            CHECK(seen.text("/customer/name") == "Unknown sender");
            CHECK(seen.text("/entries/0/from/name") == name);
            CHECK_FALSE(takes_part(desk, taken));
        }
    });
}

TEST_CASE("a letter that names nobody's stand-in as its sender has none") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto first = desk.arrives(letter({.from = "\"Ana Lopez\" <ana@bro ken"}));
        const auto forged = desk.arrives(letter(
            {.from = "Mallory <unknown@sender.invalid>",
             .subject = "Re: VPN is down",
             .message_id = "2@acme.example",
             .headers = answering("one@acme.example") + "Return-Path: <unknown@sender.invalid>\r\n"}
        ));
        CHECK(forged.action == "created");
        CHECK(forged.number != first.number);
        CHECK(desk.seen(forged).text("/customer/name") == "Unknown sender");
        CHECK(desk.seen(forged).text("/entries/0/from/name") == "Mallory");
        CHECK_FALSE(desk.row(forged.letter).may_acknowledge);
        CHECK_FALSE(takes_part(desk, forged));

        const auto copied = desk.arrives(letter(
            {.message_id = "3@acme.example", .headers = "Cc: Eve <unknown@sender.invalid>\r\n"}
        ));
        CHECK_FALSE(takes_part(desk, copied));
    });
}

TEST_CASE("nobody's stand-in is given to no person, agent or mailbox, and is not written to") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({.from = "\"Ana Lopez\" <ana@bro ken"}));
        auto ada = desk.administrator();
        const auto refuses = [](const tests::Answer& answer, std::string_view pointer) {
            CHECK(answer.status() == 422);
            CHECK(answer.code() == "bad_address");
            CHECK(answer.text("/pointer") == pointer);
            CHECK(answer.text("/detail").contains(".invalid"));
        };
        refuses(
            ada.post("/api/v1/people", R"({"name":"Eve","addresses":["eve@Any.INVALID"]})"),
            "/addresses/0"
        );
        refuses(
            ada.post("/api/v1/agents", R"({"name":"Eve","email":"unknown@sender.invalid"})"),
            "/email"
        );
        refuses(
            ada.post(
                "/api/v1/tickets",
                R"({"subject":"X","customer":{"email":"unknown@sender.invalid"}})"
            ),
            "/customer/email"
        );
        const auto customer = desk.seen(taken).text("/customer/id");
        refuses(
            ada.post(
                "/api/v1/people/" + customer + "/addresses", R"({"address":"more@sender.invalid"})"
            ),
            "/address"
        );
        for (const auto* body :
             {R"({"body_text":"Hello."})",
              R"({"body_text":"Hello.","to":["unknown@sender.invalid"]})"})
            refuses(desk.does(taken, "/replies", body), "/to/0");
        CHECK(desk.seen(taken).number("/entry_count") == 1);

        const auto mailbox = desk.run([&](db::Transaction& tx, const Actor& actor, Instant now) {
            mailboxes::MailboxInput input;
            input.name = {Text<1, 100>{"Nobody"}};
            input.addresses = {std::vector<mailboxes::Address>{{std::string(nobody)}}};
            return mailboxes::create_mailbox(
                tx, {.actor = actor, .sealer = desk.desk().sealer, .now = now}, input
            );
        });
        REQUIRE_FALSE(mailbox);
        CHECK(mailbox.error().code == "bad_address");
        CHECK(mailbox.error().pointer == "/addresses/0");
    });
}

TEST_CASE("two dots side by side are refused where they are typed, not where they arrive") {
    at_each_letter_desk([](LetterDesk& desk) {
        auto ada = desk.administrator();
        const auto typed =
            ada.post("/api/v1/people", R"({"name":"Jo","addresses":["jo..b@phone.example"]})");
        CHECK(typed.code() == "bad_address");
        CHECK(typed.text("/detail").contains("dots"));
        const auto other = desk.arrives(letter({}));
        CHECK(
            desk.does(other, "/replies", R"({"body_text":"Hi.","cc":["jo..b@phone.example"]})")
                .text("/pointer") == "/cc/0"
        );

        const auto taken =
            desk.arrives(letter({.from = "Jo <jo..b@phone.example>", .message_id = "2@x"}));
        CHECK(desk.seen(taken).text("/customer/email") == "jo..b@phone.example");
        CHECK(desk.does(taken, "/replies", R"({"body_text":"Hi."})").status() == 201);
        CHECK(
            desk.does(other, "/replies", R"({"body_text":"Hi.","cc":["jo..b@phone.example"]})")
                .status() == 201
        );
        CHECK(
            ada.post(
                   "/api/v1/tickets",
                   R"({"subject":"X","customer":{"email":"jo..b@phone.example"}})"
            )
                .status() == 201
        );
    });
}
