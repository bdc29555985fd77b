// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/test_desk.hpp"

using namespace heed;
using namespace heed::inbound_mail;

using tests::answering;
using tests::at_each_letter_desk;
using tests::letter;
using tests::LetterDesk;

namespace {

std::vector<std::string> participants(LetterDesk& desk, TicketId ticket) {
    std::vector<std::string> addresses;
    desk.read([&](db::Transaction& tx) {
        for (const auto& participant : conversations::participants_of(tx, ticket))
            addresses.push_back(participant.address);
        return 0;
    });
    return addresses;
}

bool is_ours(LetterDesk& desk, const char* address) {
    return desk.read([&](db::Transaction& tx) { return mailboxes::is_own_address(tx, address); });
}

/// As rows were written before there was one form.
void respell(LetterDesk& desk, db::Sql sql) {
    REQUIRE(desk.run([&](db::Transaction& tx, const Actor&, Instant) -> Result<bool> {
        for (const std::string at : {"ana@", "info@", "@", ""})
            tx.run(sql, at + "bücher.example", at + "xn--bcher-kva.example");
        return true;
    }));
}

} // namespace

TEST_CASE("an answer to all never goes to ourselves, however our address is spelled") {
    at_each_letter_desk([](LetterDesk& desk) {
        desk.mailbox("info@bücher.example");
        const auto taken = desk.arrives(letter(
            {.headers = "Cc: info@XN--BCHER-KVA.example, Info@BÜCHER.example,"
                        " bo@acme.example\r\n"}
        ));
        CHECK(
            participants(desk, *taken.number) ==
            std::vector<std::string>{"ana@acme.example", "bo@acme.example"}
        );
        const auto answered = desk.does(
            taken, "/replies", R"({"body_text":"Yes.","cc":["info@xn--bcher-kva.example"]})"
        );
        CHECK(answered.status() == 201);
        CHECK(desk.seen(taken).size("/entries/1/cc") == 0);

        const auto ours = desk.arrives(
            letter({.from = "Info <info@xn--bcher-kva.example>", .message_id = "2@acme.example"})
        );
        CHECK(desk.seen(ours).text("/customer/email") == "unknown@sender.invalid");
        CHECK(is_ours(desk, "INFO+more@XN--BCHER-KVA.example"));
    });
}

TEST_CASE("a person is the same in both spellings, and so is who is blocked") {
    at_each_letter_desk([](LetterDesk& desk) {
        auto ada = desk.administrator();
        const auto made =
            ada.post("/api/v1/people", R"({"name":"Ana","addresses":["ana@bücher.example"]})");
        REQUIRE(made.status() == 201);
        const auto taken =
            desk.arrives(letter({.from = "A <Ana@xn--bcher-kva.example>", .message_id = "1@x"}));
        CHECK(desk.seen(taken).text("/customer/name") == "Ana");
        CHECK(desk.seen(taken).text("/customer/email") == "ana@bücher.example");
        const auto blocked =
            ada.post("/api/v1/blocked_senders", R"({"pattern":"xn--bcher-kva.example"})");
        CHECK(blocked.status() == 201);
        CHECK(
            ada.post("/api/v1/blocked_senders", R"({"pattern":"@BÜCHER.example"})").text("/code") ==
            "already_blocked"
        );
        for (const auto* from : {"eve@bücher.example", "eve@XN--BCHER-KVA.example"}) {
            const auto id = std::string(from) + "/2";
            CHECK(desk.arrives(letter({.from = from, .message_id = id})).action == "dropped");
        }
    });
}

TEST_CASE("what was kept before there was one form is found") {
    at_each_letter_desk([](LetterDesk& desk) {
        desk.mailbox("info@bücher.example");
        const auto first = desk.arrives(
            letter({.from = "Ana <ana@bücher.example>", .message_id = "1@bcher.example"})
        );
        const auto before = desk.seen(first).number("/customer/id");
        respell(desk, "UPDATE person_address SET address = ?2 WHERE address = ?1");
        respell(desk, "UPDATE person_address SET domain = ?2 WHERE domain = ?1");
        respell(desk, "UPDATE participant SET address = ?2 WHERE address = ?1");
        respell(desk, "UPDATE mailbox_address SET address = ?2 WHERE address = ?1");
        respell(desk, "UPDATE own_address SET address = ?2 WHERE address = ?1");
        const auto second = desk.arrives(letter(
            {.from = "Ana <ana@bücher.example>",
             .message_id = "2@bcher.example",
             .headers = answering("1@bcher.example") + "Cc: info@bücher.example\r\n"}
        ));
        CHECK(second.action == "followup");
        CHECK(desk.seen(second).number("/customer/id") == before);
        CHECK(participants(desk, *second.number).size() == 1);
        CHECK(is_ours(desk, "info@bücher.example"));

        auto ada = desk.administrator();
        const auto taken =
            ada.post("/api/v1/people", R"({"name":"B","addresses":["ana@bücher.example"]})");
        CHECK(taken.text("/code") == "address_taken");
        CHECK(
            ada.post("/api/v1/people", R"({"name":"B","addresses":["info@bücher.example"]})")
                .text("/code") == "own_address"
        );
        const auto made =
            ada.post("/api/v1/organisations", R"({"name":"B","domains":["bücher.example"]})");
        REQUIRE(made.status() == 201);
        REQUIRE(desk.run([](db::Transaction& tx, const Actor&, Instant now) {
            return people::attach_by_domain(tx, now);
        }));
        const auto person = ada.get("/api/v1/people/" + std::to_string(before));
        CHECK(person.number("/organisation/id") == made.number("/id"));
        respell(desk, "UPDATE organisation_domain SET domain = ?2 WHERE domain = ?1");
        const auto third = desk.arrives(
            letter({.from = "Cleo <cleo@bücher.example>", .message_id = "3@bcher.example"})
        );
        const auto cleo = desk.seen(third).number("/customer/id");
        CHECK(
            ada.get("/api/v1/people/" + std::to_string(cleo)).number("/organisation/id") ==
            made.number("/id")
        );
        REQUIRE(
            ada.post("/api/v1/blocked_senders", R"({"pattern":"ana@bücher.example"})").status() ==
            201
        );
        respell(desk, "UPDATE blocked_sender SET pattern = ?2 WHERE pattern = ?1");
        CHECK(
            desk.arrives(letter({.from = "ana@bücher.example", .message_id = "4@x"})).action ==
            "dropped"
        );
    });
}
