// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/test_desk.hpp"

#include <fstream>
#include <iterator>

using namespace heed;
using namespace heed::inbound_mail;
using namespace std::chrono_literals;

using tests::answering;
using tests::at_each_letter_desk;
using tests::letter;
using tests::LetterDesk;

namespace {

constexpr std::string_view resolution = "/resolution";

/// A letter of ours in that conversation; its Message-ID.
std::string we_answered(LetterDesk& desk, const Ingested& taken) {
    const auto sent = desk.does(taken, "/replies", R"({"body_text":"We look into it."})");
    REQUIRE(sent.status() == 201);
    return mail::make_message_id(sent.number("/entry_id"), "desk.example", desk.signing_key());
}

/// Who may do what agents do in one team only.
tests::Visitor agent_of(LetterDesk& desk, const std::string& name, TeamId team) {
    auto agent = desk.agent(name);
    const auto narrowed = desk.run([&](db::Transaction& tx, const Actor& actor, Instant now) {
        const auto role = *access::find_role(tx, "agent");
        access::ChangeAgent change;
        change.id = agent.person;
        change.roles = {std::vector<access::HeldRole>{{.role_id = role, .team_id = team}}};
        return access::change_agent(tx, actor, change, now);
    });
    REQUIRE(narrowed);
    return agent;
}

} // namespace

TEST_CASE("what comes from an address of ours is not our own request") {
    at_each_letter_desk([](LetterDesk& desk) {
        // An agent wrote to a customer by another program, with the desk in copy.
        const auto copied = desk.arrives(letter(
            {.from = "Help <help@desk.example>",
             .to = "Help <help@desk.example>, Ana <Ana@acme.example>",
             .text = "Your VPN works again.\r\n"}
        ));
        CHECK(copied.action == "created");
        CHECK(desk.seen(copied).text("/customer/email") == "ana@acme.example");
        CHECK(desk.seen(copied).text("/entries/0/from/email") == "help@desk.example");
        CHECK_FALSE(desk.row(copied.letter).may_acknowledge);
        const auto sent = desk.does(copied, "/replies", R"({"body_text":"Does it?"})");
        REQUIRE(sent.status() == 201);
        CHECK(desk.seen(copied).text("/entries/1/to/0/email") == "ana@acme.example");

        const auto alone =
            desk.arrives(letter({.from = "help@desk.example", .message_id = "2@desk.example"}));
        CHECK(alone.action == "created");
        CHECK(desk.seen(alone).text("/customer/email") == "unknown@sender.invalid");
        CHECK(desk.row(alone.letter).decisions.text.contains("nobody is its customer"));
        CHECK_FALSE(desk.read([](db::Transaction& tx) {
            return people::find_by_address(tx, "help@desk.example");
        }));
    });
}

TEST_CASE("thanks above a quote that is hard to tell wake nobody") {
    const tests::LetterOf undated{
        .subject = "Re: VPN is down",
        .message_id = "thanks@acme.example",
        .headers = tests::answering("one@acme.example"),
        .text = "Vielen Dank, super!\r\n\r\nOn Sun, Lena wrote:\r\n> We fixed it.\r\n"
    };
    auto in_two_pieces = undated; // as phones quote
    in_two_pieces.headers += "Content-Type: text/html\r\n";
    in_two_pieces.text =
        "<body dir=\"auto\">Danke!<br><br><div dir=\"ltr\">Sent from my iPhone</div>"
        "<div dir=\"ltr\"><br><blockquote type=\"cite\">On Nov 23, 2026, at 05:03, "
        "Heed &lt;help@desk.example&gt; wrote:<br><br></blockquote></div>"
        "<blockquote type=\"cite\"><div dir=\"ltr\">We fixed it.</div></blockquote>"
        "</body>\r\n";
    for (const auto& thanks : {undated, in_two_pieces}) {
        at_each_letter_desk([&](LetterDesk& desk) {
            const auto taken = desk.arrives(letter({}));
            const auto resolved =
                desk.does(taken, std::string(resolution), R"({"resolution":"Done."})");
            REQUIRE(resolved.status() == 200);
            desk.arrives(letter(thanks));
            const auto seen = desk.seen(taken);
            CHECK(seen.text("/state") == "resolved");
            CHECK(seen.number("/entry_count") == 2);
            CHECK_FALSE(seen.text("/entries/1/reply_text").contains("We fixed it"));
        });
    }
}

TEST_CASE("an answer joins by what it answers, and by the signed address it is sent to") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        const auto ours = we_answered(desk, taken);
        const auto address =
            mail::reply_address("help@desk.example", taken.number->value, desk.signing_key());
        int number = 0;
        for (const auto& joins :
             {tests::LetterOf{.headers = answering("one@acme.example")},
              tests::LetterOf{.headers = answering(ours)},
              tests::LetterOf{.headers = "References: <x@y.example> <" + ours + ">\r\n"},
              tests::LetterOf{.to = address}}) {
            auto parts = joins;
            parts.message_id = "j" + std::to_string(++number) + "@acme.example";
            const auto joined = desk.arrives(letter(parts));
            CHECK(joined.action == "followup");
            CHECK(joined.number == taken.number);
        }
        CHECK(desk.seen(taken).text("/entries/2/judgements/0/kind") == "joined");
    });
}

TEST_CASE("a stranger with the right headers gets a request of their own, possibly related") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        const auto address =
            mail::reply_address("help@desk.example", taken.number->value, desk.signing_key());
        int number = 0;
        for (const auto& joins :
             {tests::LetterOf{.headers = answering(we_answered(desk, taken))},
              tests::LetterOf{.to = address},
              tests::LetterOf{.subject = "Re: [#" + std::to_string(taken.number->value) + "] x"}}) {
            auto parts = joins;
            parts.from = "Eve <eve@evil.example>";
            parts.message_id = "e" + std::to_string(++number) + "@evil.example";
            const auto apart = desk.arrives(letter(parts));
            CHECK(apart.action == "created");
            CHECK(apart.number != taken.number);
            const auto ticket = desk.seen(apart);
            CHECK(ticket.text("/entries/0/judgements/0/kind") == "related");
            const auto why = ticket.text("/entries/0/judgements/0/reason");
            CHECK(why.contains("request #" + std::to_string(taken.number->value)));
            CHECK(ticket.number("/links/0/number") == taken.number->value);
        }
        CHECK(desk.seen(taken).number("/entry_count") == 2);
    });
}

TEST_CASE("a signature that is not ours opens no door, even to who belongs") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        const std::string other_key(32, 'k');
        const auto forged =
            mail::reply_address("help@desk.example", taken.number->value, other_key);
        const auto apart =
            desk.arrives(letter({.to = forged, .message_id = "2@acme.example", .text = "x\r\n"}));
        CHECK(apart.action == "created");
        CHECK(desk.seen(apart).size("/links") == 0);
    });
}

TEST_CASE("a number in the subject counts for who belongs to that request") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        const auto named = "AW: [Ticket #" + std::to_string(taken.number->value) + "] VPN";
        const auto joined =
            desk.arrives(letter({.subject = named, .message_id = "2@acme.example"}));
        CHECK(joined.number == taken.number);
        const auto unknown =
            desk.arrives(letter({.subject = "[#999999] VPN", .message_id = "3@acme.example"}));
        CHECK(unknown.action == "created");
    });
}

TEST_CASE("who joins by a number in the subject brings nobody along") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        const auto named = "Re: VPN is down [#" + std::to_string(taken.number->value) + "]";
        const auto joined = desk.arrives(letter(
            {.to = "help@desk.example, mallory@evil.example",
             .subject = named,
             .message_id = "2@acme.example",
             .headers = "Cc: eve@evil.example\r\n"}
        ));
        REQUIRE(joined.number == taken.number);
        const auto seen = desk.seen(taken);
        CHECK(seen.size("/participants") == 1);
        CHECK(seen.text("/entries/1/cc/0/email") == "eve@evil.example");
        CHECK(seen.text("/entries/1/judgements/0/reason").contains("unless you add them"));
        const auto eve = desk.arrives(
            letter({.from = "eve@evil.example", .subject = named, .message_id = "3@evil.example"})
        );
        CHECK(eve.action == "created");
    });
}

TEST_CASE("a number in the subject opens no door to who only claims to be an agent") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        desk.agent("Noor");
        const auto forged = desk.arrives(letter(
            {.from = "Noor <noor@desk.example>",
             .subject = "Re: [#" + std::to_string(taken.number->value) + "] VPN is down",
             .message_id = "2@evil.example"}
        ));
        CHECK(forged.action == "created");
        CHECK(desk.seen(forged).number("/links/0/number") == taken.number->value);
        CHECK(desk.seen(taken).number("/entry_count") == 1);
    });
}

TEST_CASE("an agent's letter joins a request by what it answers, where they work on it") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto sales = desk.team("Sales");
        const auto other = desk.team("Works");
        desk.mailbox("sales@desk.example", sales);
        const auto taken = desk.arrives(letter({.to = "sales@desk.example"}));
        agent_of(desk, "Kim", other);
        const auto apart = desk.arrives(letter(
            {.from = "Kim <kim@desk.example>",
             .message_id = "2@desk.example",
             .headers = answering("one@acme.example")}
        ));
        CHECK(apart.number != taken.number);
        agent_of(desk, "Sol", sales);
        const auto joined = desk.arrives(letter(
            {.from = "sol@desk.example",
             .message_id = "5@desk.example",
             .headers = answering("one@acme.example")}
        ));
        CHECK(joined.number == taken.number);
    });
}

TEST_CASE("what is closed gets a linked follow-up") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        REQUIRE(desk.does(taken, std::string(resolution), "{}").status() == 200);
        REQUIRE(desk.does(taken, "/closure", "").status() == 200);
        const auto later = desk.arrives(
            letter({.message_id = "2@acme.example", .headers = answering("one@acme.example")})
        );
        CHECK(later.action == "created");
        const auto seen = desk.seen(later);
        CHECK(seen.number("/follow_up_of") == taken.number->value);
        CHECK(desk.seen(taken).text("/state") == "closed");
        // One click, and it stands for itself.
        const auto reversal = "/api/v1/entries/" + seen.text("/entries/0/id") + "/judgements/" +
                              seen.text("/entries/0/judgements/0/id") + "/reversal";
        REQUIRE(desk.agent("Noor").post(reversal).status() == 200);
        CHECK(desk.seen(later).text("/follow_up_of") == "null");
        CHECK(desk.seen(later).size("/links") == 0);
    });
}

TEST_CASE("thanks for a resolution change nothing; a question does") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        REQUIRE(desk.does(taken, std::string(resolution), "{}").status() == 200);
        desk.arrives(letter(
            {.message_id = "2@acme.example",
             .headers = answering("one@acme.example"),
             .text = "Thank you!\r\n"}
        ));
        CHECK(desk.seen(taken).text("/state") == "resolved");
        desk.arrives(letter(
            {.message_id = "3@acme.example",
             .headers = answering("one@acme.example"),
             .text = "Thanks, but it is down again.\r\n"}
        ));
        CHECK(desk.seen(taken).text("/state") == "open");
    });
}

TEST_CASE("out of office is kept where it belongs, and wakes nobody") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        REQUIRE(desk.does(taken, std::string(resolution), "{}").status() == 200);
        const std::string automatic = "Auto-Submitted: auto-replied\r\n";
        const auto away = desk.arrives(letter(
            {.message_id = "2@acme.example",
             .headers = automatic + answering("one@acme.example"),
             .text = "I am away.\r\n"}
        ));
        CHECK(away.action == "auto_reply");
        CHECK(away.number == taken.number);
        CHECK(desk.seen(taken).text("/state") == "resolved");
        CHECK(desk.seen(taken).number("/entry_count") == 2);
        const auto lost = desk.arrives(
            letter({.message_id = "3@acme.example", .headers = automatic, .text = "Away.\r\n"})
        );
        CHECK(lost.action == "auto_reply");
        CHECK_FALSE(lost.number.has_value());
        CHECK(desk.row(lost.letter).state == LetterState::auto_reply);
    });
}

TEST_CASE("our own automatic letter that comes back is dropped") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto id =
            desk.read([](db::Transaction& tx) { return mailboxes::desk_key(tx).desk_id; });
        const auto back = desk.arrives(letter({.headers = "X-Heed-Loop: " + id + "\r\n"}));
        CHECK(back.action == "dropped");
        CHECK(desk.facts("ticket_opened") == 0);
    });
}

TEST_CASE("who is copied or addressed beside us belongs to the request, we do not") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter(
            {.to = "help@desk.example, Bo <bo@acme.example>, ana@acme.example",
             .headers = "Cc: Boss <BOSS@acme.example>, help@desk.example\r\n"}
        ));
        const auto seen = desk.seen(taken);
        CHECK(seen.size("/participants") == 3);
        CHECK(seen.text("/participants/0/address") == "ana@acme.example");
        CHECK(seen.text("/participants/0/role") == "customer");
        CHECK(seen.text("/participants/1/address") == "bo@acme.example");
        CHECK(seen.text("/participants/2/address") == "boss@acme.example");
        const auto from_boss = desk.arrives(letter(
            {.from = "boss@acme.example",
             .message_id = "2@acme.example",
             .headers = answering("one@acme.example")}
        ));
        CHECK(from_boss.number == taken.number);
    });
}

TEST_CASE("a letter of no sender and no subject is a request too") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives("To: help@desk.example\r\n\r\nHello?\r\n");
        CHECK(taken.action == "created");
        CHECK(desk.seen(taken).text("/subject") == "(no subject)");
        CHECK(desk.seen(taken).text("/customer/email") == "unknown@sender.invalid");
    });
}

TEST_CASE("a request belongs to the team of the mailbox it came to") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto sales = desk.team("Sales");
        desk.mailbox("sales@desk.example", sales);
        const auto taken = desk.arrives(letter({.to = "Sales@Desk.Example"}));
        CHECK(desk.seen(taken).text("/team/name") == "Sales");
        CHECK(desk.seen(desk.arrives(letter({.text = "x\r\n"}))).text("/team") == "null");
    });
}

TEST_CASE("why it was decided so stands with the original") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        const auto path = "/api/v1/entries/" + std::to_string(taken.entry_id->value) + "/original";
        const auto original = desk.agent("Noor").get(path);
        CHECK(original.text("/headers/0/name") == "From");
        CHECK(original.text("/decisions/0/text") == "It is from ana@acme.example.");
        CHECK(original.text("/source_url").ends_with("/source"));
        CHECK(desk.customer("ana").get(path).status() == 403);
    });
}

TEST_CASE("letters of no request are for those who review them, others are not found") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto dropped =
            desk.arrives(letter({.headers = "Auto-Submitted: auto-replied\r\n", .text = "Away.\r\n"}
            ));
        const auto path = "/api/v1/letters/" + std::to_string(dropped.letter.value) + "/source";
        CHECK(desk.agent("Noor").get(path).status() == 404);
        CHECK(desk.agent("Lea", "lead").get(path).status() == 200);
        CHECK(
            desk.agent("Lea", "lead").get("/api/v1/letters?state=lost").text("/pointer") == "/state"
        );
    });
}

TEST_CASE("the letter of a request is for who may see the request, not for all who review") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        const auto aside = desk.arrives(letter(
            {.message_id = "away@acme.example", .headers = "Auto-Submitted: auto-replied\r\n"}
        ));
        const auto source = [](const Ingested& one) {
            return "/api/v1/letters/" + std::to_string(one.letter.value) + "/source";
        };
        auto reviewer = desk.program({{"mail:review"}});
        CHECK(reviewer.get(source(taken)).status() == 404);
        CHECK(reviewer.get(source(aside)).status() == 200);
        CHECK(reviewer.get("/api/v1/letters?state=taken").size("/items") == 0);
        CHECK(reviewer.get("/api/v1/letters?state=set_aside").size("/items") == 1);
        CHECK(desk.agent("Lea", "lead").get(source(taken)).status() == 200);
    });
}

TEST_CASE("a letter is for who may see the request that its message stands in now") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({}));
        const auto joined = desk.arrives(
            letter({.message_id = "two@acme.example", .headers = answering("one@acme.example")})
        );
        REQUIRE(joined.number == taken.number);
        const auto seen = desk.seen(taken);
        const auto reversed = desk.agent("Noor").post(
            "/api/v1/entries/" + seen.text("/entries/1/id") + "/judgements/" +
            seen.text("/entries/1/judgements/0/id") + "/reversal"
        );
        REQUIRE(reversed.number("/number") != taken.number->value);
        const auto payroll = desk.team("Payroll");
        const auto network = desk.team("Network");
        const auto move = [&](const std::string& number, TeamId team) {
            const auto body = R"({"team_id":)" + std::to_string(team.value) + "}";
            const auto moved = desk.administrator().patch("/api/v1/tickets/" + number, body);
            REQUIRE(moved.status() == 200);
        };
        move(std::to_string(taken.number->value), payroll);
        move(reversed.text("/number"), network);
        auto pay = agent_of(desk, "Pay", payroll);
        auto nat = agent_of(desk, "Nat", network);
        const auto source = "/api/v1/letters/" + std::to_string(joined.letter.value) + "/source";
        const auto original =
            "/api/v1/entries/" + std::to_string(joined.entry_id->value) + "/original";
        CHECK(pay.get(source).status() == 404);
        CHECK(nat.get(source).status() == 200);
        CHECK(nat.get(original).status() == 200);
    });
}

TEST_CASE("each letter of the corpus becomes something that a person can see") {
    for (const auto engine : db::test_engines()) {
        LetterDesk desk(engine);
        for (const auto* name :
             {"html-only.eml",
              "charset-shift-jis.eml",
              "filename-hostile.eml",
              "from-missing.eml",
              "header-none.eml",
              "boundary-wrong.eml",
              "base64-corrupt.eml",
              "calendar.eml"}) {
            CAPTURE(name);
            std::ifstream file(std::string("tests/corpus/mail/") + name, std::ios::binary);
            const std::string bytes(std::istreambuf_iterator<char>(file), {});
            REQUIRE_FALSE(bytes.empty());
            const auto taken = desk.arrives(bytes);
            CHECK(taken.action == "created");
            CHECK(desk.seen(taken).size("/entries") == 1);
        }
    }
}

TEST_CASE("an encrypted letter says on its face that nobody here can read it, and what to do") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter(
            {.headers = "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; "
                        "name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n",
             .text = "MIAGCSqG\r\n"}
        ));
        const auto seen = desk.seen(taken);
        CHECK(seen.text("/entries/0/judgements/0/kind") == "unreadable");
        const auto why = seen.text("/entries/0/judgements/0/reason");
        CHECK(why.starts_with("It is encrypted (S/MIME)"));
        CHECK(seen.size("/entries/0/attachments") == 1);
        const auto plain = desk.arrives(letter({.message_id = "two@acme.example"}));
        CHECK(desk.seen(plain).size("/entries/0/judgements") == 0);
    });
}
