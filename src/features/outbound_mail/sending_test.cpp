// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/outbound_mail/outbox.hpp"
#include "features/outbound_mail/store.hpp"
#include "features/outbound_mail/test_office.hpp"
#include "platform/journal/reader.hpp"
#include "platform/mail/reply_text.hpp"

using namespace heed;
using namespace heed::outbound_mail;
using namespace std::chrono_literals;

using tests::in_each_demo_office;
using tests::in_each_office;
using tests::Office;

namespace {

constexpr std::string_view ana = "ana@kunde.net";

smtp::SendOutcome outcome(smtp::SendOutcome::Kind kind, int code, std::string status = {}) {
    return {
        .kind = kind,
        .word = {.code = code, .enhanced_status = std::move(status), .text = "so it is"}
    };
}

/// A request of Ana's with an answer of Noor's that waits in the outbox; no acknowledgement.
TicketId
answered(Office& office, const std::string& json = R"({"body_text":"It is on its way."})") {
    office.acknowledge(false);
    const auto taken = office.customer_writes(std::string(ana), "Toner");
    REQUIRE(office.agent_answers(*taken.number, json).status() == 201);
    return *taken.number;
}

/// An answer to Ana with copies.
std::string answer_to(const std::string& copies) {
    return R"({"body_text":"Hello.","to":["ana@kunde.net"],"cc":[)" + copies + "]}";
}

std::string delivery(Office& office, TicketId ticket, std::string_view field) {
    return office.ticket(ticket).text("/entries/1/delivery/" + std::string(field));
}

std::int64_t rows(Office& office) {
    return office.world.read([](db::Transaction& tx) {
        return tx.value<std::int64_t>(
            "SELECT count(*) FROM outgoing_letter WHERE kind IN ('answer', 'acknowledgement')"
        );
    });
}

} // namespace

TEST_CASE("an answer leaves once, from its mailbox, and the agent sees that it did") {
    in_each_office([](Office& office) {
        const auto ticket = answered(office);
        CHECK(office.run() == 1);
        CHECK(office.run() == 0);
        REQUIRE(office.fake.sent.size() == 1);
        CHECK(office.fake.sent[0].envelope.mail_from == office.own_address);
        CHECK(office.fake.sent[0].envelope.rcpt_to == std::vector<std::string>{std::string(ana)});
        const auto letter = office.sent(0);
        CHECK(letter.from.front().name.starts_with("Noor via "));
        CHECK(letter.from.front().address == office.own_address);
        CHECK(letter.subject == "Re: Toner [#" + std::to_string(ticket.value) + "]");
        CHECK(letter.message_id.starts_with("e-"));
        CHECK(letter.in_reply_to == std::vector<std::string>{"m1@kunde.net"});
        CHECK(letter.references == std::vector<std::string>{"m1@kunde.net"});
        CHECK_FALSE(letter.header("Auto-Submitted"));
        CHECK(letter.header("X-Heed-Loop"));
        CHECK(letter.text.starts_with("It is on its way.\n\n-- \nNoor at "));
        CHECK(letter.text.contains("https://desk.example/r/"));
        CHECK(letter.text.contains("##- "));
        CHECK(letter.text.contains("> Please help 1."));
        CHECK(letter.html.contains("Please help 1."));
        CHECK(trimmed(mail::reply_text(letter).text) == "It is on its way.");
        CHECK(delivery(office, ticket, "state") == "sent");
        CHECK(delivery(office, ticket, "text") == "Handed to mx.heed.dev at 08:00.");
    });
}

TEST_CASE("a conversation an agent begins is no reply, the next message in it is") {
    in_each_office([](Office& office) {
        auto noor = office.world.agent("Noor");
        const auto begun = noor.post(
            "/api/v1/tickets",
            R"({"subject":"Your toner","customer":{"email":"ana@kunde.net"},)"
            R"("message":{"kind":"public","body_text":"It comes on Monday."}})"
        );
        REQUIRE(begun.status() == 201);
        const TicketId ticket{begun.number("/number")};
        CHECK(office.run() == 1);
        const auto mark = " [#" + std::to_string(ticket.value) + "]";
        CHECK(office.sent(0).subject == "Your toner" + mark);
        REQUIRE(office.agent_answers(ticket, R"({"body_text":"Or on Tuesday."})").status() == 201);
        CHECK(office.run() == 1);
        CHECK(office.sent(1).subject == "Re: Your toner" + mark);
    });
}

TEST_CASE("the customer's reply to our answer joins the request") {
    in_each_office([](Office& office) {
        const auto ticket = answered(office);
        office.run();
        const auto answer = office.sent(0);
        const auto by_address = office.take(
            "From: <ana@kunde.net>\r\nTo: " + answer.reply_to.front().address +
            "\r\nSubject: Re: something else\r\nMessage-ID: <r1@kunde.net>\r\n\r\nGood.\r\n"
        );
        CHECK(by_address.action == "followup");
        CHECK(by_address.number == ticket);
        const auto by_id = office.take(
            "From: <ana@kunde.net>\r\nTo: " + office.own_address + "\r\nIn-Reply-To: <" +
            answer.message_id + ">\r\nSubject: x\r\nMessage-ID: <r2@kunde.net>\r\n\r\nAnd more.\r\n"
        );
        CHECK(by_id.action == "followup");
        CHECK(by_id.number == ticket);
    });
}

TEST_CASE("hearing a fact again queues nothing again") {
    in_each_office([](Office& office) {
        office.customer_writes(std::string(ana), "One");
        office.world.run_reactors();
        REQUIRE(rows(office) == 1);
        const auto facts = office.world.read([](db::Transaction& tx) {
            return journal::facts_after(tx, 0, 1000);
        });
        for (const auto& fact : facts) {
            REQUIRE(office.world.desk().db.write([&](db::Transaction& tx) -> Result<bool> {
                TRY(hear(tx, fact));
                return true;
            }));
        }
        CHECK(rows(office) == 1);
    });
}

TEST_CASE("before the first byte leaves the attempt is on record") {
    in_each_office([](Office& office) {
        const auto ticket = answered(office);
        std::string state;
        std::string number;
        office.before_data = [&] {
            state = delivery(office, ticket, "state");
            number = delivery(office, ticket, "attempts");
        };
        office.run();
        CHECK(state == "sending");
        CHECK(number == "1");
    });
}

TEST_CASE("when the server does not say, the same letter goes again under the same name") {
    in_each_office([](Office& office) {
        const auto ticket = answered(office);
        office.fake.next_answers.push_back(outcome(smtp::SendOutcome::Kind::unknown_after_data, 0));
        CHECK(office.run() == 1);
        CHECK(delivery(office, ticket, "state") == "queued");
        CHECK(delivery(office, ticket, "text").contains("It will be tried again at 08:01."));
        CHECK(office.run() == 0);
        office.world.clock.advance(1min);
        CHECK(office.run() == 1);
        REQUIRE(office.fake.sent.size() == 2);
        CHECK(office.sent(0).message_id == office.sent(1).message_id);
        CHECK(office.fake.sent[0].letter == office.fake.sent[1].letter);
        CHECK(delivery(office, ticket, "state") == "sent");
    });
}

TEST_CASE("a crash while sending: the next start sends it again at once") {
    in_each_office([](Office& office) {
        const auto ticket = answered(office);
        office.before_data = [] { throw Fault("as if the process ended here"); };
        office.run();
        CHECK(delivery(office, ticket, "state") == "sending");
        office.before_data = {};
        CHECK(office.run() == 0);
        office.postbox.take_up();
        CHECK(office.run() == 1);
        CHECK(delivery(office, ticket, "attempts") == "2");
        CHECK(delivery(office, ticket, "state") == "sent");
    });
}

TEST_CASE("what the server cannot take now is tried again, later each time, for five days") {
    in_each_office([](Office& office) {
        const auto ticket = answered(office);
        for (const auto wait : {1min, 5min, 15min, 30min, 60min, 60min}) {
            office.fake.next_answers.push_back(
                outcome(smtp::SendOutcome::Kind::try_later, 451, "4.3.0")
            );
            CHECK(office.run() == 1);
            CHECK(delivery(office, ticket, "state") == "queued");
            CHECK(delivery(office, ticket, "text").contains("451 4.3.0 so it is"));
            office.world.clock.advance(wait - 1s);
            CHECK(office.run() == 0);
            office.world.clock.advance(1s);
        }
        office.world.clock.advance(given_up_after);
        office.fake.next_answers.push_back(outcome(smtp::SendOutcome::Kind::try_later, 451));
        office.run();
        CHECK(delivery(office, ticket, "state") == "failed");
        office.world.clock.advance(24h);
        CHECK(office.run() == 0);
    });
}

TEST_CASE("an international domain travels in its ASCII form, and is told as it is written") {
    in_each_office([](Office& office) {
        const auto ticket = answered(office, R"({"body_text":"Hello.","to":["ana@bücher.net"]})");
        auto later = outcome(smtp::SendOutcome::Kind::accepted, 250);
        later.refused = {
            {.address = "ana@xn--bcher-kva.net", .word = {.code = 550, .text = "no such user"}}
        };
        office.fake.next_answers.push_back(later);
        CHECK(office.run() == 1);
        REQUIRE(office.fake.sent.size() == 1);
        CHECK(
            office.fake.sent[0].envelope.rcpt_to ==
            std::vector<std::string>{"ana@xn--bcher-kva.net"}
        );
        CHECK(delivery(office, ticket, "text").contains("ana@bücher.net"));
    });
}

TEST_CASE("a mailbox in an international domain writes, and answers to it join") {
    for (const auto engine : db::test_engines()) {
        Office office(engine, "help@bücher.net");
        const auto asked = office.customer_writes("ana@kunde.net", "VPN");
        REQUIRE(office.run() == 1); // the acknowledgement
        REQUIRE(office.agent_answers(*asked.number, R"({"body_text":"Hello."})").status() == 201);
        REQUIRE(office.run() == 1);
        CHECK(office.fake.sent[1].envelope.mail_from == "help@xn--bcher-kva.net");
        const auto letter = office.sent(1);
        CHECK(letter.message_id.ends_with("@xn--bcher-kva.net"));
        const auto again = office.customer_writes(
            "ana@kunde.net", "Re: VPN", "In-Reply-To: <" + letter.message_id + ">\r\n"
        );
        CHECK(again.action == "followup");
    }
}

TEST_CASE("who was copied at an address that leads nowhere is not written to") {
    in_each_office([](Office& office) {
        const auto asked =
            office.customer_writes("ana@kunde.net", "VPN", "Cc: Bo <bo@printer.invalid>\r\n");
        office.run();
        office.fake.sent.clear();
        REQUIRE(office.agent_answers(*asked.number, R"({"body_text":"Hello."})").status() == 201);
        CHECK(office.run() == 1);
        REQUIRE(office.fake.sent.size() == 1);
        CHECK(office.fake.sent[0].envelope.rcpt_to == std::vector<std::string>{"ana@kunde.net"});
    });
}

TEST_CASE("a permanent refusal is told on the message and not tried again") {
    in_each_office([](Office& office) {
        const auto ticket = answered(office);
        auto refused = outcome(smtp::SendOutcome::Kind::refused_permanently, 550, "5.1.1");
        refused.refused = {{.address = std::string(ana), .word = refused.word}};
        office.fake.next_answers.push_back(refused);
        office.run();
        CHECK(delivery(office, ticket, "state") == "failed");
        const auto shown = office.ticket(ticket);
        CHECK(shown.text("/entries/1/judgements/0/kind") == "bounce");
        CHECK(shown.text("/entries/1/judgements/0/reason").contains("did not get this"));
        CHECK(office.world.read([](db::Transaction& tx) {
            return people::is_undeliverable(tx, ana);
        }));
        office.world.clock.advance(24h);
        CHECK(office.run() == 0);
    });
}

TEST_CASE("a letter that failed is listed with its reason, and tried again by hand") {
    in_each_office([](Office& office) {
        const auto ticket = answered(office);
        office.fake.next_answers.push_back(
            outcome(smtp::SendOutcome::Kind::refused_permanently, 550, "5.7.1")
        );
        office.run();
        auto ada = office.world.administrator();
        constexpr const char* path = "/api/v1/outgoing_letters";
        const auto listed = ada.get(path);
        CHECK(listed.text("/items/0/state") == "failed");
        CHECK(listed.text("/items/0/number") == std::to_string(ticket.value));
        CHECK(listed.text("/items/0/text").contains("refused this letter"));
        CHECK(office.world.agent("Noor").get(path).status() == 403);

        const auto again = std::string(path) + "/" + listed.text("/items/0/id") + "/retry";
        CHECK(office.world.agent("Noor").post(again, "").status() == 403);
        const auto tried = ada.post(again, "");
        CHECK(tried.status() == 200);
        CHECK(tried.text("/state") == "queued");
        CHECK(delivery(office, ticket, "state") == "queued");
        CHECK(office.run() == 1);
        CHECK(office.fake.sent.size() == 1);
        CHECK(delivery(office, ticket, "state") == "sent");
        CHECK(ada.post(again, "").text("/code") == "already_sent");
        CHECK(ada.post(std::string(path) + "/99999/retry", "").status() == 404);
    });
}

TEST_CASE("letters that wait are listed page by page, the newest first") {
    Office office(db::Engine::sqlite);
    const auto put =
        office.world.run([](db::Transaction& tx, const Actor&, Instant now) -> Result<bool> {
            for (std::int64_t cause = 1; cause <= 120; ++cause)
                store::insert(
                    tx,
                    {.kind = LetterKind::sign_in_link,
                     .cause = -cause,
                     .address = "a" + std::to_string(cause) + "@kunde.net",
                     .due_at = now,
                     .created_at = now}
                );
            return true;
        });
    REQUIRE(put);
    auto ada = office.world.administrator();
    std::vector<std::string> seen;
    std::string cursor;
    do {
        const auto page = ada.get("/api/v1/outgoing_letters" + cursor);
        for (std::size_t at = 0; at < page.size("/items"); ++at)
            seen.push_back(page.text("/items/" + std::to_string(at) + "/address"));
        const auto next = page.text("/next");
        cursor = next.empty() || next == "null" ? "" : "?cursor=" + next;
    } while (!cursor.empty());
    std::erase_if(seen, [](const std::string& address) {
        return !address.ends_with("@kunde.net");
    });
    REQUIRE(seen.size() == 120);
    CHECK(seen.front() == "a120@kunde.net");
    CHECK(seen.back() == "a1@kunde.net");
}

TEST_CASE("of several recipients only those not yet served are tried again") {
    in_each_office([](Office& office) {
        answered(office, answer_to(R"("ben@kunde.net")"));
        auto partly = outcome(smtp::SendOutcome::Kind::accepted, 250);
        partly.refused = {{.address = "ben@kunde.net", .word = {.code = 450, .text = "later"}}};
        office.fake.next_answers.push_back(partly);
        office.run();
        office.world.clock.advance(1min);
        office.run();
        REQUIRE(office.fake.sent.size() == 2);
        CHECK(office.fake.sent[1].envelope.rcpt_to == std::vector<std::string>{"ben@kunde.net"});
        CHECK(office.sent(1).to.front().address == ana);
    });
}

TEST_CASE("a server in trouble is left alone for a while, and the mailbox says so") {
    in_each_office([](Office& office) {
        answered(office);
        answered(office);
        office.fake.next_answers.push_back(outcome(smtp::SendOutcome::Kind::cannot_connect, 0));
        CHECK(office.run() == 1);
        CHECK(office.run() == 0);
        const auto error = office.world.read([](db::Transaction& tx) {
            return mailboxes::state_of(tx, mailboxes::MailboxId{1}).send_error;
        });
        CHECK(error.value_or("").contains("could not be reached"));
        office.world.clock.advance(1min);
        CHECK(office.run() == 2);
        CHECK(office.fake.sent.size() == 2);
    });
}

TEST_CASE("why a server may not be reached is told with the answer and with its mailbox") {
    in_each_office([](Office& office) {
        const auto ticket = answered(office);
        auto forbidden = outcome(smtp::SendOutcome::Kind::cannot_connect, 0);
        forbidden.word.text = net::connection_test("address_not_allowed").text;
        office.fake.next_answers.push_back(forbidden);
        office.run();
        const auto told = delivery(office, ticket, "text");
        CHECK(told.contains("could not be reached. The desk does not connect to inner addresses"));
        CHECK(told.contains("outbound.allow"));
        const auto error = office.world.read([](db::Transaction& tx) {
            return mailboxes::state_of(tx, mailboxes::MailboxId{1}).send_error.value_or("");
        });
        CHECK(error.contains("outbound.allow"));
    });
}

TEST_CASE("copies to our own addresses are left out, and no link goes to third people") {
    in_each_office([](Office& office) {
        answered(office, answer_to(R"("ben@kunde.net","HELP+r-1-x@desk.heed.dev")"));
        office.run();
        const auto letter = office.sent(0);
        REQUIRE(letter.cc.size() == 1);
        CHECK(letter.cc.front().address == "ben@kunde.net");
        CHECK_FALSE(letter.text.contains("/r/"));
    });
}

TEST_CASE("a server silent over one letter does not hold up the letters behind it") {
    in_each_office([](Office& office) {
        answered(office);
        office.customer_writes("bo@kunde.net", "Paper");
        office.agent_answers(*office.customer_writes("cy@kunde.net", "Ink").number, answer_to(""));
        office.world.run_reactors();
        const auto mailbox = office.postbox.due_mailboxes().at(0);
        int while_silent = -1;
        int once_stuck = -1;
        bool silent = false;
        office.before_data = [&] {
            if (std::exchange(silent, true)) return; // over the first letter alone
            while_silent = office.postbox.send_due(mailbox);
            office.world.clock.advance(21s);
            CHECK(office.postbox.due_mailboxes().size() == 1);
            once_stuck = office.postbox.send_due(mailbox);
        };
        CHECK(office.postbox.send_due(mailbox) == 1);
        CHECK(while_silent == 0);
        CHECK(once_stuck == 1);
        CHECK(office.fake.sent.size() == 2);
        CHECK(office.run() == 0);
    });
}

TEST_CASE("a mailbox says for which servers it holds a password, whatever the user name") {
    in_each_office([](Office& office) {
        auto ada = office.world.administrator();
        const auto box = [&] { return ada.get("/api/v1/mailboxes"); };
        CHECK(box().text("/items/0/has_smtp_password") == "true");
        CHECK(box().text("/items/0/has_imap_password") == "false");
        const auto path = "/api/v1/mailboxes/" + box().text("/items/0/id");
        const auto nobody = ada.patch(
            path, R"({"smtp":{"host":"mx.heed.dev","port":25,"tls":"starttls","user":null}})"
        );
        REQUIRE(nobody.status() == 200);
        CHECK(nobody.text("/has_smtp_password") == "true");
        REQUIRE(ada.patch(path, R"({"smtp":null})").status() == 200);
        CHECK(box().text("/items/0/has_smtp_password") == "false");
    });
}

TEST_CASE("nothing leaves a quiet desk") {
    in_each_office([](Office& office) {
        auto ada = office.world.administrator();
        const auto ticket = answered(office);
        REQUIRE(ada.put("/api/v1/settings/quiet", R"({"quiet":true})").status() == 200);
        CHECK(office.run() == 0);
        CHECK(delivery(office, ticket, "state") == "queued");
        REQUIRE(ada.put("/api/v1/settings/quiet", R"({"quiet":false})").status() == 200);
        CHECK(office.run() == 1);
    });
}

TEST_CASE("a demo desk writes to nobody whom it made up, a real one tries and hears the truth") {
    in_each_office([](Office& office) {
        const auto real = office.customer_writes("eve@shop.example", "Real");
        REQUIRE(office.agent_answers(*real.number, R"({"body_text":"Hello."})").status() == 201);
        office.run();
        const auto tried = office.fake.sent.size();
        CHECK(tried > 0);
        CHECK(delivery(office, *real.number, "state") == "sent");

        office.becomes_a_demo();
        const auto demo = office.customer_writes("eve@shop.example", "Demo");
        REQUIRE(office.agent_answers(*demo.number, R"({"body_text":"Hello."})").status() == 201);
        office.run();
        CHECK(office.fake.sent.size() == tried);
        CHECK(delivery(office, *demo.number, "state") == "failed");
        CHECK(delivery(office, *demo.number, "text").contains("demo address"));
    });
}

TEST_CASE("letters of a mailbox that was given up leave by another one") {
    in_each_office([](Office& office) {
        answered(office);
        office.world.run_reactors(); // the letter waits in the mailbox it answers for
        auto ada = office.world.administrator();
        const auto first = ada.get("/api/v1/mailboxes").text("/items/0/id");
        const auto second = ada.post(
            "/api/v1/mailboxes",
            R"({"name":"Service","addresses":["service@desk.heed.dev"],"smtp":{)"
            R"("host":"mx.heed.dev","port":465,"tls":"implicit","user":"u","password":"p"}})"
        );
        REQUIRE(second.status() == 201);
        REQUIRE(ada.remove("/api/v1/mailboxes/" + first).status() < 300);
        CHECK(office.run() == 0); // now it waits in the other one
        CHECK(office.run() == 1);
        REQUIRE(office.fake.sent.size() == 1);
        CHECK(office.fake.sent[0].envelope.mail_from == "service@desk.heed.dev");
    });
}

TEST_CASE("an answer leaves from the mailbox its question came to, whichever team has it now") {
    in_each_office([](Office& office) {
        auto ada = office.world.administrator();
        const auto second = ada.post(
            "/api/v1/mailboxes",
            R"({"name":"Service","addresses":["service@desk.heed.dev"],"smtp":{)"
            R"("host":"mx.heed.dev","port":465,"tls":"implicit","user":"u","password":"p"}})"
        );
        REQUIRE(second.status() == 201);
        const auto team = ada.post(
            "/api/v1/teams", R"({"name":"Network","mailbox_id":)" + second.text("/id") + "}"
        );
        REQUIRE(team.status() == 201);
        const auto opened = ada.post(
            "/api/v1/tickets",
            R"({"subject":"Your line","customer":{"email":"bo@kunde.net"},)"
            R"("message":{"kind":"public","body_text":"Does it work?"}})"
        );
        REQUIRE(opened.status() == 201);
        office.run();
        REQUIRE(office.fake.sent.size() == 1);
        CHECK(office.fake.sent[0].envelope.mail_from == office.own_address);
        const auto number = opened.text("/number");
        const auto taken = office.take(
            "From: bo@kunde.net\r\nTo: " + office.sent(0).reply_to.front().address +
            "\r\nSubject: Re: Your line\r\nMessage-ID: <b1@kunde.net>\r\n\r\nNo.\r\n"
        );
        REQUIRE(std::to_string(taken.number->value) == number);
        const auto path = "/api/v1/tickets/" + number;
        REQUIRE(ada.patch(path, R"({"team_id":)" + team.text("/id") + "}").status() == 200);
        REQUIRE(ada.post(path + "/replies", R"({"body_text":"We look."})").status() == 201);
        office.run();
        REQUIRE(office.fake.sent.size() == 2);
        CHECK(office.fake.sent[1].envelope.mail_from == office.own_address);
    });
}

TEST_CASE("letters that were given up are listed with why, invitations among them") {
    in_each_demo_office([](Office& office) {
        auto ada = office.world.administrator();
        const auto list = ada.get("/api/v1/outgoing_letters");
        CHECK(list.status() == 200);
        REQUIRE(list.size("/items") == 3); // agents of this desk are at an address of demos
        CHECK(list.text("/items/0/kind") == "invitation");
        CHECK(list.text("/items/0/address") == "leo@desk.example");
        CHECK_FALSE(list.text("/items/0/text").empty());
        CHECK(office.world.agent("Leo").get("/api/v1/outgoing_letters").status() == 403);
    });
}
