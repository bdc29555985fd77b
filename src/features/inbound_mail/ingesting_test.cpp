// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/test_desk.hpp"
#include "platform/imap/fake_source.hpp"

#include <atomic>
#include <functional>

using namespace heed;
using namespace heed::inbound_mail;
using namespace std::chrono_literals;

using tests::at_each_letter_desk;
using tests::letter;
using tests::LetterDesk;

namespace {

/// A letter that a crash left between its two commits.
LetterId left_behind(LetterDesk& desk, const std::string& bytes, int attempts) {
    const auto blob = attachments::make_ready(desk.desk().files, bytes);
    const auto kept = desk.run([&](db::Transaction& tx, const Actor&, Instant now) {
        attachments::save_blob(tx, blob, now);
        LetterRow row{.sha256 = blob.sha256, .size = blob.size, .received_at = now};
        row.attempts = attempts;
        return Result<LetterId>(store::insert(tx, row));
    });
    REQUIRE(kept);
    return *kept;
}

} // namespace

TEST_CASE("a letter becomes a request with its sender, subject and words") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        CHECK(taken.action == "created");
        const auto ticket = desk.seen(taken);
        CHECK(ticket.text("/state") == "new");
        CHECK(ticket.text("/channel") == "mail");
        CHECK(ticket.text("/subject") == "VPN is down");
        CHECK(ticket.text("/customer/name") == "Ana");
        CHECK(ticket.text("/entries/0/from/email") == "ana@acme.example");
        CHECK(ticket.text("/entries/0/body_text") == "It does not connect.\n");
        CHECK(ticket.number("/mailbox_id") == desk.help.value);
        CHECK(desk.row(taken.letter).state == LetterState::taken);
        CHECK(desk.facts("letter_arrived") == 1);
        CHECK(desk.facts("letter_decided") == 1);
    });
}

TEST_CASE("a letter that only carries another shows who wrote that one and its words") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives("From: Ana <ana@acme.example>\r\n"
                                        "To: help@desk.example\r\n"
                                        "Subject: Fwd: Printer\r\n"
                                        "Message-ID: <carrier@acme.example>\r\n"
                                        "MIME-Version: 1.0\r\n"
                                        "Content-Type: message/rfc822\r\n"
                                        "\r\n"
                                        "From: Jo <jo@supplier.example>\r\n"
                                        "Subject: Printer\r\n"
                                        "\r\n"
                                        "It is out of ink.\r\n");
        const auto ticket = desk.seen(taken);
        CHECK(ticket.text("/customer/name") == "Ana"); // whoever wrote the other proved nothing
        CHECK(
            ticket.text("/entries/0/body_text") ==
            "From: Jo <jo@supplier.example>\nSubject: Printer\n\nIt is out of ink.\n"
        );
    });
}

TEST_CASE("the original is kept as it came, large or small") {
    at_each_letter_desk([](LetterDesk& desk) {
        for (const std::size_t size : {10UZ, 200'000UZ}) {
            const auto bytes =
                letter({.message_id = std::to_string(size), .text = std::string(size, 'x')});
            const auto taken = desk.arrives(bytes);
            auto noor = desk.agent("Noor");
            const auto source =
                noor.get("/api/v1/letters/" + std::to_string(taken.letter.value) + "/source");
            CHECK(source.status() == 200);
            CHECK(source.response.body == bytes);
            CHECK(source.header("Content-Disposition").starts_with("attachment"));
        }
    });
}

TEST_CASE("the same letter again is a duplicate of the first, whatever way it takes") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto first = desk.arrives(letter({}));
        const auto again = desk.arrives(letter({.headers = "Received: by another.example\r\n"}));
        CHECK(again.action == "duplicate");
        CHECK(again.number == first.number);
        CHECK(again.entry_id == first.entry_id);
        CHECK(again.letter != first.letter);
        CHECK(desk.seen(first).number("/entry_count") == 1);
    });
}

TEST_CASE("of the same letter handed over eight times at once one becomes a request") {
    at_each_letter_desk([](LetterDesk& desk) {
        std::atomic<int> created = 0;
        std::atomic<int> duplicates = 0;
        tests::race(8, [&](int) {
            const auto taken = ingest(desk.desk(), {.bytes = letter({})});
            if (taken && taken->action == "created") ++created;
            if (taken && taken->action == "duplicate") ++duplicates;
        });
        CHECK(created == 1);
        CHECK(duplicates == 7);
        CHECK(desk.facts("ticket_opened") == 1);
    });
}

TEST_CASE("two letters with one Message-ID are two letters") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto first = desk.arrives(letter({}));
        const auto other = desk.arrives(letter({.text = "Something else.\r\n"}));
        CHECK(other.action == "created");
        CHECK(other.number != first.number);
    });
}

TEST_CASE("a letter without a Message-ID is a letter, and the same again is not") {
    at_each_letter_desk([](LetterDesk& desk) {
        CHECK(desk.arrives(letter({.message_id = ""})).action == "created");
        CHECK(desk.arrives(letter({.message_id = ""})).action == "duplicate");
    });
}

TEST_CASE("one letter to two mailboxes is taken by each") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto sales = desk.mailbox("sales@desk.example");
        const auto bytes = letter({});
        for (const auto mailbox : {desk.help, sales}) {
            const auto taken = ingest(desk.desk(), {.bytes = bytes, .mailbox = mailbox});
            REQUIRE(taken);
            CHECK(taken->action == "created");
        }
    });
}

TEST_CASE("nothing is no letter") {
    at_each_letter_desk([](LetterDesk& desk) {
        CHECK(ingest(desk.desk(), {.bytes = ""}).error().code == "empty_letter");
        CHECK(desk.facts("letter_arrived") == 0);
    });
}

TEST_CASE("bytes that are hardly a letter become something that a person can see") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(std::string("\x00\xFF\xFE no headers at all \x80", 23));
        CHECK(taken.action == "created");
        const auto ticket = desk.seen(taken);
        CHECK(ticket.text("/subject") == "(no subject)");
        CHECK(ticket.size("/entries") == 1);
    });
}

TEST_CASE("a letter left between its two commits is finished, later and once") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto id = left_behind(desk, letter({}), 1);
        CHECK(finish_interrupted(desk.desk()) == 0); // somebody may be at it
        desk.clock.advance(61s);
        CHECK(finish_interrupted(desk.desk()) == 1);
        CHECK(desk.row(id).state == LetterState::taken);
        CHECK(desk.facts("ticket_opened") == 1);
        CHECK(finish_interrupted(desk.desk()) == 0);
    });
}

TEST_CASE("of eight nodes that finish a letter at once one makes it a request") {
    at_each_letter_desk([](LetterDesk& desk) {
        left_behind(desk, letter({}), 0);
        desk.clock.advance(61s);
        tests::race(8, [&](int) { finish_interrupted(desk.desk()); });
        CHECK(desk.facts("ticket_opened") == 1);
        CHECK(desk.facts("letter_decided") == 1);
    });
}

TEST_CASE("a letter that has stopped the reader twice is set aside, listed, and tried by hand") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto id = left_behind(desk, letter({}), 2);
        desk.clock.advance(61s);
        CHECK(finish_interrupted(desk.desk()) == 1);
        CHECK(desk.row(id).state == LetterState::unreadable);
        auto ada = desk.administrator();
        const auto list = ada.get("/api/v1/letters");
        CHECK(list.size("/items") == 1);
        CHECK(list.text("/items/0/decisions/0/text") == "Reading it stopped the desk twice.");
        const auto retry = "/api/v1/letters/" + std::to_string(id.value) + "/retry";
        CHECK(desk.agent("Noor").post(retry).status() == 403);
        CHECK(ada.post(retry).text("/action") == "created");
        CHECK(ada.post(retry).code() == "wrong_state");
        CHECK(ada.post("/api/v1/letters/999/retry").status() == 404);
    });
}

TEST_CASE("programs hand letters in and are told what became of them") {
    at_each_letter_desk([](LetterDesk& desk) {
        auto program = desk.program({{"mail:ingest"}});
        const auto created = program.post("/api/v1/mail/inbound", letter({}));
        CHECK(created.status() == 201);
        CHECK(created.text("/action") == "created");
        CHECK(created.number("/number") > 0);
        CHECK(created.number("/entry_id") > 0);
        const auto again = program.post("/api/v1/mail/inbound", letter({}));
        CHECK(again.status() == 200);
        CHECK(again.text("/action") == "duplicate");
        CHECK(
            program.post("/api/v1/mail/inbound?mailbox=x@y.example", letter({})).code() ==
            "unknown_mailbox"
        );
        CHECK(program.post("/api/v1/mail/inbound", "").code() == "empty_letter");
        CHECK(desk.agent("Noor").post("/api/v1/mail/inbound", letter({})).status() == 403);
    });
}

TEST_CASE("a mailbox is emptied once, and goes on where it stopped") {
    at_each_letter_desk([](LetterDesk& desk) {
        imap::FakeSource source;
        source.put(letter({.message_id = "1@acme.example", .text = "One.\r\n"}));
        source.put(letter({.message_id = "2@acme.example", .text = "Two.\r\n"}));
        fetch(desk.desk(), desk.help, source);
        CHECK(desk.facts("ticket_opened") == 2);
        fetch(desk.desk(), desk.help, source);
        CHECK(desk.facts("letter_arrived") == 2);
        source.put(letter({.message_id = "3@acme.example", .text = "Three.\r\n"}));
        fetch(desk.desk(), desk.help, source);
        CHECK(desk.facts("ticket_opened") == 3);
        source.renumber();
        fetch(desk.desk(), desk.help, source);
        CHECK(desk.facts("ticket_opened") == 3);
    });
}

TEST_CASE("a mailbox can begin with the letters that come from then on") {
    at_each_letter_desk([](LetterDesk& desk) {
        desk.begins_with_new(desk.help);
        imap::FakeSource source;
        source.put(letter({.message_id = "1@acme.example", .text = "Answered elsewhere.\r\n"}));
        source.next_problem = "timed_out";
        fetch(desk.desk(), desk.help, source);
        fetch(desk.desk(), desk.help, source);
        CHECK(desk.facts("letter_arrived") == 0);
        source.put(letter({.message_id = "2@acme.example", .text = "Two.\r\n"}));
        fetch(desk.desk(), desk.help, source);
        CHECK(desk.facts("ticket_opened") == 1);
        fetch(desk.desk(), desk.help, source);
        CHECK(desk.facts("letter_arrived") == 1);
    });
}

TEST_CASE("a mailbox that began with new letters is not flooded by its past when it is renumbered"
) {
    at_each_letter_desk([](LetterDesk& desk) {
        desk.begins_with_new(desk.help);
        imap::FakeSource source;
        const auto put = [&](const std::string& id, std::optional<Instant> delivered_at) {
            source.put(
                letter({.message_id = id + "@acme.example", .text = id + ".\r\n"}), delivered_at
            );
        };
        put("past", desk.clock.now() - 24h);
        fetch(desk.desk(), desk.help, source);
        desk.clock.advance(1h);
        put("read", desk.clock.now());
        fetch(desk.desk(), desk.help, source);
        CHECK(desk.facts("letter_arrived") == 1);

        put("meanwhile", desk.clock.now());
        put("undated", {});
        source.renumber();
        fetch(desk.desk(), desk.help, source);
        CHECK(desk.facts("ticket_opened") == 3);
        // Filed from elsewhere, with its old date: in the folder it is new.
        put("filed", desk.clock.now() - 48h);
        fetch(desk.desk(), desk.help, source);
        CHECK(desk.facts("ticket_opened") == 4);
        fetch(desk.desk(), desk.help, source);
        source.renumber();
        fetch(desk.desk(), desk.help, source);
        CHECK(desk.facts("ticket_opened") == 4);
    });
}

TEST_CASE("where an empty mailbox ends its first new letter begins") {
    at_each_letter_desk([](LetterDesk& desk) {
        desk.begins_with_new(desk.help);
        imap::FakeSource source;
        fetch(desk.desk(), desk.help, source);
        source.put(letter({.message_id = "1@acme.example", .text = "One.\r\n"}));
        fetch(desk.desk(), desk.help, source);
        CHECK(desk.facts("ticket_opened") == 1);
    });
}

TEST_CASE("a mailbox full of its past is read without a word to those who wrote then") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto now = desk.clock.now();
        imap::FakeSource source;
        const auto put = [&](const std::string& text, Instant delivered_at) {
            source.put(letter({.message_id = text + "@acme.example", .text = text}), delivered_at);
        };
        put("old", *instant_from_rfc3339("2024-03-01T10:00:00Z"));
        put("weekend", now - 3 * 24h);
        put("tomorrow", now + 24h);
        // Its sender's clock is wrong, or somebody has moved it here from elsewhere.
        source.put(letter({.message_id = "moved@acme.example", .date = "Fri, 01 Mar 2024"}), now);
        source.put(
            letter({.message_id = "both@acme.example", .date = "Fri, 01 Mar 2024"}),
            instant_from_rfc3339("2024-03-02T10:00:00Z")
        );
        fetch(desk.desk(), desk.help, source);
        CHECK(desk.facts("ticket_opened") == 5);
        const auto answered = [&](std::int64_t id) {
            return desk.row(LetterId{id}).may_acknowledge;
        };
        CHECK(answered(1)); // the Date of this one is of today: the server's clock may be wrong
        CHECK(answered(2));
        CHECK(answered(3));
        CHECK(answered(4));
        CHECK_FALSE(answered(5));
        CHECK(desk.row(LetterId{5})
                  .decisions.text.contains("No acknowledgement: the letter is of 2024-03-02."));
    });
}

TEST_CASE("what was handed in is as old as it says, and new when it says nothing or nonsense") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto answered = [&](const std::string& date) {
            const auto taken = desk.arrives(letter({.date = date, .text = date}));
            return desk.row(taken.letter).may_acknowledge;
        };
        CHECK_FALSE(answered("Fri, 01 Mar 2024"));
        CHECK_FALSE(answered("Mon, 11 Jan 2027"));
        CHECK(answered("Wed, 13 Jan 2027"));
        CHECK(answered("Fri, 01 Mar 2037"));
        CHECK(answered("some day"));
    });
}

TEST_CASE("a letter without a byte does not stand in the way of those behind it") {
    at_each_letter_desk([](LetterDesk& desk) {
        imap::FakeSource source;
        source.put("");
        source.put(letter({.message_id = "2@acme.example", .text = "Two.\r\n"}));
        fetch(desk.desk(), desk.help, source);
        CHECK(desk.facts("ticket_opened") == 1);
        const auto list = desk.administrator().get("/api/v1/letters");
        CHECK(list.size("/items") == 1);
        CHECK(list.text("/items/0/decisions/0/text") == "It is empty.");
    });
}

TEST_CASE("a letter that is too large is listed with its sender and subject, and fetched once") {
    at_each_letter_desk([](LetterDesk& desk) {
        imap::FakeSource source;
        source.letter_bytes_max = 1000;
        source.put(letter({.text = std::string(3'000'000, 'x')}));
        source.put(letter({.message_id = "2@acme.example", .text = "Two.\r\n"}));
        fetch(desk.desk(), desk.help, source);
        fetch(desk.desk(), desk.help, source);
        CHECK(desk.facts("letter_arrived") == 2);
        CHECK(desk.facts("ticket_opened") == 1);
        const auto list = desk.administrator().get("/api/v1/letters");
        CHECK(list.size("/items") == 1);
        CHECK(list.text("/items/0/from_address") == "ana@acme.example");
        CHECK(list.text("/items/0/subject") == "VPN is down");
        CHECK(list.text("/items/0/decisions/0/text").starts_with("It is too large to read: 2.9 MiB")
        );
    });
}

TEST_CASE("a mailbox that cannot be read says why until it can") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto state = [&] {
            return desk.read([&](db::Transaction& tx) { return mailboxes::state_of(tx, desk.help); }
            );
        };
        imap::FakeSource source;
        source.next_problem = "wrong_credentials";
        fetch(desk.desk(), desk.help, source);
        CHECK(state().fetch_error.has_value());
        const auto since = state().fetch_failing_since;
        CHECK(since == desk.clock.now());
        desk.clock.advance(5min);
        source.next_problem = "wrong_credentials";
        fetch(desk.desk(), desk.help, source);
        CHECK(state().fetch_failing_since == since);
        fetch(desk.desk(), desk.help, source);
        CHECK_FALSE(state().fetch_error.has_value());
        CHECK_FALSE(state().fetch_failing_since.has_value());
    });
}

namespace {

/// A folder with one letter; `meanwhile` happens before it is handed over.
class SlowSource final : public imap::MailSource {
public:
    SlowSource(std::string letter, std::function<void()> meanwhile)
        : letter_(std::move(letter)), meanwhile_(std::move(meanwhile)) {}

    imap::FetchRun fetch_new(const imap::Cursor& cursor, const imap::OnLetter& keep) override {
        meanwhile_();
        const imap::Cursor after{.uid_validity = 1, .last_uid = 1};
        imap::FetchRun run{.cursor = cursor};
        if (cursor.last_uid > 0) return run;
        const imap::FetchedLetter letter{.uid = 1, .bytes = letter_, .after = after};
        if (keep(letter)) run = {.cursor = after, .committed = 1};
        return run;
    }

    Result<imap::Cursor> end_of_folder() override { return imap::Cursor{}; }

    net::ConnectionTest test_connection() override { return net::connection_test("ok"); }

private:
    std::string letter_;
    std::function<void()> meanwhile_;
};

} // namespace

TEST_CASE("while one node empties a mailbox another leaves it alone") {
    at_each_letter_desk([](LetterDesk& desk) {
        bool looked = false;
        SlowSource other(letter({}), [&] { looked = true; });
        SlowSource first(letter({}), [&] { fetch(desk.desk(), desk.help, other, "b"); });
        fetch(desk.desk(), desk.help, first, "a");
        CHECK_FALSE(looked);
        CHECK(desk.facts("letter_arrived") == 1);
        fetch(desk.desk(), desk.help, other, "b");
        CHECK(looked);
        CHECK(desk.facts("letter_arrived") == 1);
    });
}

TEST_CASE("a node that was thought dead keeps nothing of what another fetches now") {
    at_each_letter_desk([](LetterDesk& desk) {
        SlowSource other(letter({}), [] {});
        SlowSource dead(letter({}), [&] {
            desk.clock.advance(6min);
            fetch(desk.desk(), desk.help, other, "b");
        });
        fetch(desk.desk(), desk.help, dead, "a");
        CHECK(desk.facts("letter_arrived") == 1);
        CHECK(desk.facts("ticket_opened") == 1);
    });
}
