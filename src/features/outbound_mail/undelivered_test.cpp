// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/outbound_mail/test_office.hpp"
#include "features/outbound_mail/undelivered.hpp"
#include "platform/journal/reader.hpp"

using namespace heed;
using namespace heed::outbound_mail;
using namespace std::chrono_literals;

using tests::Answer;
using tests::in_each_office;
using tests::Office;

namespace {

constexpr std::string_view ana = "ana@kunde.net";

smtp::SendOutcome refused() {
    smtp::SendOutcome outcome{
        .kind = smtp::SendOutcome::Kind::refused_permanently,
        .word = {.code = 550, .enhanced_status = "5.1.1", .text = "no such person"}
    };
    outcome.refused = {{.address = std::string(ana), .word = outcome.word}};
    return outcome;
}

std::string path_of(TicketId id, const std::string& what = "") {
    return "/api/v1/tickets/" + std::to_string(id.value) + what;
}

/// A request that is Noor's, with an answer of hers that waits in the outbox; no acknowledgement.
TicketId
answered(Office& office, const std::string& then, const std::string& from = std::string(ana)) {
    office.acknowledge(false);
    const auto id = *office.customer_writes(from, "Toner").number;
    auto noor = office.world.agent("Noor");
    const auto owner = R"({"owner_id":)" + std::to_string(noor.person.value) + "}";
    REQUIRE(noor.patch(path_of(id), owner).status() == 200);
    const auto body = R"({"body_text":"It is on its way.","then":")" + then + R"("})";
    REQUIRE(office.agent_answers(id, body).status() == 201);
    return id;
}

/// The server took the letter, and another one says later that nobody is there.
void comes_back(Office& office, const std::string& whose = std::string(ana)) {
    static int number = 0;
    office.take(
        "From: MAILER-DAEMON@mx.net\r\nTo: " + office.own_address +
        "\r\nSubject: Undelivered\r\nMessage-ID: <back" + std::to_string(++number) +
        "@mx.net>\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.net\r\n\r\n"
        "Final-Recipient: rfc822; " +
        whose +
        "\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 No such person\r\n\r\n"
        "--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <" +
        office.sent(office.fake.sent.size() - 1).message_id + ">\r\n\r\n--b--\r\n"
    );
    office.run();
}

std::string unread_by(Office& office, TicketId id, std::string_view who) {
    return office.world.agent(who).get(path_of(id)).text("/unread");
}

void reads(Office& office, TicketId id, std::string_view who) {
    auto reader = office.world.agent(who);
    const auto newest = reader.get(path_of(id)).text("/entries/1/id");
    REQUIRE(reader.put(path_of(id, "/read"), R"({"entry_id":)" + newest + "}").status() == 200);
}

Answer take_back(Office& office, TicketId id) {
    auto noor = office.world.agent("Noor");
    const auto seen = noor.get(path_of(id));
    return noor.post(
        "/api/v1/entries/" + seen.text("/entries/1/id") + "/judgements/" +
        seen.text("/entries/1/judgements/0/id") + "/reversal"
    );
}

std::string state_of(Office& office, TicketId id) {
    return office.ticket(id).text("/state");
}

} // namespace

TEST_CASE("an answer that the server refuses brings its solved request back to its owner") {
    in_each_office([](Office& office) {
        const auto id = answered(office, "resolved");
        reads(office, id, "Noor");
        reads(office, id, "Leo");
        office.fake.next_answers.push_back(refused());
        office.run();
        office.run();
        CHECK(state_of(office, id) == "open");
        CHECK(unread_by(office, id, "Noor") == "true");
        CHECK(unread_by(office, id, "Leo") == "false");
        const auto history = office.world.agent("Noor").get(path_of(id, "/history"));
        CHECK(history.response.body.contains("The answer of 2027-01-15 did not reach ana@kunde.net."
        ));
        const auto rests = take_back(office, id);
        CHECK(rests.status() == 200);
        CHECK(rests.text("/state") == "resolved");
        CHECK(rests.text("/entries/1/delivery/state") == "failed");
    });
}

TEST_CASE("an answer that comes back wakes what waits, and arrived when somebody says so") {
    in_each_office([](Office& office) {
        const auto id = answered(office, "waiting");
        office.run();
        REQUIRE(state_of(office, id) == "waiting");
        comes_back(office);
        CHECK(state_of(office, id) == "open");
        CHECK(unread_by(office, id, "Noor") == "true");
        const auto rests = take_back(office, id);
        CHECK(rests.text("/state") == "waiting");
        CHECK(rests.text("/entries/1/delivery/state") == "sent");
    });
}

TEST_CASE("one answer brings its request back once, however often it comes back") {
    in_each_office([](Office& office) {
        const auto id = answered(office, "resolved");
        office.run();
        comes_back(office);
        REQUIRE(state_of(office, id) == "open");
        auto noor = office.world.agent("Noor");
        REQUIRE(noor.post(path_of(id, "/resolution"), "{}").status() == 200);
        reads(office, id, "Noor");
        comes_back(office);
        const auto facts = office.world.read([](db::Transaction& tx) {
            return journal::facts_after(tx, 0, 1000);
        });
        for (const auto& fact : facts) {
            if (!fact.is<conversations::DeliveryChanged>()) continue;
            REQUIRE(office.world.desk().db.write([&](db::Transaction& tx) -> Result<bool> {
                TRY(hear_undelivered(tx, fact));
                return true;
            }));
        }
        CHECK(state_of(office, id) == "resolved");
        CHECK(unread_by(office, id, "Noor") == "false");
    });
}

TEST_CASE("what is open anyway is unread for its owner, what is closed stays closed") {
    in_each_office([](Office& office) {
        const auto open = answered(office, "open");
        office.run();
        reads(office, open, "Noor");
        comes_back(office);
        CHECK(state_of(office, open) == "open");
        CHECK(unread_by(office, open, "Noor") == "true");
        REQUIRE(take_back(office, open).status() == 200);
        CHECK(state_of(office, open) == "open");

        const auto closed = answered(office, "resolved");
        office.run();
        auto noor = office.world.agent("Noor");
        REQUIRE(noor.post(path_of(closed, "/closure")).status() == 200);
        comes_back(office);
        CHECK(state_of(office, closed) == "closed");
        CHECK(office.ticket(closed).text("/entries/1/judgements/0/kind") == "bounce");
    });
}

TEST_CASE("nobody is alarmed by copies, automatic letters and addresses of demos") {
    in_each_office([](Office& office) {
        office.acknowledge(false);
        const auto copied = *office.customer_writes(std::string(ana), "Ink").number;
        const auto both = R"({"body_text":"Hello.","then":"resolved","to":["ana@kunde.net"],)"
                          R"("cc":["bo@kunde.net"]})";
        REQUIRE(office.agent_answers(copied, both).status() == 201);
        office.run();
        comes_back(office, "bo@kunde.net");
        CHECK(state_of(office, copied) == "resolved");
        office.becomes_a_demo();
        const auto demo = answered(office, "resolved", "eve@shop.example");
        office.run();
        CHECK(office.ticket(demo).text("/entries/1/delivery/state") == "failed");
        CHECK(office.ticket(demo).text("/entries/1/judgements/0/reversible") == "false");
        office.acknowledge(true);
        office.fake.next_answers.push_back(refused());
        const auto asked = *office.customer_writes("new@kunde.net", "Paper").number;
        office.run();
        office.run();
        CHECK(state_of(office, demo) == "resolved");
        CHECK(state_of(office, asked) == "new");
        const auto alarms = office.world.agent("Noor").get(path_of(asked, "/history"));
        CHECK_FALSE(alarms.response.body.contains("did not reach"));
    });
}
