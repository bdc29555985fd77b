// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/test_desk.hpp"
#include "features/people/people.hpp"
#include "platform/mail/reply_address.hpp"

using namespace heed;
using namespace heed::inbound_mail;

using tests::answering;
using tests::at_each_letter_desk;
using tests::letter;
using tests::LetterDesk;

namespace {

struct ReportOf {
    std::string original;
    std::string status = "5.1.1";
    std::string action = "failed";
    std::string recipient = "ana@acme.example";
};

std::string report(const ReportOf& parts) {
    static int number = 0;
    return "From: MAILER-DAEMON@mx.example\r\nTo: help@desk.example\r\nSubject: Undelivered\r\n"
           "Message-ID: <b" +
           std::to_string(++number) +
           "@mx.example>\r\nMIME-Version: 1.0\r\n"
           "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
           "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
           "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; "
           "mx.example\r\n\r\n"
           "Final-Recipient: rfc822; " +
           parts.recipient + "\r\nAction: " + parts.action + "\r\nStatus: " + parts.status +
           "\r\nDiagnostic-Code: smtp; 550 No such person\r\n\r\n"
           "--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <" +
           parts.original + ">\r\nSubject: Re: VPN is down\r\n\r\n--b--\r\n";
}

/// The server took the message; its Message-ID.
std::string handed_over(LetterDesk& desk, EntryId entry) {
    auto id = mail::make_message_id(entry.value, "desk.example", desk.signing_key());
    REQUIRE(desk.run([&](db::Transaction& tx, const Actor& actor, Instant now) {
        return conversations::record_delivery(
            tx,
            actor,
            entry,
            {.delivery = conversations::Delivery::sent,
             .text = "Sent.",
             .attempts = 1,
             .message_id = id},
            now
        );
    }));
    return id;
}

/// A desk that has answered Ana's letter.
struct Answered {
    Ingested taken;
    std::string message_id; // of the answer

    explicit Answered(LetterDesk& desk) : taken(desk.arrives(letter({}))) {
        const auto sent = desk.does(taken, "/replies", R"({"body_text":"We look into it."})");
        REQUIRE(sent.status() == 201);
        message_id = handed_over(desk, EntryId{sent.number("/entry_id")});
    }
};

bool is_undeliverable(LetterDesk& desk, const std::string& address = "ana@acme.example") {
    return desk.read([&](db::Transaction& tx) { return people::is_undeliverable(tx, address); });
}

} // namespace

TEST_CASE("what could not be delivered is told on the message, and the address is known to be bad"
) {
    at_each_letter_desk([](LetterDesk& desk) {
        const Answered answered(desk);
        const auto hard = desk.arrives(report({.original = answered.message_id}));
        CHECK(hard.action == "bounce");
        CHECK(hard.hard);
        CHECK(hard.status == "5.1.1");
        CHECK(hard.recipient == "ana@acme.example");
        CHECK(hard.number == answered.taken.number);
        const auto seen = desk.seen(answered.taken);
        CHECK(seen.text("/entries/1/delivery/state") == "bounced");
        CHECK(seen.text("/entries/1/judgements/0/kind") == "bounce");
        CHECK(seen.number("/entry_count") == 2);
        CHECK(is_undeliverable(desk));
    });
}

TEST_CASE("who was in copy and did not get it is named, and the customer did get it") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        const auto sent = desk.does(
            taken,
            "/replies",
            R"({"body_text":"We look.","to":["ana@acme.example"],)"
            R"("cc":["bo@acme.example"]})"
        );
        REQUIRE(sent.status() == 201);
        const auto id = handed_over(desk, EntryId{sent.number("/entry_id")});
        const auto back = desk.arrives(report({.original = id, .recipient = "bo@acme.example"}));
        CHECK(back.action == "bounce");
        const auto seen = desk.seen(taken);
        CHECK(seen.text("/entries/1/delivery/state") == "sent");
        CHECK(seen.text("/entries/1/delivery/text").starts_with("bo@acme.example (in copy) did not")
        );
        CHECK(seen.text("/entries/1/judgements/0/kind") == "bounce");
        CHECK_FALSE(is_undeliverable(desk));
    });
}

TEST_CASE("what is only delayed is told as not yet, before the end and not after it") {
    at_each_letter_desk([](LetterDesk& desk) {
        const Answered answered(desk);
        const ReportOf delayed{
            .original = answered.message_id, .status = "4.4.1", .action = "delayed"
        };
        const auto soft = desk.arrives(report(delayed));
        CHECK(soft.action == "bounce");
        CHECK_FALSE(soft.hard);
        const auto seen = desk.seen(answered.taken);
        CHECK(seen.text("/entries/1/delivery/state") == "sent");
        CHECK(seen.text("/entries/1/delivery/text").starts_with("Not delivered yet"));
        CHECK(seen.size("/entries/1/judgements") == 0);
        CHECK_FALSE(is_undeliverable(desk));
        desk.arrives(report({.original = answered.message_id}));
        desk.arrives(report(delayed));
        CHECK(desk.seen(answered.taken).text("/entries/1/delivery/state") == "bounced");
    });
}

TEST_CASE("what was tried until it was given up is lost, though the address may be good") {
    at_each_letter_desk([](LetterDesk& desk) {
        const Answered answered(desk);
        const auto given_up =
            desk.arrives(report({.original = answered.message_id, .status = "4.4.7"}));
        CHECK(given_up.action == "bounce");
        CHECK_FALSE(given_up.hard);
        CHECK(given_up.status == "4.4.7");
        const auto seen = desk.seen(answered.taken);
        CHECK(seen.text("/entries/1/delivery/state") == "bounced");
        CHECK(seen.text("/entries/1/delivery/text").starts_with("The customer did not get this"));
        CHECK(seen.text("/entries/1/judgements/0/kind") == "bounce");
        CHECK_FALSE(is_undeliverable(desk));
    });
}

TEST_CASE("a full mailbox and refusals of one letter lose it, though the address may be good") {
    at_each_letter_desk([](LetterDesk& desk) {
        const Answered answered(desk);
        for (const auto* const status : {"5.2.2", "5.3.4", "5.4.4", "5.7.1"}) {
            CAPTURE(status);
            const auto lost =
                desk.arrives(report({.original = answered.message_id, .status = status}));
            CHECK(lost.action == "bounce");
            CHECK(lost.status == status);
            CHECK_FALSE(lost.hard);
            CHECK(desk.seen(answered.taken).text("/entries/1/delivery/state") == "bounced");
            CHECK_FALSE(is_undeliverable(desk));
        }
        CHECK(desk.arrives(report({.original = answered.message_id, .status = "5.2.1"})).hard);
        CHECK(is_undeliverable(desk));
    });
}

TEST_CASE("a bounce that anybody could have written makes no address bad") {
    at_each_letter_desk([](LetterDesk& desk) {
        const Answered answered(desk);
        desk.arrives(letter({.from = "Bo <bo@acme.example>", .message_id = "bo@acme.example"}));
        // Of no letter, of a letter that came to us, of a letter that went to somebody else.
        CHECK_FALSE(desk.arrives(report({.original = "made-up@evil.example"})).number.has_value());
        CHECK_FALSE(desk.arrives(report({.original = "one@acme.example"})).number.has_value());
        desk.arrives(report({.original = answered.message_id, .recipient = "bo@acme.example"}));
        CHECK_FALSE(is_undeliverable(desk));
        CHECK_FALSE(is_undeliverable(desk, "bo@acme.example"));
    });
}

TEST_CASE("an address is good again once a letter comes from it") {
    at_each_letter_desk([](LetterDesk& desk) {
        const Answered answered(desk);
        desk.arrives(report({.original = answered.message_id}));
        REQUIRE(is_undeliverable(desk));
        desk.arrives(
            letter({.message_id = "two@acme.example", .headers = answering("one@acme.example")})
        );
        CHECK_FALSE(is_undeliverable(desk));
        CHECK(desk.facts("address_deliverable") == 1);
    });
}

TEST_CASE("whoever says that it arrived after all takes back all that the bounce did") {
    at_each_letter_desk([](LetterDesk& desk) {
        const Answered answered(desk);
        desk.arrives(report({.original = answered.message_id}));
        const auto before = desk.seen(answered.taken);
        const auto reversal = "/api/v1/entries/" + before.text("/entries/1/id") + "/judgements/" +
                              before.text("/entries/1/judgements/0/id") + "/reversal";
        CHECK(desk.agent("Noor").post(reversal).status() == 200);
        const auto seen = desk.seen(answered.taken);
        CHECK(seen.text("/entries/1/delivery/state") == "sent");
        CHECK(seen.text("/state") == before.text("/state"));
        CHECK_FALSE(is_undeliverable(desk));
    });
}

namespace {

/// What a provider sends when somebody marks a letter as spam (RFC 5965).
std::string complaint(const std::string& original, const std::string& recipient) {
    return "From: feedback@provider.example\r\nTo: help@desk.example\r\nSubject: Abuse\r\n"
           "Message-ID: <arf@provider.example>\r\nMIME-Version: 1.0\r\n"
           "Content-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n"
           "--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\n"
           "Original-Rcpt-To: " +
           recipient + "\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <" +
           original + ">\r\n\r\n--b--\r\n";
}

} // namespace

TEST_CASE("each of several who did not get it is named, and only whose address is no good is bad") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        desk.arrives(letter({.from = "Bo <bo@acme.example>", .message_id = "bo@acme.example"}));
        const auto sent = desk.does(
            taken,
            "/replies",
            R"({"body_text":"We look.","to":["ana@acme.example","bo@acme.example"]})"
        );
        REQUIRE(sent.status() == 201);
        const auto id = handed_over(desk, EntryId{sent.number("/entry_id")});
        auto both = report({.original = id, .status = "5.2.2"});
        const std::string_view end = "--b\r\nContent-Type: text/rfc822-headers";
        both.insert(
            both.find(end),
            "Final-Recipient: rfc822; bo@acme.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        );
        CHECK(desk.arrives(both).number == taken.number);
        const auto told = desk.seen(taken).text("/entries/1/delivery/text");
        CHECK(told.contains("ana@acme.example did not get this"));
        CHECK(told.contains("bo@acme.example did not get this"));
        CHECK_FALSE(is_undeliverable(desk));
        CHECK(is_undeliverable(desk, "bo@acme.example"));
    });
}

TEST_CASE("a bounce without our Message-ID finds its message by the reply address of the request") {
    at_each_letter_desk([](LetterDesk& desk) {
        const Answered answered(desk);
        auto back = report({.original = "rewritten@mx.example"});
        const std::string to = "To: help@desk.example";
        const auto reply_address = mail::reply_address(
            "help@desk.example", answered.taken.number->value, desk.signing_key()
        );
        auto forged = back;
        forged.replace(
            forged.find(to), to.size(), "To: help+r-1-aaaaaaaaaaaaaaaaaaaa@desk.example"
        );
        forged.replace(forged.find("<b"), 2, "<c");
        CHECK_FALSE(desk.arrives(forged).number.has_value());
        CHECK_FALSE(is_undeliverable(desk));
        back.replace(back.find(to), to.size(), "To: " + reply_address);
        CHECK(desk.arrives(back).number == answered.taken.number);
        CHECK(desk.seen(answered.taken).text("/entries/1/delivery/state") == "bounced");
        CHECK(is_undeliverable(desk));
    });
}

TEST_CASE("whoever marks an answer as spam is told to the agent, and it stays delivered") {
    at_each_letter_desk([](LetterDesk& desk) {
        const Answered answered(desk);
        const auto taken = desk.arrives(complaint(answered.message_id, "ana@acme.example"));
        CHECK(taken.action == "bounce");
        CHECK(taken.number == answered.taken.number);
        const auto seen = desk.seen(answered.taken);
        CHECK(seen.text("/entries/1/delivery/state") == "sent");
        CHECK(
            seen.text("/entries/1/delivery/text").starts_with("ana@acme.example marked it as spam")
        );
        CHECK(seen.size("/entries/1/judgements") == 1);
        CHECK(seen.number("/entry_count") == 2);
        CHECK_FALSE(is_undeliverable(desk));
    });
}
