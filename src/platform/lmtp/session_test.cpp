// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/lmtp/session.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

// NOLINTBEGIN(modernize-use-designated-initializers): cases are tables, read by column

namespace heed::lmtp {

namespace {

struct Kept {
    Envelope envelope;
    std::string bytes;
};

/// A peer that says everything at once, and a desk that knows help@ and sales@.
struct Talk {
    explicit Talk(Limits given = {})
        : limits(given), room(limits.letters_bytes), session(limits, "desk.example", room) {}

    std::string says(std::string_view bytes) {
        std::string said;
        auto step = session.hear(bytes);
        for (;;) {
            said += step.say;
            closed = closed || step.closes;
            if (const auto* const address = std::get_if<std::string>(&step.asked)) {
                step = session.told(judged(*address));
            } else if (auto* const letter = std::get_if<Session::AskedLetter>(&step.asked)) {
                letters.push_back({letter->envelope, letter->bytes});
                step = session.told(about_letters);
            } else {
                return said;
            }
        }
    }

    /// The codes of what is answered, one for each answer.
    std::string codes(std::string_view bytes) {
        const auto said = says(bytes);
        std::string found;
        for (std::size_t at = 0; at < said.size(); at = said.find("\r\n", at) + 2)
            if (said[at + 3] == ' ') found += (found.empty() ? "" : " ") + said.substr(at, 3);
        return found;
    }

    static Verdict judged(const std::string& address) {
        if (address.starts_with("help") || address.starts_with("sales")) return {250, "2.1.5 Ok"};
        return {550, "5.1.1 No mailbox"};
    }

    Limits limits;
    Room room;
    Session session;
    std::vector<Kept> letters;
    Verdict about_letters = {250, "2.0.0 Kept"};
    bool closed = false;
};

const std::string opening = "LHLO mx.example\r\nMAIL FROM:<ana@acme.example>\r\n"
                            "RCPT TO:<help@desk.example>\r\nDATA\r\n";

} // namespace

TEST_CASE("a letter is handed over in one breath, and each recipient is answered") {
    Talk talk;
    CHECK(talk.session.greeting() == "220 desk.example LMTP Heed\r\n");
    CHECK(
        talk.codes("LHLO mx.example\r\nMAIL FROM:<ana@acme.example> SIZE=12 BODY=8BITMIME\r\n"
                   "RCPT TO:<help@desk.example>\r\nRCPT TO:<nobody@desk.example>\r\n"
                   "RCPT TO:<sales@desk.example>\r\nDATA\r\nHi\r\n.\r\nQUIT\r\n"
        ) == "250 250 250 550 250 354 250 250 221"
    );
    CHECK(talk.closed);
    REQUIRE(talk.letters.size() == 1);
    CHECK(talk.letters[0].bytes == "Hi\r\n");
    CHECK(talk.letters[0].envelope.hello == "mx.example");
    CHECK(talk.letters[0].envelope.from == "ana@acme.example");
    CHECK(
        talk.letters[0].envelope.recipients ==
        std::vector<std::string>{"help@desk.example", "sales@desk.example"}
    );
}

TEST_CASE("what is offered is said, and nothing more") {
    Talk talk;
    CHECK(
        talk.says("LHLO mx\r\n") ==
        "250-desk.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n"
        "250-ENHANCEDSTATUSCODES\r\n250 SIZE 52428800\r\n"
    );
}

TEST_CASE("one session carries letter after letter") {
    Talk talk;
    CHECK(talk.codes(opening + "1\r\n.\r\n") == "250 250 250 354 250");
    CHECK(
        talk.codes("MAIL FROM:<>\r\nRCPT TO:<sales@desk.example>\r\nDATA\r\n2\r\n.\r\n") ==
        "250 250 354 250"
    );
    REQUIRE(talk.letters.size() == 2);
    CHECK(talk.letters[1].envelope.from.empty());
    CHECK(talk.letters[1].envelope.recipients.size() == 1);
}

TEST_CASE("what the desk says of the letter is said for each recipient") {
    Talk talk;
    talk.about_letters = {452, "4.3.1 Full"};
    CHECK(
        talk.codes("LHLO m\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<help@d>\r\nRCPT TO:<sales@d>\r\n"
                   "DATA\r\nx\r\n.\r\n") == "250 250 250 250 354 452 452"
    );
}

TEST_CASE("a line end of another kind is never the end of a letter") {
    for (const std::string end :
         {"\n.\n",
          "\n.\r\n",
          "\r\n.\n",
          "\r.\r",
          "\r.\r\n",
          "\r\n.\r",
          "\n.\r",
          "\r\n.\r\r\n",
          "\r\r\n.\r\r\n",
          "\n\n.\r\n",
          "\r\n\r.\r\n",
          "\r\n.\n\r"}) {
        CAPTURE(end);
        Talk talk;
        const auto smuggled = "MAIL FROM:<boss@desk.example>\r\nRCPT TO:<help@desk.example>\r\n"
                              "DATA\r\nPay.\r\n.\r\n";
        CHECK(talk.codes(opening + "First" + end + smuggled) == "250 250 250 354 554");
        CHECK(talk.letters.empty());
        CHECK(talk.codes("MAIL FROM:<c@d.example>\r\n") == "250");
    }
}

TEST_CASE("each command in its place, and with what belongs to it") {
    struct Case {
        std::string before;
        std::string line;
        std::string code;
    };

    const std::string sender = "LHLO m\r\nMAIL FROM:<a@b.example>\r\n";
    const std::vector<Case> cases = {
        {"", "EHLO m", "500"},
        {"", "HELO m", "500"},
        {"", "LHLO", "501"},
        {"", "MAIL FROM:<a@b.example>", "503"},
        {"LHLO m\r\n", "RCPT TO:<help@d>", "503"},
        {"LHLO m\r\n", "DATA", "503"},
        {sender, "DATA", "503"},
        {sender, "MAIL FROM:<a@b.example>", "503"},
        {sender + "RCPT TO:<nobody@d>\r\n", "DATA", "503"},
        {sender + "RCPT TO:<help@d>\r\n", "DATA now", "501"},
        {"LHLO m\r\n", "MAIL FROM: <a@b.example>", "250"},
        {"LHLO m\r\n", "mail from:<a@b.example> size=1 body=7bit", "250"},
        {"LHLO m\r\n", "MAIL FROM:a@b.example", "501"},
        {"LHLO m\r\n", "MAIL FROM:<a@b.example", "501"},
        {"LHLO m\r\n", "MAIL FROM:<a@b.example>x", "501"},
        {"LHLO m\r\n", "MAIL FROM:<a\tb@b.example>", "501"},
        {"LHLO m\r\n", "MAIL FROM:<\"a>b\"@b.example>", "501"},
        {"LHLO m\r\n", "MAIL FROM:<@r.example,@s.example:a@b.example>", "250"},
        {"LHLO m\r\n", "MAIL FROM:<a@b.example> RET=HDRS", "555"},
        {"LHLO m\r\n", "MAIL FROM:<a@b.example> BODY=BINARYMIME", "555"},
        {"LHLO m\r\n", "MAIL FROM:<a@b.example> SIZE=many", "555"},
        {"LHLO m\r\n", "MAIL FROM:<a@b.example> SIZE=52428801", "552"},
        {"LHLO m\r\n", "MAIL FROM:<ö@b.example>", "553"},
        {"LHLO m\r\n", "MAIL FROM:<ö@b.example> SMTPUTF8", "250"},
        {"LHLO m\r\n", "MAIL FROM:<\xff@b.example> SMTPUTF8", "501"},
        {sender, "RCPT TO:<>", "501"},
        {sender, "RCPT TO:<help@d> NOTIFY=NEVER", "555"},
        {sender, "RCPT TO:<helpö@d>", "553"},
        {"", "NOOP", "250"},
        {"", "RSET", "250"},
        {"", "VRFY ana", "252"},
        {"", "STARTTLS", "500"},
        {"", "", "500"},
        {"", "QUIT", "221"},
    };
    for (const auto& one : cases) {
        CAPTURE(one.line);
        Talk talk;
        talk.says(one.before);
        CHECK(talk.codes(one.line + "\r\n") == one.code);
    }
}

TEST_CASE("RSET and LHLO forget the letter that was begun") {
    for (const std::string again : {"RSET\r\n", "LHLO m\r\n"}) {
        Talk talk;
        talk.says("LHLO m\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<help@d>\r\n" + again);
        CHECK(talk.codes("DATA\r\n") == "503");
        CHECK(talk.codes("MAIL FROM:<c@b.example>\r\n") == "250");
    }
}

TEST_CASE("recipients beyond the limit are for another letter") {
    Talk talk({.recipients = 2});
    talk.says("LHLO m\r\nMAIL FROM:<a@b.example>\r\n");
    CHECK(
        talk.codes("RCPT TO:<help@d>\r\nRCPT TO:<sales@d>\r\nRCPT TO:<help@e>\r\nDATA\r\nx\r\n.\r\n"
        ) == "250 250 452 354 250 250"
    );
}

TEST_CASE("a letter that is too large is refused and the session goes on") {
    Talk talk({.letter_bytes = 10});
    CHECK(talk.codes(opening + "0123456789\r\n.\r\n") == "250 250 250 354 552");
    CHECK(
        talk.codes("MAIL FROM:<a@b.example>\r\nRCPT TO:<help@d>\r\nDATA\r\n12345678\r\n.\r\n") ==
        "250 250 354 250"
    );
}

TEST_CASE("letters under way share their room, and give it back") {
    Talk talk({.letters_bytes = 100});
    Session other(talk.limits, "desk.example", talk.room);
    const auto big = std::string(70, 'x') + "\r\n";
    auto step = other.hear(opening);
    step = other.told({250, "2.1.5 Ok"});
    other.hear(big);
    CHECK(talk.codes(opening + big + ".\r\n") == "250 250 250 354 452");
    step = other.hear("RSET\r\n.\r\n");
    CHECK(std::holds_alternative<Session::AskedLetter>(step.asked));
    other.told({250, "2.0.0 Kept"});
    CHECK(
        talk.codes("MAIL FROM:<a@b.example>\r\nRCPT TO:<help@d>\r\nDATA\r\n" + big + ".\r\n") ==
        "250 250 354 250"
    );
}

TEST_CASE("who makes too many mistakes is sent away") {
    Talk talk({.errors = 3});
    CHECK(talk.codes("A\r\nB\r\nC\r\nD\r\n") == "500 500 500 421");
    CHECK(talk.closed);
}

TEST_CASE("a line without end or with another end closes the session") {
    for (const auto& line :
         {std::string(3'000, 'x'),
          std::string("LHLO m\n"),
          std::string(3'000, 'x') + "\r\n",
          std::string("NOOP\nNOOP\r\n")}) {
        Talk talk;
        CHECK(talk.codes(line) == "500");
        CHECK(talk.closed);
    }
}

TEST_CASE("where the network cuts the lines makes no difference") {
    Talk talk;
    const auto all = opening + "Hi\r\n..\r\n.\r\nQUIT\r\n";
    std::string said;
    for (const char byte : all) said += talk.says({&byte, 1});
    CHECK(said.ends_with("221 2.0.0 Bye\r\n"));
    REQUIRE(talk.letters.size() == 1);
    CHECK(talk.letters[0].bytes == "Hi\r\n.\r\n");
}

} // namespace heed::lmtp

// NOLINTEND(modernize-use-designated-initializers)
