// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/outbound_mail/test_office.hpp"

using namespace heed;
using namespace std::chrono_literals;

using tests::in_each_office;
using tests::Office;

namespace {

constexpr std::string_view ana = "ana@kunde.net";
constexpr auto copied = "Cc: ben@kunde.net, \u00fcml@kunde.net\r\n";
constexpr auto hello = R"({"body_text":"Hello."})";

std::string delivery(Office& office, TicketId ticket, std::string_view field) {
    return office.ticket(ticket).text("/entries/1/delivery/" + std::string(field));
}

void come_back(Office& office, const std::string& address) {
    REQUIRE(office.world.run([&](db::Transaction& tx, const Actor& actor, Instant now) {
        people::mark_undeliverable(tx, actor, address, now);
        return Result<bool>(true);
    }));
}

} // namespace

TEST_CASE("whatever a customer's program names its letter, it is acknowledged and answered") {
    in_each_office([](Office& office) {
        const std::vector<std::pair<std::string, std::string>> letters = {
            {"ana@kunde.net", "\u00fc@kunde.net"},
            {"bo@kunde.net", std::string(950, 'a') + "@kunde.net"}
        };
        for (const auto& [from, id] : letters) {
            CAPTURE(from);
            office.fake.sent.clear();
            const auto start = "From: <" + from + ">\r\nTo: ";
            const auto taken = office.take(
                start + office.own_address + "\r\nReturn-Path: <" + from +
                ">\r\nSubject: Toner\r\nMessage-ID: <" + id + ">\r\n\r\nHelp.\r\n"
            );
            REQUIRE(office.agent_answers(*taken.number, R"({"body_text":"Yes."})").status() == 201);
            CHECK(office.run() == 2);
            REQUIRE(office.fake.sent.size() == 2);
            CHECK(delivery(office, *taken.number, "state") == "sent");
            const auto back = office.take(
                start + office.sent(0).reply_to.front().address + "\r\nSubject: Hm\r\n\r\nGood.\r\n"
            );
            CHECK(back.number == taken.number);
        }
    });
}

TEST_CASE("a copy that no server takes keeps the answer from nobody, and it is said") {
    in_each_office([](Office& office) {
        office.acknowledge(false);
        const auto taken = office.customer_writes(std::string(ana), "Toner", copied);
        // As the API takes them over, and as the desk names all whom it shows.
        const std::vector<std::string> answers = {
            hello,
            R"({"body_text":"Hello.","to":["ana@kunde.net"],)"
            R"("cc":["ben@kunde.net","\u00fcml@kunde.net"]})"
        };
        for (const auto& json : answers) {
            CAPTURE(json);
            office.fake.sent.clear();
            const auto written = office.agent_answers(*taken.number, json);
            REQUIRE(written.status() == 201);
            CHECK(office.run() == 1);
            REQUIRE(office.fake.sent.size() == 1);
            CHECK(
                office.fake.sent[0].envelope.rcpt_to ==
                std::vector<std::string>{"ana@kunde.net", "ben@kunde.net"}
            );
            CHECK(office.sent(0).cc.size() == 1);
            const auto shown = office.ticket(*taken.number);
            const auto at = "/entries/" + std::string(&json == &answers[0] ? "1" : "2");
            CHECK(shown.text(at + "/delivery/state") == "sent");
            const std::string said =
                "Handed to mx.heed.dev at 08:00. Not sent to \u00fcml@kunde.net: mail servers do "
                "not take this address as it is written.";
            CHECK(shown.text(at + "/delivery/text") == said);
            CHECK(shown.text(at + "/judgements/0/reason") == "Not everybody got this: " + said);
        }
        CHECK_FALSE(office.world.read([](db::Transaction& tx) {
            return people::is_undeliverable(tx, "\u00fcml@kunde.net");
        }));
    });
}

TEST_CASE("a copy that no server takes is told once, however often the rest is tried") {
    in_each_office([](Office& office) {
        office.acknowledge(false);
        const auto ticket = *office.customer_writes(std::string(ana), "Toner", copied).number;
        REQUIRE(office.agent_answers(ticket, hello).status() == 201);
        office.fake.next_answers.push_back(
            {.kind = smtp::SendOutcome::Kind::accepted,
             .word = {.code = 250, .text = "queued"},
             .refused = {{.address = "ben@kunde.net", .word = {.code = 450, .text = "busy"}}}}
        );
        CHECK(office.run() == 1);
        office.world.clock.advance(1min);
        CHECK(office.run() == 1);
        CHECK(delivery(office, ticket, "state") == "sent");
        const auto shown = office.ticket(ticket);
        CHECK(shown.size("/entries/1/judgements") == 1);
        CHECK(shown.text("/entries/1/judgements/0/reason").contains("Not sent to"));
    });
}

TEST_CASE("whose letters come back is left out of an answer, and it is said") {
    in_each_office([](Office& office) {
        office.acknowledge(false);
        const auto taken =
            office.customer_writes(std::string(ana), "Toner", "Cc: ben@kunde.net\r\n");
        office.customer_writes("ben@kunde.net", "Paper");
        come_back(office, "ben@kunde.net");
        REQUIRE(office.agent_answers(*taken.number, hello).status() == 201);
        CHECK(office.run() == 1);
        REQUIRE(office.fake.sent.size() == 1);
        CHECK(office.fake.sent[0].envelope.rcpt_to == std::vector<std::string>{"ana@kunde.net"});
        const std::string said = "Handed to mx.heed.dev at 08:00. Not sent to ben@kunde.net: "
                                 "letters to this address come back.";
        CHECK(delivery(office, *taken.number, "text") == said);
        const auto shown = office.ticket(*taken.number);
        CHECK(shown.text("/entries/1/judgements/0/reason") == "Not everybody got this: " + said);
    });
}

TEST_CASE("an answer to an address that comes back fails at once, until somebody says it is good") {
    in_each_office([](Office& office) {
        office.acknowledge(false);
        const auto ticket = *office.customer_writes(std::string(ana), "Toner").number;
        come_back(office, std::string(ana));
        REQUIRE(office.agent_answers(ticket, hello).status() == 201);
        office.run();
        CHECK(office.fake.sent.empty());
        CHECK(delivery(office, ticket, "state") == "failed");
        CHECK(delivery(office, ticket, "text").starts_with("Letters to ana@kunde.net come back"));
        const auto shown = office.ticket(ticket);
        const auto reversal = "/api/v1/entries/" + shown.text("/entries/1/id") + "/judgements/" +
                              shown.text("/entries/1/judgements/0/id") + "/reversal";
        CHECK(office.world.agent("Noor").post(reversal).status() == 200);
        CHECK(delivery(office, ticket, "state") == "failed");
        REQUIRE(office.agent_answers(ticket, hello).status() == 201);
        CHECK(office.run() == 1);
        CHECK(office.fake.sent.size() == 1);
    });
}

TEST_CASE("a letter that is tried again by hand leaves for an address that came back") {
    in_each_office([](Office& office) {
        office.acknowledge(false);
        const auto ticket = *office.customer_writes(std::string(ana), "Toner").number;
        come_back(office, std::string(ana));
        REQUIRE(office.agent_answers(ticket, hello).status() == 201);
        office.run();
        REQUIRE(office.fake.sent.empty());
        auto ada = office.world.administrator();
        const auto letter = ada.get("/api/v1/outgoing_letters").text("/items/0/id");
        CHECK(ada.post("/api/v1/outgoing_letters/" + letter + "/retry").status() == 200);
        CHECK(office.run() == 1);
        CHECK(office.fake.sent.size() == 1);
        CHECK(delivery(office, ticket, "state") == "sent");
    });
}

TEST_CASE("what the server did not say is not put into its mouth, and no sentence ends twice") {
    in_each_office([](Office& office) {
        office.acknowledge(false);
        const auto ticket = *office.customer_writes(std::string(ana), "Toner").number;
        REQUIRE(office.agent_answers(ticket, hello).status() == 201);
        const std::vector<std::pair<smtp::ServerWord, std::string>> words = {
            {{.code = 0, .text = "The connection broke off."},
             "mx.heed.dev could not take this letter. The connection broke off. It will"},
            {{.code = 451, .text = "Come back later."},
             "mx.heed.dev could not take this letter; it said: 451 Come back later. It will"},
            {{.code = 451, .text = "busy"},
             "mx.heed.dev could not take this letter; it said: 451 busy. It will"},
        };
        for (const auto& [word, said] : words) {
            CAPTURE(said);
            office.fake.next_answers.push_back(
                {.kind = smtp::SendOutcome::Kind::try_later, .word = word}
            );
            office.world.clock.advance(1h);
            CHECK(office.run() == 1);
            CHECK(delivery(office, ticket, "text").starts_with(said));
        }
    });
}
