// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/outbound_mail/outbound_mail.hpp"
#include "features/outbound_mail/outbox.hpp"
#include "features/outbound_mail/store.hpp"
#include "features/outbound_mail/test_office.hpp"

using namespace heed;
using namespace heed::outbound_mail;
using namespace std::chrono_literals;

using tests::in_each_office;
using tests::Office;

TEST_CASE("a first letter is acknowledged by one that no machine answers") {
    in_each_office([](Office& office) {
        const auto taken = office.customer_writes("ana@kunde.net", "Toner");
        CHECK(office.run() == 1);
        REQUIRE(office.fake.sent.size() == 1);
        CHECK(office.fake.sent[0].envelope.mail_from.empty());
        CHECK(office.fake.sent[0].envelope.rcpt_to == std::vector<std::string>{"ana@kunde.net"});
        const auto letter = office.sent(0);
        const auto number = std::to_string(taken.number->value);
        CHECK(letter.subject == "We have your request [#" + number + "]");
        CHECK(letter.header("Auto-Submitted") == "auto-replied");
        CHECK(letter.in_reply_to == std::vector<std::string>{"m1@kunde.net"});
        CHECK(letter.message_id.starts_with("a-"));
        CHECK(letter.text.contains("What happens next"));
        CHECK(letter.text.contains("https://desk.example/r/"));
        const auto reply = office.take(
            "From: ana@kunde.net\r\nTo: " + letter.reply_to.front().address +
            "\r\nSubject: hm\r\nMessage-ID: <r9@kunde.net>\r\n\r\nOne more thing.\r\n"
        );
        CHECK(reply.number == taken.number);
        const auto by_name = office.take(
            "From: ana@kunde.net\r\nTo: " + office.own_address + "\r\nIn-Reply-To: <" +
            letter.message_id +
            ">\r\nSubject: hm\r\nMessage-ID: <r10@kunde.net>\r\n\r\nAnd one more.\r\n"
        );
        CHECK(by_name.number == taken.number);
    });
}

TEST_CASE("who wrote years ago is not told that the letter has arrived") {
    in_each_office([](Office& office) {
        office.take(
            "From: ana@kunde.net\r\nTo: " + office.own_address +
            "\r\nSubject: old\r\nDate: Fri, 01 Mar 2024 08:00:00 +0000\r\n"
            "Message-ID: <old@kunde.net>\r\n\r\nHello.\r\n"
        );
        CHECK(office.run() == 0);
        CHECK(office.fake.sent.empty());
    });
}

TEST_CASE("acknowledgements speak the desk's language") {
    in_each_office([](Office& office) {
        auto ada = office.world.administrator();
        REQUIRE(ada.patch("/api/v1/settings", R"({"language":"de-AT"})").status() == 200);
        office.customer_writes("ana@kunde.net", "Toner");
        office.run();
        CHECK(office.sent(0).subject.starts_with("Ihre Anfrage ist angekommen [#"));
    });
}

TEST_CASE("who writes in German is answered in German by a desk that speaks English") {
    in_each_office([](Office& office) {
        office.customer_writes("ana@kunde.net", "Toner", "Content-Language: de\r\n");
        office.run();
        CHECK(office.sent(0).subject.starts_with("Ihre Anfrage ist angekommen [#"));
    });
}

TEST_CASE("who asks by the form again within the hour is answered again, as the page promises") {
    in_each_office([](Office& office) {
        office.customer_writes("ana@kunde.net", "Toner");
        CHECK(office.run() == 1);
        const auto why_not = [&](bool by_letter) {
            return office.world.read([&](db::Transaction& tx) {
                return why_not_acknowledged(
                    tx,
                    "ana@kunde.net",
                    office.world.clock.now(),
                    {.per_address = acknowledgements_for(by_letter)}
                );
            });
        };
        CHECK(why_not(true).contains("within the last hour"));
        CHECK(why_not(false).empty());
    });
}

namespace {

std::string decisions_of(Office& office, const inbound_mail::Ingested& taken) {
    return office.world.read([&](db::Transaction& tx) {
        return tx.value<std::string>("SELECT decisions FROM letter WHERE id = ?1", taken.letter);
    });
}

} // namespace

TEST_CASE("a letter that is not acknowledged says why among its steps") {
    in_each_office([](Office& office) {
        const auto first = office.customer_writes("ana@kunde.net", "Toner");
        office.run();
        CHECK_FALSE(decisions_of(office, first).contains("No acknowledgement"));
        const auto second = office.customer_writes("ana@kunde.net", "Paper");
        office.run();
        CHECK(decisions_of(office, second)
                  .contains("No acknowledgement. This address was answered automatically"));
        CHECK(office.fake.sent.size() == 1);

        auto ada = office.world.administrator();
        REQUIRE(ada.patch("/api/v1/settings", R"({"acknowledge":false})").status() == 200);
        const auto third = office.customer_writes("bo@kunde.net", "Ink");
        office.run();
        CHECK(decisions_of(office, third).contains("No acknowledgement. The desk's settings"));
        CHECK(office.fake.sent.size() == 1);
    });
}

// S-10
TEST_CASE("many letters in somebody's name bring them one acknowledgement without a word of theirs"
) {
    in_each_office([](Office& office) {
        constexpr int letters = 200;
        for (int i = 0; i < letters; ++i) {
            office.customer_writes(
                "victim@kunde.net", "BUY-CHEAP http://evil.net/" + std::to_string(i)
            );
            if (i % 50 == 0) office.run();
        }
        office.run();
        CHECK(office.fake.sent.size() == 1);
        const auto& bytes = office.fake.sent[0].letter;
        const auto letter = office.sent(0);
        for (const auto* words : {"BUY-CHEAP", "evil.net", "Petrova", "Please help"}) {
            CHECK_FALSE(bytes.contains(words));
            CHECK_FALSE(letter.text.contains(words));
            CHECK_FALSE(letter.html.contains(words));
        }
        office.world.clock.advance(61min);
        office.customer_writes("victim@kunde.net", "again");
        office.run();
        CHECK(office.fake.sent.size() == 2);
    });
}

TEST_CASE("a desk that has acknowledged very often says that it does so no more, for an hour") {
    in_each_office([](Office& office) {
        const auto said = [&] {
            return office.world.read([&](db::Transaction& tx) {
                return brake(tx, office.world.clock.now()).value_or("");
            });
        };
        const auto acknowledge = [&](std::int64_t from, std::int64_t to) {
            const auto done = office.world.run([&](db::Transaction& tx, const Actor&, Instant now) {
                for (auto cause = from; cause < to; ++cause)
                    store::insert(
                        tx,
                        {.kind = LetterKind::acknowledgement,
                         .cause = 1'000'000 + cause,
                         .address = "a@kunde.net",
                         .created_at = now}
                    );
                return Result<bool>(true);
            });
            REQUIRE(done);
        };
        acknowledge(0, acknowledgements_per_desk - 1);
        CHECK(said() == "");
        acknowledge(acknowledgements_per_desk, acknowledgements_per_desk + 1);
        CHECK(said().contains("has acknowledged 500 letters within an hour"));
        office.world.clock.advance(61min);
        CHECK(said() == "");
    });
}

TEST_CASE("all addresses of one mailbox are answered as one") {
    in_each_office([](Office& office) {
        for (int i = 0; i < 5; ++i)
            office.customer_writes("victim+" + std::to_string(i) + "@kunde.net", "Toner");
        office.customer_writes("victim@kunde.net", "Toner");
        office.run();
        CHECK(office.fake.sent.size() == 1);
        office.customer_writes("victimless+1@kunde.net", "Toner");
        office.run();
        CHECK(office.fake.sent.size() == 2);
    });
}

TEST_CASE("a forged return path is capped like the address it names") {
    in_each_office([](Office& office) {
        for (int i = 0; i < 5; ++i) {
            const auto number = std::to_string(i);
            office.take(
                "Return-Path: <victim@kunde.net>\r\nFrom: a" + number +
                "@else.net\r\nTo: " + office.own_address + "\r\nSubject: x\r\nMessage-ID: <f" +
                number + "@else.net>\r\n\r\nHello " + number + ".\r\n"
            );
        }
        office.run();
        REQUIRE(office.fake.sent.size() == 1);
        CHECK(office.fake.sent[0].envelope.rcpt_to == std::vector<std::string>{"victim@kunde.net"});
        CHECK_FALSE(office.sent(0).text.contains("/r/"));
    });
}

TEST_CASE(
    "machines, lists and undeliverable addresses are not answered, nor when it is switched off"
) {
    in_each_office([](Office& office) {
        office.customer_writes("a@kunde.net", "x", "Auto-Submitted: auto-generated\r\n");
        office.customer_writes("b@kunde.net", "x", "List-Id: <l.kunde.net>\r\n");
        office.customer_writes("c@kunde.net", "x", "Precedence: bulk\r\n");
        REQUIRE(office.world.run(
            [](db::Transaction& tx, const Actor& actor, Instant now) -> Result<bool> {
                TRY(people::find_or_create_customer(
                    tx, actor, {.address = "d@kunde.net", .name = "D"}, now
                ));
                people::mark_undeliverable(tx, actor, "d@kunde.net", now);
                return true;
            }
        ));
        office.customer_writes("d@kunde.net", "x");
        office.acknowledge(false);
        office.customer_writes("e@kunde.net", "x");
        office.run();
        CHECK(office.fake.sent.empty());
    });
}

// S-11
TEST_CASE("two desks that acknowledge each other stop after the first letters") {
    for (const auto engine : db::test_engines()) {
        Office left(engine, "help@left.dev");
        Office right(engine, "help@right.dev");
        left.take("From: help@right.dev\r\nTo: help@left.dev\r\nSubject: x\r\nMessage-ID: "
                  "<x@right.dev>\r\n\r\nHello.\r\n");
        std::size_t carried = 1;
        for (int round = 0; round < 10; ++round) {
            for (auto [from, to] : {std::pair{&left, &right}, std::pair{&right, &left}}) {
                const auto before = from->fake.sent.size();
                from->run();
                for (auto at = before; at < from->fake.sent.size(); ++at, ++carried)
                    to->take("Return-Path: <>\r\n" + from->fake.sent[at].letter);
            }
        }
        CHECK(carried <= 3);
    }
}
