// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/imap/imap_source.hpp"
#include "tests/scripted_peer/imap_desk.hpp"

#include <algorithm>
#include <doctest/doctest.h>

// NOLINTBEGIN(modernize-use-designated-initializers): scripts are tables, read by column

namespace heed::imap {

namespace {

struct LetterEnding {
    std::string name;
    Afterwards afterwards;
    std::vector<Answer> deviations;
    std::vector<std::string> heard; // after letter 1 came
    std::string warning = {};
};

const Answer no_extensions = {"CAPABILITY", "* CAPABILITY IMAP4rev1\r\n" + done};
const Answer only_uidplus = {"CAPABILITY", "* CAPABILITY IMAP4rev1 UIDPLUS\r\n" + done};
const std::string deleted = "UID STORE 1 +FLAGS.SILENT (\\Deleted)";
const std::vector<LetterEnding> endings = {
    {"left alone", Afterwards::leave, {}, {}},
    {"marked", Afterwards::mark_seen, {}, {"UID STORE 1 +FLAGS.SILENT (\\Seen)"}},
    {"moved", Afterwards::move, {}, {"UID MOVE 1 \"Done\""}},
    {"moved the old way",
     Afterwards::move,
     {only_uidplus},
     {"UID COPY 1 \"Done\"", deleted, "UID EXPUNGE 1"}},
    {"moved the oldest way", Afterwards::move, {no_extensions}, {"UID COPY 1 \"Done\"", deleted}},
    {"removed", Afterwards::remove, {}, {deleted, "UID EXPUNGE 1"}},
    {"removed, but others' letters are left", Afterwards::remove, {no_extensions}, {deleted}},
    {"moved to a folder that must be made",
     Afterwards::move,
     {{"UID MOVE", "{tag} NO [TRYCREATE] none\r\n", Then::go_on, 1}, {"CREATE", done}},
     {"UID MOVE 1 \"Done\"", "CREATE \"Done\"", "UID MOVE 1 \"Done\""}},
    {"over quota: it stays and is not deleted",
     Afterwards::move,
     {only_uidplus, {"UID COPY", "{tag} NO [OVERQUOTA] full\r\n"}, {"CREATE", "{tag} NO exists\r\n"}
     },
     {"UID COPY 1 \"Done\"", "CREATE \"Done\""},
     "letter 1 stays as it was: full"},
};

} // namespace

TEST_CASE("what becomes of a letter afterwards") {
    for (const auto& [name, afterwards, deviations, heard, warning] : endings) {
        CAPTURE(name);
        auto script = server(deviations);
        script.answers.insert(
            script.answers.begin(), {"UID SEARCH UID 1:*", "* SEARCH 1\r\n" + done}
        );
        script.answers.insert(script.answers.begin(), {"UID FETCH 1 (UID RFC822", done});
        const ScriptedPeer peer(script);
        Desk desk(peer);
        desk.account.afterwards = afterwards;
        desk.account.move_to = "Done";
        desk.reconnect();
        const auto run = desk.poll();
        CHECK_FALSE(run.problem);
        CHECK(run.committed == 1);
        CHECK((run.warnings.empty() ? "" : run.warnings[0]) == warning);
        auto after = peer.heard();
        const auto letter = std::ranges::find(after, "UID FETCH 1 (UID BODY.PEEK[])");
        REQUIRE(letter != after.end());
        after.erase(after.begin(), letter + 1);
        REQUIRE(after.back() == "LOGOUT");
        after.pop_back();
        CHECK(after == heard);
        CHECK(peer.heard_count("EXAMINE") == (afterwards == Afterwards::leave ? 1 : 0));
    }
}

TEST_CASE("what a server can do is asked again once it knows us") {
    const ScriptedPeer peer(
        server({{"CAPABILITY", "* CAPABILITY IMAP4rev1\r\n" + done, Then::go_on, 1}})
    );
    Desk desk(peer);
    desk.account.afterwards = Afterwards::move;
    desk.account.move_to = "Done";
    desk.reconnect();
    CHECK(desk.problem_of_poll() == "");
    CHECK(peer.heard_count("UID MOVE") == 3);
    CHECK(peer.heard_count("UID COPY") == 0);
}

TEST_CASE("signing in") {
    const auto code_of = [](std::vector<Answer> deviations,
                            const std::string& password = "secret") {
        const ScriptedPeer peer(server(std::move(deviations)));
        Desk desk(peer);
        desk.account.password = password;
        desk.reconnect();
        return desk.source->test_connection().code;
    };
    const Answer plain_login = {"CAPABILITY", "* CAPABILITY IMAP4rev1\r\n" + done};
    CHECK(code_of({}) == "ok");
    CHECK(code_of({{"+AGRlc2sAc2VjcmV0", done}, {"+", "{tag} NO wrong\r\n"}}) == "ok");
    CHECK(code_of({{"+", "{tag} NO [AUTHENTICATIONFAILED] wrong\r\n"}}) == "wrong_credentials");
    CHECK(code_of({{"+", "{tag} NO [UNAVAILABLE] later\r\n"}}) == "server_unavailable");
    CHECK(code_of({{"+", "* BYE too many connections\r\n", Then::close}}) == "server_unavailable");
    CHECK(
        code_of(
            {plain_login, {R"(LOGIN "desk" "se\"c\\ret")", done}, {"LOGIN", "{tag} NO wrong\r\n"}},
            R"(se"c\ret)"
        ) == "ok"
    );
    CHECK(
        code_of({{"CAPABILITY", "* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n" + done}}) ==
        "sign_in_not_offered"
    );
    CHECK(code_of({}, "two\r\nlines") == "wrong_credentials");
    CHECK(code_of({{"EXAMINE", "{tag} NO none\r\n"}}) == "folder_not_found");
}

TEST_CASE("signing in by a token") {
    struct Case {
        std::string offers;
        std::vector<Answer> answers;
        std::string code;
    };

    // user=desk and n,a=desk, each with the token ya29 between bytes of value 1
    const std::string own = "+dXNlcj1kZXNrAWF1dGg9QmVhcmVyIHlhMjkBAQ==";
    const std::string standard = "+bixhPWRlc2ssAWF1dGg9QmVhcmVyIHlhMjkBAQ==";
    const Answer no = {"+", "{tag} NO [AUTHENTICATIONFAILED] what is that?\r\n"};
    const Answer why = {"+", "+ eyJzdGF0dXMiOiI0MDEifQ==\r\n", Then::read_line, 1};
    const std::vector<Case> cases = {
        {"AUTH=PLAIN AUTH=XOAUTH2", {{own, done}, no}, "ok"},
        {"AUTH=XOAUTH2 AUTH=OAUTHBEARER", {{own, done}, no}, "ok"},
        {"AUTH=OAUTHBEARER", {{standard, done}, no}, "ok"},
        {"AUTH=XOAUTH2", {why, no}, "wrong_credentials"},
        {"AUTH=OAUTHBEARER", {why, {"+AQ==", "{tag} NO run out\r\n"}, no}, "wrong_credentials"},
        {"AUTH=XOAUTH2", {{"+", "{tag} NO [UNAVAILABLE] later\r\n"}}, "server_unavailable"},
        {"AUTH=PLAIN", {}, "sign_in_not_offered"},
        {"AUTH=XOAUTH2", {{"+", "+ again\r\n", Then::read_line}}, "unexpected_answer"},
    };
    for (const auto& one : cases) {
        CAPTURE(one.offers);
        CAPTURE(one.code);
        auto answers = one.answers;
        answers.push_back({"CAPABILITY", "* CAPABILITY IMAP4rev1 " + one.offers + "\r\n" + done});
        answers.push_back({"AUTHENTICATE", "+ \r\n", Then::read_line});
        const ScriptedPeer peer(server(std::move(answers)));
        Desk desk(peer);
        desk.account.access_token = "ya29";
        desk.reconnect();
        CHECK(desk.source->test_connection().code == one.code);
        CHECK(peer.heard_count("LOGIN") == 0); // no password goes where a token is due
    }
}

TEST_CASE("greetings") {
    const auto code_of = [](const std::string& greeting, net::TlsMode tls) {
        auto script = server();
        script.greeting = greeting;
        const ScriptedPeer peer(script);
        Desk desk(peer);
        desk.account.endpoint.tls = tls;
        desk.reconnect();
        return desk.source->test_connection().code;
    };
    CHECK(code_of("* OK\r\n", net::TlsMode::none) == "ok");
    CHECK(code_of("* PREAUTH already\r\n", net::TlsMode::none) == "ok");
    CHECK(code_of("* PREAUTH already\r\n", net::TlsMode::starttls) == "tls_failed");
    CHECK(code_of("* BYE full\r\n", net::TlsMode::none) == "server_unavailable");
    CHECK(code_of("220 post.example ESMTP\r\n", net::TlsMode::none) == "unexpected_answer");
    CHECK(code_of("* OK ready\r\n", net::TlsMode::implicit) == "tls_failed");
    CHECK(code_of("* OK ready\r\n", net::TlsMode::starttls) == "tls_failed");
}

TEST_CASE("TLS") {
    const tests::Authority authority;
    const tests::Authority stranger;
    auto secure = server({{"STARTTLS", done, Then::start_tls}});
    secure.identity = authority.issue("DNS:localhost");
    const auto problem_of = [&](std::vector<Script> scripts, net::TlsMode tls, std::size_t polls = 1
                            ) {
        const ScriptedPeer peer(std::move(scripts));
        Desk desk(peer);
        desk.account.endpoint.tls = tls;
        desk.account.endpoint.ca_file = authority.ca_file();
        desk.reconnect();
        std::string problem;
        for (std::size_t count = 0; count < polls; ++count) problem = desk.problem_of_poll();
        CHECK(desk.letters.size() == (problem.empty() || polls > 1 ? 3 : 0));
        return problem;
    };
    SUBCASE("asked for") {
        CHECK(problem_of({secure}, net::TlsMode::starttls) == "");
    }
    SUBCASE("refused") {
        secure.answers[0] = {"STARTTLS", "{tag} NO not here\r\n"};
        CHECK(problem_of({secure}, net::TlsMode::starttls) == "tls_failed");
    }
    SUBCASE("words smuggled in before the handshake") {
        secure.answers[0].send = done + "* CAPABILITY IMAP4rev1 EVIL\r\n";
        CHECK(problem_of({secure}, net::TlsMode::starttls) == "tls_failed");
    }
    SUBCASE("another certificate than yesterday, from a stranger") {
        auto changed = secure;
        changed.identity = stranger.issue("DNS:localhost");
        CHECK(problem_of({secure, changed}, net::TlsMode::starttls, 2) == "tls_failed");
    }
    SUBCASE("another certificate than yesterday, but a good one") {
        auto renewed = secure;
        renewed.identity = authority.issue("DNS:localhost");
        CHECK(problem_of({secure, renewed}, net::TlsMode::starttls, 2) == "");
    }
    SUBCASE("at once, and cut in the middle of a letter") {
        auto cut = server({fetch_2("* 2 FETCH (UID 2 BODY[] {19}\r\nSubj", Then::close)});
        auto whole = server();
        for (auto* script : {&cut, &whole}) {
            script->identity = secure.identity;
            script->tls_at_once = true;
        }
        CHECK(problem_of({cut, whole}, net::TlsMode::implicit, 2) == "");
    }
}

TEST_CASE("only checked addresses are connected to") {
    const ScriptedPeer peer(server());
    Desk desk(peer);
    desk.account.endpoint.host = "mail.invalid";
    desk.reconnect();
    CHECK(desk.problem_of_poll() == "");
    desk.source =
        make_imap_source(desk.account, [](std::string_view, std::uint16_t) -> Result<std::string> {
            return refuse(Refusal::unavailable, "address_not_allowed");
        });
    CHECK(desk.problem_of_poll() == "address_not_allowed");
    CHECK(desk.source->test_connection().code == "address_not_allowed");
    CHECK(peer.connections() == 1);
}

TEST_CASE("where a new desk may begin") {
    const auto end_of = [](std::vector<Answer> deviations) {
        const ScriptedPeer peer(server(std::move(deviations)));
        const Desk desk(peer);
        return desk.source->end_of_folder();
    };
    CHECK(end_of({{"UID SEARCH UID *", "* SEARCH 3\r\n" + done}}) == Cursor{77, 3, {}});
    CHECK(
        end_of({{"EXAMINE", "* 0 EXISTS\r\n* OK [UIDVALIDITY 77] x\r\n" + done}}) ==
        Cursor{77, 0, {}}
    );
}

TEST_CASE("an empty folder") {
    const ScriptedPeer peer(server(
        {{"SELECT", "* 0 EXISTS\r\n* OK [UIDVALIDITY 77] x\r\n* OK [UIDNEXT 1] x\r\n" + done}}
    ));
    Desk desk(peer);
    CHECK(desk.problem_of_poll() == "");
    CHECK(desk.cursor == Cursor{77, 0, {}});
    CHECK(peer.heard_count("UID") == 0);
}

} // namespace heed::imap

// NOLINTEND(modernize-use-designated-initializers)
