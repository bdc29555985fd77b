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
