// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/imap/letter_watch.hpp"
#include "tests/scripted_peer/imap_desk.hpp"

#include <doctest/doctest.h>
#include <future>

// NOLINTBEGIN(modernize-use-designated-initializers): scripts are tables, read by column

namespace heed::imap {

namespace {

const Cursor all_read = {.uid_validity = 77, .last_uid = 3};
const std::string offers = "* CAPABILITY IMAP4rev1 IDLE AUTH=PLAIN\r\n" + done;

Script idle_server(std::vector<Answer> deviations) {
    deviations.push_back({"CAPABILITY", offers});
    return server(std::move(deviations));
}

/// Until a letter comes, and then what the desk says.
Answer idles(const std::string& told, int times = -1, Then then = Then::read_line) {
    return {"IDLE", "+ idling\r\n" + told, then, times};
}

/// What a wait ends with.
std::string outcome_of(const Result<LetterWatch::Noticed>& noticed) {
    if (!noticed) return noticed.error().code;
    return *noticed == LetterWatch::Noticed::letters ? "letters" : "not offered";
}

struct Waiting {
    explicit Waiting(Script script, std::chrono::milliseconds idle = 2s)
        : Waiting(std::vector{std::move(script)}, idle) {}

    explicit Waiting(std::vector<Script> scripts, std::chrono::milliseconds idle = 2s)
        : peer(std::move(scripts)), account(account_at(peer)) {
        account.limits.idle = idle;
        watch = make_letter_watch(account, loopback, stop.get_token());
    }

    std::string wait(const Cursor& cursor = all_read) { return outcome_of(watch->wait(cursor)); }

    ScriptedPeer peer;
    Account account;
    std::stop_source stop;
    std::unique_ptr<LetterWatch> watch;
};

} // namespace

TEST_CASE("a letter that comes ends the wait, and the connection stays for the next") {
    Waiting desk(idle_server({idles("* 4 EXISTS\r\n")}));
    CHECK(desk.wait() == "letters");
    CHECK(desk.wait() == "letters");
    CHECK(desk.peer.connections() == 1);
    CHECK(desk.peer.heard_count("LOGIN") + desk.peer.heard_count("AUTHENTICATE") == 1);
    CHECK(desk.peer.heard_count("+DONE") == 2);
    CHECK(desk.peer.heard_count("SELECT") == 0); // it changes nothing there
}

TEST_CASE("what came before the wait ends it at once") {
    Waiting desk(idle_server({idles("")}));
    CHECK(desk.wait({.uid_validity = 77, .last_uid = 1}) == "letters");
    CHECK(desk.wait({.uid_validity = 76, .last_uid = 3}) == "letters"); // renumbered
    CHECK(desk.wait({}) == "letters");
    CHECK(desk.peer.heard_count("IDLE") == 0);
}

TEST_CASE("a server that does not tell by itself is left to be asked") {
    Waiting desk(server());
    CHECK(desk.wait() == "not offered");
    CHECK(desk.peer.heard_count("LOGOUT") == 1);
}

TEST_CASE("the wait is begun anew before the server tires of it") {
    Waiting desk(idle_server({idles("", 3), idles("* 4 EXISTS\r\n")}), 20ms);
    CHECK(desk.wait() == "letters");
    CHECK(desk.peer.heard_count("IDLE") == 4);
    CHECK(desk.peer.heard_count("+DONE") == 4);
    CHECK(desk.peer.connections() == 1);
}

TEST_CASE("what others do in the folder is no letter, and a letter after it is one") {
    Waiting desk(idle_server(
        {idles("* 2 FETCH (FLAGS (\\Seen))\r\n* OK Still here\r\n* 2 EXPUNGE\r\n* 2 EXISTS\r\n"
               "* 0 RECENT\r\n* 3 EXISTS\r\n")}
    ));
    CHECK(desk.wait() == "letters");
}

TEST_CASE("removing letters is no arrival") {
    Waiting desk(
        idle_server({idles("* 3 EXPUNGE\r\n* 2 EXISTS\r\n", 1), idles("* 3 EXISTS\r\n")}), 20ms
    );
    CHECK(desk.wait() == "letters");
    CHECK(desk.peer.heard_count("IDLE") == 2);
}

TEST_CASE("a wait that breaks is told, and the next one connects again") {
    struct Case {
        Answer answer;
        std::string code;
    };

    const std::vector<Case> cases = {
        {idles("* BYE restarting\r\n", 1), "server_unavailable"},
        {idles("", 1, Then::close), "connection_lost"},
        {{"IDLE", "{tag} NO not now\r\n", Then::go_on, 1}, "command_refused"},
        {{"IDLE", "{tag} BAD what?\r\n", Then::go_on, 1}, "command_refused"},
        {{"IDLE", "", Then::silence, 1}, "timed_out"},
        {idles("", 1, Then::silence), "timed_out"}, // deaf: no answer to DONE
        {idles("* OK [UIDVALIDITY 78] new\r\n", 1), "folder_changed"},
        {idles("nonsense\r\n", 1), "protocol_error"},
        {idles("", 1, Then::flood), "protocol_error"},
    };
    for (const auto& one : cases) {
        CAPTURE(one.code);
        Waiting desk({idle_server({one.answer}), idle_server({idles("* 4 EXISTS\r\n")})}, 30ms);
        desk.account.limits.command = 50ms;
        desk.watch = make_letter_watch(desk.account, loopback);
        CHECK(desk.wait() == one.code);
        CHECK(desk.wait() == "letters");
        CHECK(desk.peer.connections() == 2);
    }
}

TEST_CASE("a server that hung up between two waits is reached again within the second") {
    Waiting desk({
        idle_server(
            {idles("* 4 EXISTS\r\n"),
             {"EXAMINE",
              "* 3 EXISTS\r\n* OK [UIDVALIDITY 77] "
              "here\r\n" +
                  done,
              Then::go_on,
              1},
             {"EXAMINE", "", Then::close}}
        ),
        idle_server({idles("* 4 EXISTS\r\n")}),
    });
    CHECK(desk.wait() == "letters");
    CHECK(desk.wait() == "letters");
    CHECK(desk.peer.connections() == 2);
}

TEST_CASE("a stop ends the longest wait at once") {
    Waiting desk(idle_server({idles("")}), std::chrono::minutes(25));
    auto ended = std::async(std::launch::async, [&] { return desk.wait(); });
    while (desk.peer.heard_count("IDLE") == 0) std::this_thread::yield();
    desk.stop.request_stop();
    CHECK(ended.get() == "stopped");
}

} // namespace heed::imap

// NOLINTEND(modernize-use-designated-initializers)
