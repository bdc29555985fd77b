// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/smtp/smtp_transport.hpp"
#include "tests/scripted_peer/scripted_peer.hpp"

#include <doctest/doctest.h>
#include <stdexcept>

using namespace std::chrono_literals;

// NOLINTBEGIN(modernize-use-designated-initializers): scripts are tables, read by column

namespace heed::smtp {

namespace {

using tests::Answer;
using tests::Script;
using tests::ScriptedPeer;
using tests::Then;
using Kind = SendOutcome::Kind;

// A server that takes everything; `deviations` come first and so win.
Script server(std::vector<Answer> deviations = {}) {
    std::vector<Answer> answers = std::move(deviations);
    answers.insert(
        answers.end(),
        {{"EHLO", "250-there\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 50000000\r\n"},
         {"AUTH PLAIN ", "235 2.7.0 welcome\r\n"},
         {"AUTH PLAIN", "334 \r\n", Then::read_line},
         {"+", "235 2.7.0 welcome\r\n"},
         {"MAIL", "250 2.1.0 ok\r\n"},
         {"RCPT", "250 2.1.5 ok\r\n"},
         {"DATA", "354 go on\r\n", Then::read_letter},
         {".", "250 2.0.0 queued as 42\r\n"},
         {"NOOP", "250 ok\r\n"},
         {"RSET", "250 ok\r\n"},
         {"QUIT", "221 bye\r\n", Then::close}}
    );
    return {.greeting = "220 post.example ESMTP\r\n", .answers = std::move(answers)};
}

Result<std::string> loopback(std::string_view, std::uint16_t) {
    return "127.0.0.1";
}

Account account_of(const ScriptedPeer& peer, net::TlsMode tls = net::TlsMode::none) {
    return {
        .endpoint = {.host = "localhost", .port = peer.port(), .tls = tls},
        .hello_name = "desk.example",
        .timeouts = {.connect = 2s, .letter = 5s}
    };
}

const BeforeData yes = [] { return true; };
const Envelope to_ana = {.mail_from = "desk@heed.example", .rcpt_to = {"ana@acme.example"}};
constexpr std::string_view letter = "Subject: hello\r\n\r\nGood day.\r\n";

SendOutcome send_through(Script script, const Envelope& envelope = to_ana) {
    const ScriptedPeer peer(std::move(script));
    return make_smtp_transport(account_of(peer), loopback)->send(envelope, letter, yes);
}

} // namespace

TEST_CASE("a letter is handed over as it is") {
    const ScriptedPeer peer(server());
    const auto outcome = make_smtp_transport(account_of(peer), loopback)->send(to_ana, letter, yes);
    CHECK(outcome.kind == Kind::accepted);
    CHECK(outcome.word == ServerWord{250, "2.0.0", "queued as 42"});
    REQUIRE(peer.letters().size() == 1);
    CHECK(peer.letters()[0] + "\r\n" == letter);
    CHECK(peer.heard_count("EHLO desk.example") == 1);
    CHECK(peer.heard_count("MAIL FROM:<desk@heed.example>") == 1);
    CHECK(peer.heard_count("RCPT TO:<ana@acme.example>") == 1);
}

TEST_CASE("the null sender") {
    const ScriptedPeer peer(server());
    const auto transport = make_smtp_transport(account_of(peer), loopback);
    CHECK(
        transport->send({.mail_from = "", .rcpt_to = {"ana@acme.example"}}, letter, yes).kind ==
        Kind::accepted
    );
    CHECK(peer.heard_count("MAIL FROM:<>") == 1);
}

namespace {

struct Meaning {
    std::string name;
    Answer deviation;
    Kind kind;
    ServerWord word;
};

const std::vector<Meaning> meanings = {
    {"421 at MAIL",
     {"MAIL", "421 4.3.2 shutting down\r\n", Then::close},
     Kind::try_later,
     {421, "4.3.2", "shutting down"}},
    {"450 greylisted",
     {"RCPT", "450 4.7.1 come back in 10 minutes\r\n"},
     Kind::try_later,
     {450, "4.7.1", "come back in 10 minutes"}},
    {"451 at DATA",
     {"DATA", "451 4.3.0 local error\r\n"},
     Kind::try_later,
     {451, "4.3.0", "local error"}},
    {"452 no space", {"MAIL", "452 4.3.1 no space\r\n"}, Kind::try_later, {452, "4.3.1", "no space"}
    },
    {"452 after the letter",
     {".", "452 4.2.2 mailbox full\r\n"},
     Kind::try_later,
     {452, "4.2.2", "mailbox full"}},
    {"530 sign in first",
     {"MAIL", "530 5.7.0 authentication required\r\n"},
     Kind::auth_failed,
     {530, "5.7.0", "authentication required"}},
    {"550 sender",
     {"MAIL", "550 5.7.1 not you\r\n"},
     Kind::refused_permanently,
     {550, "5.7.1", "not you"}},
    {"550 recipient",
     {"RCPT", "550 5.1.1 no such user\r\n"},
     Kind::refused_permanently,
     {550, "5.1.1", "no such user"}},
    {"552 too big",
     {"MAIL", "552 5.3.4 too big\r\n"},
     Kind::refused_permanently,
     {552, "5.3.4", "too big"}},
    {"552 after the letter",
     {".", "552 5.3.4 too big\r\n"},
     Kind::refused_permanently,
     {552, "5.3.4", "too big"}},
    {"554 at DATA",
     {"DATA", "554 5.5.1 no valid recipients\r\n"},
     Kind::refused_permanently,
     {554, "5.5.1", "no valid recipients"}},
    {"554 after the letter",
     {".", "554 5.7.1 looks like spam\r\n"},
     Kind::refused_permanently,
     {554, "5.7.1", "looks like spam"}},
    {"no enhanced status",
     {"RCPT", "550 unknown\r\n"},
     Kind::refused_permanently,
     {550, "", "unknown"}},
    {"bare code",
     {"RCPT", "550\r\n"},
     Kind::refused_permanently,
     {550, "", "The connection broke off."}},
    {"several lines",
     {"RCPT", "550-5.1.1 no such\r\n550-5.1.1 user\r\n550 5.1.1 here\r\n"},
     Kind::refused_permanently,
     {550, "5.1.1", "no such user here"}},
    {"control characters",
     {"RCPT", "550 5.1.1 a\x1b[31mb\x80\r\n"},
     Kind::refused_permanently,
     {550, "5.1.1", "a [31mb\xef\xbf\xbd"}},
    {"cut at MAIL", {"MAIL", "", Then::close}, Kind::try_later, {0, "", "The connection broke off."}
    },
    {"cut at DATA", {"DATA", "", Then::close}, Kind::try_later, {0, "", "The connection broke off."}
    },
    {"cut in the answer to DATA",
     {"DATA", "35", Then::close},
     Kind::try_later,
     {0, "", "The connection broke off."}},
    {"cut after the letter",
     {".", "", Then::close},
     Kind::unknown_after_data,
     {0, "", "The connection broke off."}},
    {"cut in the last answer",
     {".", "250-2.0.0 que", Then::close},
     Kind::unknown_after_data,
     {0, "", "The connection broke off."}},
    {"nonsense", {"EHLO", "\xff\xfe what\r\n"}, Kind::try_later, {0, "", ""}},
    {"answers without end", {"EHLO", "", Then::flood}, Kind::try_later, {0, "", ""}},
};

} // namespace

TEST_CASE("what each answer means") {
    for (const auto& [name, deviation, kind, word] : meanings) {
        CAPTURE(name);
        const auto outcome = send_through(server({deviation}));
        CHECK(name_of(outcome.kind) == name_of(kind));
        if (!word.text.empty()) {
            CHECK(outcome.word.code == word.code);
            CHECK(outcome.word.enhanced_status == word.enhanced_status);
            CHECK(outcome.word.text == word.text);
        }
    }
}

TEST_CASE("a greeting that refuses us says nothing about the letter") {
    for (const auto* greeting : {"421 busy\r\n", "554 5.7.1 your network is blocked\r\n"}) {
        auto script = server();
        script.greeting = greeting;
        const auto outcome = send_through(script);
        CHECK(name_of(outcome.kind) == "try_later");
        CHECK(outcome.word.code >= 421);
    }
}

TEST_CASE("silence ends by the clock, and what it means depends on where it fell") {
    struct Case {
        std::string command;
        Kind kind;
    };

    const std::vector<Case> cases = {
        {"EHLO", Kind::try_later},
        {"MAIL", Kind::try_later},
        {"RCPT", Kind::try_later},
        {"DATA", Kind::try_later},
        {".", Kind::unknown_after_data},
    };
    for (const auto& [command, kind] : cases) {
        CAPTURE(command);
        const ScriptedPeer peer(server({{command, "", Then::silence}}));
        auto account = account_of(peer);
        account.timeouts.letter = 300ms;
        const auto outcome = make_smtp_transport(account, loopback)->send(to_ana, letter, yes);
        CHECK(name_of(outcome.kind) == name_of(kind));
        CHECK(outcome.word.text == "The server did not answer in time.");
    }
}

TEST_CASE("recipients are judged one by one") {
    const Envelope three = {
        .mail_from = "desk@heed.example",
        .rcpt_to = {"ana@acme.example", "ben@acme.example", "cleo@acme.example"}
    };
    const Answer no_ana = {"RCPT TO:<ana", "550 5.1.1 unknown\r\n"};
    const Answer not_yet_ben = {"RCPT TO:<ben", "450 4.2.1 busy\r\n"};
    const Answer no_cleo = {"RCPT TO:<cleo", "553 5.1.3 bad\r\n"};
    SUBCASE("one is taken") {
        const auto outcome = send_through(server({no_ana, not_yet_ben}), three);
        CHECK(outcome.kind == Kind::accepted);
        REQUIRE(outcome.refused.size() == 2);
        CHECK(
            outcome.refused[0] == RefusedRecipient{"ana@acme.example", {550, "5.1.1", "unknown"}}
        );
        CHECK(outcome.refused[1] == RefusedRecipient{"ben@acme.example", {450, "4.2.1", "busy"}});
    }
    SUBCASE("none is taken, but one may be later") {
        const auto outcome = send_through(server({no_ana, not_yet_ben, no_cleo}), three);
        CHECK(name_of(outcome.kind) == "try_later");
        CHECK(outcome.refused.size() == 3);
    }
    SUBCASE("none will ever be taken") {
        const auto outcome = send_through(server({{"RCPT", "550 5.1.1 unknown\r\n"}}), three);
        CHECK(name_of(outcome.kind) == "refused_permanently");
        CHECK(outcome.refused.size() == 3);
    }
}

TEST_CASE("no letter can end early and bring another") {
    const std::vector<std::string> endings = {
        "\n.\n",
        "\n.\r\n",
        "\r.\r",
        "\r.\r\n",
        "\r\n.\r",
        "\r\n.\n",
        "\r\n.\r\n",
        "\n\n.\n\n",
        "\r\r.\r\r",
        "\n.\r",
        "\r\n\r.\r\n",
        "\r\n.\n.\r\n",
    };
    for (const auto& ending : endings) {
        CAPTURE(ending);
        const ScriptedPeer peer(server());
        const auto body = "Subject: a\r\n\r\none" + ending +
                          "MAIL FROM:<eve@evil.example>\r\nRCPT TO:<x@y>\r\nDATA\r\ntwo";
        const auto outcome =
            make_smtp_transport(account_of(peer), loopback)->send(to_ana, body, yes);
        CHECK(outcome.kind == Kind::accepted);
        REQUIRE(peer.letters().size() == 1);
        const auto taken = peer.letters()[0];
        CHECK(taken.ends_with("\r\ntwo"));
        CHECK(taken.find("\r\n..\r\n") != std::string::npos);
        CHECK(peer.heard_count("MAIL") == 1);
    }
}

TEST_CASE("dots at the beginning of lines are doubled wherever they stand") {
    // The library reads 64 KiB at a time; a dot must not slip through between two reads, nor the
    // end of the letter be lost because of the dots that were added.
    for (std::size_t size = 65520; size < 65550; ++size) {
        const auto body = std::string(size, 'x') + "\r\n.\r\n.y\r\nz\r\n";
        CAPTURE(size);
        const ScriptedPeer peer(server());
        const auto outcome =
            make_smtp_transport(account_of(peer), loopback)->send(to_ana, body, yes);
        CHECK(outcome.word.text == "queued as 42");
        REQUIRE(peer.letters().size() == 1);
        CHECK(peer.letters()[0].substr(size) == "\r\n..\r\n..y\r\nz");
    }
    const ScriptedPeer peer(server());
    make_smtp_transport(account_of(peer), loopback)->send(to_ana, ".first\r\n", yes);
    CHECK(peer.letters().at(0) == "..first");
}

TEST_CASE("ten megabytes go out whole") {
    const ScriptedPeer peer(server());
    std::string body;
    while (body.size() < 10'000'000) body += std::string(76, 'A') + "\r\n";
    CHECK(
        make_smtp_transport(account_of(peer), loopback)->send(to_ana, body, yes).kind ==
        Kind::accepted
    );
    CHECK(peer.letters().at(0).size() + 2 == body.size());
    CHECK(peer.heard_count("MAIL FROM:<desk@heed.example> SIZE=") == 1);
}

TEST_CASE("addresses that would change the talk are never spoken") {
    const ScriptedPeer peer(server());
    const auto transport = make_smtp_transport(account_of(peer), loopback);
    const std::string bad = "ana@acme.example>\r\nRCPT TO:<eve@evil.example";
    CHECK(
        transport->send({.mail_from = "desk@heed.example", .rcpt_to = {bad}}, letter, yes).kind ==
        Kind::refused_permanently
    );
    CHECK(
        transport->send({.mail_from = bad, .rcpt_to = {"ana@acme.example"}}, letter, yes).kind ==
        Kind::refused_permanently
    );
    CHECK(
        transport->send({.mail_from = "desk@heed.example", .rcpt_to = {}}, letter, yes).kind ==
        Kind::refused_permanently
    );
    CHECK(peer.connections() == 0);
}

TEST_CASE("before the first byte the caller is asked, once") {
    const ScriptedPeer peer(server());
    const auto transport = make_smtp_transport(account_of(peer), loopback);
    SUBCASE("after the server agreed") {
        int asked = 0;
        const auto outcome = transport->send(to_ana, letter, [&] {
            ++asked;
            CHECK(peer.heard_count("DATA") == 1);
            CHECK(peer.letters().empty());
            return true;
        });
        CHECK(outcome.kind == Kind::accepted);
        CHECK(asked == 1);
    }
    SUBCASE("no means that nothing is sent") {
        const auto outcome = transport->send(to_ana, letter, [] { return false; });
        CHECK(outcome.kind == Kind::try_later);
        CHECK(peer.letters().empty());
    }
    SUBCASE("a fault comes through, and the transport lives on") {
        const BeforeData fails = []() -> bool { throw std::runtime_error("database gone"); };
        CHECK_THROWS_WITH(transport->send(to_ana, letter, fails), "database gone");
        CHECK(peer.letters().empty());
        CHECK(transport->send(to_ana, letter, yes).kind == Kind::accepted);
    }
}

TEST_CASE("the connection is kept between letters") {
    const ScriptedPeer peer(server());
    const auto transport = make_smtp_transport(account_of(peer), loopback);
    for (int count = 0; count < 5; ++count) {
        CHECK(transport->send(to_ana, letter, yes).kind == Kind::accepted);
    }
    CHECK(peer.connections() == 1);
    CHECK(peer.letters().size() == 5);
}

TEST_CASE("a kept connection that died is replaced without a word") {
    SUBCASE("closed while idle or at the next command") {
        auto first = server({{"MAIL", "250 ok\r\n", Then::go_on, 1}, {"MAIL", "", Then::close}});
        const ScriptedPeer peer({first, server()});
        const auto transport = make_smtp_transport(account_of(peer), loopback);
        CHECK(transport->send(to_ana, letter, yes).kind == Kind::accepted);
        CHECK(transport->send(to_ana, letter, yes).kind == Kind::accepted);
        CHECK(peer.connections() == 2);
    }
    SUBCASE("421 idle too long") {
        auto first =
            server({{"MAIL", "250 ok\r\n", Then::go_on, 1}, {"MAIL", "421 idle\r\n", Then::close}});
        const ScriptedPeer peer({first, server()});
        const auto transport = make_smtp_transport(account_of(peer), loopback);
        CHECK(transport->send(to_ana, letter, yes).kind == Kind::accepted);
        CHECK(transport->send(to_ana, letter, yes).kind == Kind::accepted);
    }
    SUBCASE("but a letter that went out is never sent twice by us") {
        auto first = server({{".", "250 ok\r\n", Then::go_on, 1}, {".", "", Then::close}});
        const ScriptedPeer peer({first, server()});
        const auto transport = make_smtp_transport(account_of(peer), loopback);
        CHECK(transport->send(to_ana, letter, yes).kind == Kind::accepted);
        CHECK(transport->send(to_ana, letter, yes).kind == Kind::unknown_after_data);
        CHECK(peer.letters().size() == 2);
    }
}

TEST_CASE("signing in") {
    const ScriptedPeer peer(server({{"AUTH PLAIN AGRlc2sAd3Jvbmc=", "535 5.7.8 wrong\r\n"}}));
    auto account = account_of(peer);
    account.user = "desk";
    account.password = "right";
    CHECK(make_smtp_transport(account, loopback)->send(to_ana, letter, yes).kind == Kind::accepted);
    CHECK(peer.heard_count("AUTH PLAIN") + peer.heard_count("+") >= 1);
    SUBCASE("passing trouble at the server is not a wrong password") {
        const ScriptedPeer troubled(
            server({{"AUTH", "454 4.7.0 try again\r\n"}, {"*", "501 ok\r\n"}})
        );
        account.endpoint.port = troubled.port();
        const auto outcome = make_smtp_transport(account, loopback)->send(to_ana, letter, yes);
        CHECK(name_of(outcome.kind) == "try_later");
    }
    SUBCASE("wrong password") {
        const ScriptedPeer strict(server(
            {{"AUTH", "535 5.7.8 wrong\r\n"}, {"+", "535 5.7.8 wrong\r\n"}, {"*", "501 ok\r\n"}}
        ));
        account.endpoint.port = strict.port();
        const auto outcome = make_smtp_transport(account, loopback)->send(to_ana, letter, yes);
        CHECK(name_of(outcome.kind) == "auth_failed");
        CHECK(outcome.word.code == 535);
        CHECK(strict.letters().empty());
    }
}

TEST_CASE("signing in by a token") {
    const std::string own = "dXNlcj1kZXNrAWF1dGg9QmVhcmVyIHlhMjkBAQ==";
    const auto offers = [](const std::string& ways) {
        return Answer{"EHLO", "250-peer\r\n250 AUTH " + ways + "\r\n"};
    };
    const auto outcome_at = [](const ScriptedPeer& peer) {
        auto account = account_of(peer);
        account.user = "desk";
        account.access_token = "ya29";
        return name_of(make_smtp_transport(account, loopback)->send(to_ana, letter, yes).kind);
    };
    SUBCASE("as the large providers do") {
        const ScriptedPeer peer(server(
            {offers("LOGIN PLAIN XOAUTH2"),
             {"AUTH XOAUTH2 " + own, "235 ok\r\n"},
             {"AUTH XOAUTH2", "334 \r\n", Then::read_line},
             {"+" + own, "235 ok\r\n"}}
        ));
        CHECK(outcome_at(peer) == "accepted");
        CHECK(peer.heard_count("AUTH PLAIN") == 0);
    }
    SUBCASE("a token that has run out is no letter's fault") {
        const ScriptedPeer peer(server(
            {offers("XOAUTH2"), {"AUTH", "535 5.7.8 run out\r\n"}, {"+", "535 5.7.8 run out\r\n"}}
        ));
        CHECK(outcome_at(peer) == "auth_failed");
        CHECK(peer.letters().empty());
    }
    SUBCASE("a server that takes passwords only gets nothing") {
        const ScriptedPeer peer(server({offers("PLAIN LOGIN")}));
        CHECK(outcome_at(peer) == "auth_failed");
        CHECK(peer.heard_count("AUTH") == 0);
    }
}

TEST_CASE("TLS") {
    const tests::Authority authority;
    const tests::Authority stranger;
    const auto identity = authority.issue("DNS:localhost");
    auto secure = server(
        {{"EHLO", "250-there\r\n250 STARTTLS\r\n", Then::go_on, 1},
         {"STARTTLS", "220 go\r\n", Then::start_tls}}
    );
    secure.identity = identity;
    const auto outcome_of = [&](Script script, net::TlsMode mode) {
        const ScriptedPeer peer(std::move(script));
        auto account = account_of(peer, mode);
        account.endpoint.ca_file = authority.ca_file();
        auto outcome = make_smtp_transport(account, loopback)->send(to_ana, letter, yes);
        CHECK(peer.letters().size() == (outcome.kind == Kind::accepted ? 1 : 0));
        return std::string(name_of(outcome.kind));
    };
    SUBCASE("asked for") {
        CHECK(outcome_of(secure, net::TlsMode::starttls) == "accepted");
    }
    SUBCASE("at once") {
        auto script = server();
        script.identity = identity;
        script.tls_at_once = true;
        CHECK(outcome_of(script, net::TlsMode::implicit) == "accepted");
        script.identity = stranger.issue("DNS:localhost");
        CHECK(outcome_of(script, net::TlsMode::implicit) == "tls_failed");
        script.identity = authority.issue("DNS:other.example");
        CHECK(outcome_of(script, net::TlsMode::implicit) == "tls_failed");
        script.identity = authority.issue("DNS:localhost", -1);
        CHECK(outcome_of(script, net::TlsMode::implicit) == "tls_failed");
    }
    SUBCASE("not offered") {
        CHECK(outcome_of(server(), net::TlsMode::starttls) == "tls_failed");
    }
    SUBCASE("offered and refused") {
        secure.answers[1] = {"STARTTLS", "454 4.7.0 not now\r\n"};
        CHECK(outcome_of(secure, net::TlsMode::starttls) == "tls_failed");
    }
    SUBCASE("asked for, from a stranger") {
        secure.identity = stranger.issue("DNS:localhost");
        CHECK(outcome_of(secure, net::TlsMode::starttls) == "tls_failed");
    }
    SUBCASE("answers smuggled in before the handshake") {
        secure.answers[1].send = "220 go\r\n250 ok\r\n250 ok\r\n";
        CHECK(outcome_of(secure, net::TlsMode::starttls) != "accepted");
    }
    SUBCASE("plain text where TLS is due") {
        CHECK(outcome_of(server(), net::TlsMode::implicit) == "tls_failed");
    }
}

TEST_CASE("only checked addresses are connected to") {
    const ScriptedPeer peer(server());
    auto account = account_of(peer);
    account.endpoint.host = "post.invalid"; // resolves nowhere: the guard's word alone counts
    const auto outcome = make_smtp_transport(account, loopback)->send(to_ana, letter, yes);
    CHECK(outcome.kind == Kind::accepted);
    const net::AddressCheck never = [](std::string_view, std::uint16_t) -> Result<std::string> {
        return refuse(Refusal::unavailable, "address_not_allowed");
    };
    const auto guarded = make_smtp_transport(account, never);
    const auto unsent = guarded->send(to_ana, letter, yes);
    CHECK(unsent.kind == Kind::cannot_connect);
    CHECK(unsent.word.text.contains("outbound.allow"));
    CHECK(guarded->test_connection().code == "address_not_allowed");
    CHECK(guarded->test_connection().text == unsent.word.text);
    CHECK(peer.connections() == 1);
}

TEST_CASE("nothing listens") {
    std::uint16_t port = 0;
    {
        port = ScriptedPeer(Script{}).port();
    }
    const Account account = {
        .endpoint = {.host = "localhost", .port = port, .tls = net::TlsMode::none}
    };
    const auto transport = make_smtp_transport(account, loopback);
    CHECK(transport->send(to_ana, letter, yes).kind == Kind::cannot_connect);
    CHECK(transport->test_connection().code == "cannot_connect");
}

TEST_CASE("a stop is heard while the server is silent") {
    const ScriptedPeer peer(server({{"MAIL", "", Then::silence}}));
    const std::stop_source stop;
    stop.request_stop();
    const auto transport = make_smtp_transport(account_of(peer), loopback, stop.get_token());
    CHECK(transport->send(to_ana, letter, yes).kind == Kind::try_later);
}

TEST_CASE("the test button") {
    const auto code_of = [](Script script, const std::string& user) {
        const ScriptedPeer peer(std::move(script));
        auto account = account_of(peer);
        account.user = user;
        account.password = "secret";
        account.timeouts.letter = 500ms;
        auto code = make_smtp_transport(account, loopback)->test_connection().code;
        CHECK(peer.heard_count("MAIL") == 0);
        return code;
    };
    CHECK(code_of(server(), "desk") == "ok");
    CHECK(code_of(server(), "") == "ok_without_sign_in");
    CHECK(code_of(server({{"EHLO", "250 there\r\n"}}), "desk") == "wrong_credentials");
    CHECK(
        code_of(server({{"AUTH", "535 no\r\n"}, {"*", "501 ok\r\n"}}), "desk") ==
        "wrong_credentials"
    );
    CHECK(code_of(server({{"EHLO", "", Then::silence}}), "desk") == "timed_out");
    CHECK(code_of(server({{"EHLO", "421 busy\r\n", Then::close}}), "desk") == "server_unavailable");
    CHECK(code_of(Script{.greeting = "* OK IMAP here\r\n"}, "desk") == "timed_out");
}

} // namespace heed::smtp

// NOLINTEND(modernize-use-designated-initializers)
