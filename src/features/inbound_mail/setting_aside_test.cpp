// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/test_desk.hpp"

#include <atomic>

using namespace heed;
using namespace heed::inbound_mail;
using namespace std::chrono_literals;

using tests::answering;
using tests::at_each_letter_desk;
using tests::letter;
using tests::LetterDesk;

namespace {

constexpr auto automatic = "Auto-Submitted: auto-replied\r\n";

/// The four letters that a desk decides to be part of no request, after one that is.
std::vector<Ingested> set_aside(LetterDesk& desk) {
    const auto id = desk.read([](db::Transaction& tx) { return mailboxes::desk_key(tx).desk_id; });
    desk.arrives(letter({}));
    return {
        desk.arrives(letter({.message_id = "away@acme.example", .headers = automatic})),
        desk.arrives(
            letter({.message_id = "loop@acme.example", .headers = "X-Heed-Loop: " + id + "\r\n"})
        ),
        desk.arrives(letter(
            {.from = "MAILER-DAEMON@mx.example",
             .subject = "Undelivered Mail Returned to Sender",
             .message_id = "back@mx.example"}
        )),
        desk.arrives(letter({})),
    };
}

std::string retry_of(const Ingested& taken) {
    return "/api/v1/letters/" + std::to_string(taken.letter.value) + "/retry";
}

void close(LetterDesk& desk, const Ingested& taken) {
    REQUIRE(desk.does(taken, "/resolution", "{}").status() == 200);
    REQUIRE(desk.does(taken, "/closure", "").status() == 200);
}

std::string reversal_of(const tests::Answer& seen, const std::string& entry) {
    return "/api/v1/entries/" + seen.text(entry + "/id") + "/judgements/" +
           seen.text(entry + "/judgements/0/id") + "/reversal";
}

} // namespace

TEST_CASE("what the desk sets aside is listed with the reason, and becomes a request by one click"
) {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto letters = set_aside(desk);
        auto lea = desk.agent("Lea", "lead");
        const auto list = [&] { return lea.get("/api/v1/letters?state=set_aside"); };
        CHECK(list().size("/items") == 4);
        CHECK(list().text("/items/0/state") == "duplicate");
        CHECK(list().text("/items/1/state") == "bounce");
        CHECK(list().text("/items/2/state") == "dropped");
        CHECK(list().text("/items/3/state") == "auto_reply");
        CHECK(list().text("/items/3/decisions/1/text").ends_with("belongs to no request of ours."));
        std::size_t left = 4;
        for (const auto& aside : letters) {
            CAPTURE(aside.action);
            CHECK(aside.action != "created");
            CHECK(desk.agent("Noor").post(retry_of(aside)).status() == 403);
            const auto taken = lea.post(retry_of(aside));
            CHECK(taken.status() == 201);
            CHECK(taken.text("/action") == "created");
            CHECK(list().size("/items") == --left);
            CHECK(lea.post(retry_of(aside)).code() == "wrong_state");
        }
        CHECK(desk.facts("ticket_opened") == 5);
    });
}

TEST_CASE("a letter taken by hand joins the request it answers and wakes it") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        REQUIRE(desk.does(taken, "/resolution", "{}").status() == 200);
        const auto bounce = desk.arrives(letter(
            {.from = "ana@acme.example",
             .message_id = "2@acme.example",
             .headers = "X-Failed-Recipients: x@y.example\r\nReturn-Path: <>\r\n" +
                        answering("one@acme.example"),
             .text = "Please help.\r\n"}
        ));
        REQUIRE(bounce.action == "bounce");
        CHECK(desk.administrator().post(retry_of(bounce)).text("/action") == "followup");
        CHECK(desk.seen(taken).text("/state") == "open");
    });
}

TEST_CASE("thanks that somebody says are a request wake what is solved") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        const auto thanks = letter(
            {.message_id = "2@acme.example",
             .headers = answering("one@acme.example"),
             .text = "Thank you!\r\n"}
        );
        desk.arrives(thanks);
        REQUIRE(desk.does(taken, "/resolution", "{}").status() == 200);
        const auto again = desk.arrives(thanks);
        REQUIRE(again.action == "duplicate");
        CHECK(desk.seen(taken).text("/state") == "resolved");
        CHECK(desk.administrator().post(retry_of(again)).text("/action") == "followup");
        CHECK(desk.seen(taken).text("/state") == "open");
    });
}

TEST_CASE("whoever lets a blocked letter in gets it, although its sender stays blocked") {
    at_each_letter_desk([](LetterDesk& desk) {
        auto ada = desk.administrator();
        REQUIRE(
            ada.post("/api/v1/blocked_senders", R"({"pattern":"@acme.example"})").status() == 201
        );
        const auto blocked = desk.arrives(letter({}));
        CHECK(blocked.action == "dropped");
        CHECK(ada.post(retry_of(blocked)).text("/action") == "created");
    });
}

TEST_CASE("of eight who take one letter by hand at once one makes it a request") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto aside = desk.arrives(letter({.headers = automatic}));
        const auto ada = desk.administrator().person;
        const auto actor = desk.actor(ada);
        std::atomic<int> created = 0;
        std::atomic<int> refused = 0;
        tests::race(8, [&](int) {
            const auto taken =
                retry_letter(desk.desk(), actor, aside.letter, [&](const Desk::Command& command) {
                    return desk.desk().run(db::CommandContext{}, command);
                });
            if (taken && taken->action == "created") ++created;
            if (!taken && taken.error().code == "wrong_state") ++refused;
        });
        CHECK(created == 1);
        CHECK(refused == 7);
        CHECK(desk.facts("ticket_opened") == 1);
    });
}

TEST_CASE("a letter that comes again is told once on its entry, with how often") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto first = desk.arrives(letter({}));
        desk.arrives(letter({}));
        CHECK(desk.seen(first).text("/entries/0/judgements/0/kind") == "duplicate");
        CHECK(desk.seen(first).text("/entries/0/judgements/0/reason").contains("once more"));
        desk.arrives(letter({}));
        const auto seen = desk.seen(first);
        CHECK(seen.size("/entries/0/judgements") == 1);
        CHECK(seen.text("/entries/0/judgements/0/reason").contains("2 times more"));
        CHECK(desk.facts("judgement_made") == 1);
    });
}

TEST_CASE("of eight copies at once each is counted") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto first = desk.arrives(letter({}));
        tests::race(8, [&](int) { desk.arrives(letter({})); });
        const auto seen = desk.seen(first);
        CHECK(seen.size("/entries/0/judgements") == 1);
        CHECK(seen.text("/entries/0/judgements/0/reason").contains("8 times more"));
    });
}

TEST_CASE("whoever says that it is no duplicate gets a request of its own for the last copy") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto first = desk.arrives(letter({}));
        const auto copy = desk.arrives(letter({}));
        auto noor = desk.agent("Noor");
        REQUIRE(noor.post(reversal_of(desk.seen(first), "/entries/0")).status() == 200);
        desk.run_reactors();
        desk.clock.advance(61s);
        CHECK(finish_interrupted(desk.desk()) == 1);
        const auto row = desk.row(copy.letter);
        CHECK(row.state == LetterState::taken);
        REQUIRE(row.ticket_id);
        CHECK(row.ticket_id != first.number);
    });
}

TEST_CASE("out of office and thanks join what is closed, and wake nobody") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        close(desk, taken);
        const auto away = desk.arrives(letter(
            {.message_id = "2@acme.example",
             .headers = automatic + answering("one@acme.example"),
             .text = "I am away.\r\n"}
        ));
        CHECK(away.action == "auto_reply");
        CHECK(away.number == taken.number);
        const auto thanks = desk.arrives(letter(
            {.message_id = "3@acme.example",
             .headers = answering("one@acme.example"),
             .text = "Thanks a lot!\r\n"}
        ));
        CHECK(thanks.action == "followup");
        CHECK(thanks.number == taken.number);
        const auto seen = desk.seen(taken);
        CHECK(seen.text("/state") == "closed");
        CHECK(seen.text("/entries/1/judgements/1/kind") == "auto_reply");
        CHECK(seen.text("/entries/2/judgements/1/kind") == "thanks");
        CHECK(desk.facts("ticket_opened") == 1);
    });
}

TEST_CASE("thanks for what is closed that were none become a request of their own") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        close(desk, taken);
        desk.arrives(letter(
            {.message_id = "3@acme.example",
             .headers = answering("one@acme.example"),
             .text = "Thanks a lot!\r\n"}
        ));
        const auto seen = desk.seen(taken);
        const auto reversal = "/api/v1/entries/" + seen.text("/entries/1/id") + "/judgements/" +
                              seen.text("/entries/1/judgements/1/id") + "/reversal";
        auto noor = desk.agent("Noor");
        CHECK(noor.post(reversal).status() == 200);
        CHECK(desk.facts("ticket_opened") == 2);
        CHECK(desk.seen(taken).text("/state") == "closed");
        CHECK(desk.seen(taken).number("/entry_count") == 1);
    });
}

TEST_CASE("a follow-up of what is closed says on itself why it is one") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        close(desk, taken);
        const auto later = desk.arrives(
            letter({.message_id = "2@acme.example", .headers = answering("one@acme.example")})
        );
        const auto seen = desk.seen(later);
        CHECK(seen.number("/follow_up_of") == taken.number->value);
        CHECK(seen.text("/entries/0/judgements/0/kind") == "related");
        CHECK(seen.text("/entries/0/judgements/0/reason").contains("is closed"));
    });
}

TEST_CASE("an answer to an invitation wakes nobody and is never empty") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        REQUIRE(desk.does(taken, "/resolution", "{}").status() == 200);
        const auto calendar = [](const std::string& id, const std::string& headers) {
            return letter(
                {.subject = "Accepted: Meeting",
                 .message_id = id,
                 .headers = headers + "MIME-Version: 1.0\r\nContent-Type: text/calendar; "
                                      "method=REPLY; charset=utf-8\r\n",
                 .text = "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
                         "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@acme.example\r\n"
                         "SUMMARY:Meeting\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"}
            );
        };
        const auto joined = desk.arrives(calendar("2@acme.example", answering("one@acme.example")));
        CHECK(joined.action == "auto_reply");
        CHECK(joined.number == taken.number);
        const auto seen = desk.seen(taken);
        CHECK(seen.text("/state") == "resolved");
        CHECK(seen.text("/entries/1/body_text") == "Accepted: Meeting");
        const auto apart = desk.arrives(calendar("3@acme.example", ""));
        CHECK(apart.action == "auto_reply");
        CHECK(desk.row(apart.letter).state == LetterState::auto_reply);
    });
}
