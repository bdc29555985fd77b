// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/imap/imap_source.hpp"
#include "tests/scripted_peer/imap_desk.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <stdexcept>

// NOLINTBEGIN(modernize-use-designated-initializers): scripts are tables, read by column

namespace heed::imap {

TEST_CASE("letters come in order, once, and are marked when committed") {
    const ScriptedPeer peer(server());
    Desk desk(peer);
    const auto run = desk.poll();
    CHECK_FALSE(run.problem);
    CHECK(run.committed == 3);
    CHECK_FALSE(run.more);
    CHECK(desk.letters == all_three);
    CHECK(desk.cursor == Cursor{77, 3, {}});
    CHECK(peer.heard_count("UID STORE") == 3);
    CHECK(peer.heard_count("UID STORE 2 +FLAGS.SILENT (\\Seen)") == 1);
    CHECK(peer.heard_count("LOGOUT") == 1);
    CHECK(desk.poll().committed == 0);
    CHECK(desk.letters.size() == 3);
}

namespace {

struct BadServer {
    std::string name;
    std::vector<Answer> deviations;
    std::string first_problem; // of the first run; further runs must bring the rest
};

const auto once = 1;

std::string many_capabilities() {
    std::string line = "* CAPABILITY";
    for (int word = 0; word < 501; ++word) line += " X";
    return line + "\r\n" + line + "\r\n";
}

const std::vector<BadServer> bad_servers = {
    {"a greeting-less SELECT",
     {{"SELECT", "{tag} NO not now\r\n", Then::go_on, once}},
     "folder_not_found"},
    {"SELECT without UIDVALIDITY",
     {{"SELECT", "* 3 EXISTS\r\n" + done, Then::go_on, once}},
     "protocol_error"},
    {"BYE at SELECT",
     {{"SELECT", "* BYE shutting down\r\n", Then::close, once}},
     "server_unavailable"},
    {"BAD at CAPABILITY", {{"CAPABILITY", "{tag} BAD what\r\n", Then::go_on, once}}, ""},
    {"hang-up at CAPABILITY", {{"CAPABILITY", "", Then::close, once}}, "connection_lost"},
    {"capabilities without an end",
     {{"CAPABILITY", many_capabilities() + done, Then::go_on, once}},
     "protocol_error"},
    {"NO at SEARCH", {{"UID SEARCH", "{tag} NO busy\r\n", Then::go_on, once}}, "command_refused"},
    {"BAD at SEARCH", {{"UID SEARCH", "{tag} BAD busy\r\n", Then::go_on, once}}, "command_refused"},
    {"duplicate UIDs in SEARCH",
     {{"UID SEARCH UID 1:*", "* SEARCH 2 1 2 3 3\r\n* SEARCH 1 2\r\n" + done}},
     ""},
    {"UIDs out of order", {{"UID SEARCH UID 1:*", "* SEARCH 3 1 2\r\n" + done}}, ""},
    {"words among the UIDs",
     {{"UID SEARCH UID 1:*", "* SEARCH 1 x 2 -5 3 99999999999\r\n" + done}},
     ""},
    {"NO at the sizes", {{"UID FETCH 1,2,3 (UID RFC822.SIZE INTERNALDATE)", "{tag} NO no\r\n"}}, ""
    },
    {"sizes that are none",
     {{"UID FETCH 1,2,3 (UID RFC822.SIZE INTERNALDATE)",
       "* 1 FETCH (UID 1 RFC822.SIZE NIL)\r\n* 2 FETCH (RFC822.SIZE 5)\r\n" + done}},
     ""},
    {"sizes too small",
     {{"UID FETCH 1,2,3 (UID RFC822.SIZE INTERNALDATE)",
       "* 1 FETCH (UID 1 RFC822.SIZE 1)\r\n* 2 FETCH (UID 2 RFC822.SIZE 0)\r\n" + done}},
     ""},
    {"NO at a letter", {fetch_2("{tag} NO cannot\r\n", Then::go_on, once)}, ""},
    {"BAD at a letter", {fetch_2("{tag} BAD cannot\r\n", Then::go_on, once)}, ""},
    {"OK without the letter", {fetch_2(done, Then::go_on, once)}, ""},
    {"NIL for a letter", {fetch_2("* 2 FETCH (UID 2 BODY[] NIL)\r\n" + done, Then::go_on, once)}, ""
    },
    {"nothing in a letter with a size",
     {fetch_2("* 2 FETCH (UID 2 BODY[] {0}\r\n)\r\n" + done, Then::go_on, once)},
     ""},
    {"no UID in the answer",
     {fetch_2("* 2 FETCH (BODY[] {5}\r\nother)\r\n" + done, Then::go_on, once)},
     ""},
    {"the letter of another UID",
     {fetch_2("* 3 FETCH (UID 3 BODY[] {5}\r\nother)\r\n" + done, Then::go_on, once)},
     ""},
    {"another letter before the right one",
     {fetch_2(
         "* 9 FETCH (UID 9 BODY[] {5}\r\nother)\r\n* 2 FETCH (UID 2 BODY[] {19}\r\nSubject: "
         "letter 2\r\n)\r\n" +
         done
     )},
     ""},
    {"the letter twice",
     {fetch_2(
         "* 2 FETCH (UID 2 BODY[] {19}\r\nSubject: letter 2\r\n)\r\n* 2 FETCH (UID 2 BODY[] "
         "{5}\r\nother)\r\n" +
         done
     )},
     ""},
    {"news in between",
     {fetch_2(
         "* 4 EXISTS\r\n* 2 FETCH (FLAGS ())\r\n* OK [ALERT] disk\r\n* 2 FETCH (UID 2 BODY[] "
         "{19}\r\nSubject: letter 2\r\n)\r\n" +
         done
     )},
     ""},
    {"literal too short",
     {fetch_2("* 2 FETCH (UID 2 BODY[] {9}\r\nSubject: letter 2\r\n)\r\n" + done, Then::go_on, once)
     },
     "protocol_error"},
    {"literal too long",
     {fetch_2(
         "* 2 FETCH (UID 2 BODY[] {900}\r\nSubject: letter 2\r\n)\r\n" + done, Then::close, once
     )},
     "connection_lost"},
    {"a literal of a gigabyte",
     {fetch_2("* 2 FETCH (UID 2 BODY[] {1000000000}\r\n", Then::flood, once)},
     "protocol_error"},
    {"a line without end",
     {fetch_2("* 2 FETCH (UID 2 BODY[] \"", Then::flood, once)},
     "protocol_error"},
    {"words without end", {fetch_2("* OK ", Then::flood, once)}, "protocol_error"},
    {"nesting without end",
     {fetch_2("* 2 FETCH (BODY " + std::string(60'000, '(') + "\r\n" + done, Then::go_on, once)},
     "protocol_error"},
    {"BYE instead of a letter",
     {fetch_2("* BYE overloaded\r\n", Then::close, once)},
     "server_unavailable"},
    {"hang-up instead of a letter", {fetch_2("", Then::close, once)}, "connection_lost"},
    {"hang-up before OK",
     {fetch_2("* 2 FETCH (UID 2 BODY[] {19}\r\nSubject: letter 2\r\n)\r\n", Then::close, once)},
     "connection_lost"},
    {"the answer to another tag", {fetch_2("X999 OK done\r\n", Then::go_on, once)}, "protocol_error"
    },
    {"a tag without a verdict", {fetch_2("{tag} HMM\r\n", Then::go_on, once)}, "protocol_error"},
    {"a question out of place", {fetch_2("+ more?\r\n", Then::go_on, once)}, "protocol_error"},
    {"bytes that are no IMAP", {fetch_2("\xff\xfe\x80\r\n", Then::go_on, once)}, "protocol_error"},
    {"renumbering in the middle",
     {fetch_2("* OK [UIDVALIDITY 78] new\r\n" + done, Then::go_on, once)},
     "folder_changed"},
    {"NO at marking", {{"UID STORE", "{tag} NO read-only\r\n", Then::go_on, once}}, ""},
    {"hang-up at marking", {{"UID STORE", "", Then::close, once}}, "connection_lost"},
    {"BYE at marking", {{"UID STORE", "* BYE over\r\n", Then::close, once}}, "server_unavailable"},
    {"hang-up at LOGOUT", {{"LOGOUT", "", Then::close, once}}, ""},
};

} // namespace

TEST_CASE("every answer of a bad server: no letter is lost, none comes twice") {
    for (const auto& [name, deviations, first_problem] : bad_servers) {
        CAPTURE(name);
        const ScriptedPeer peer(server(deviations));
        Desk desk(peer);
        CHECK(desk.problem_of_poll() == first_problem);
        desk.poll();
        CHECK(desk.problem_of_poll() == "");
        std::ranges::sort(desk.letters);
        CHECK(desk.letters == all_three);
        CHECK(desk.repeated == 0);
        CHECK(desk.cursor == Cursor{77, 3, {}});
    }
}

TEST_CASE("a connection cut after any byte loses and repeats nothing") {
    // Three letters of the same shape: in steps of three each of their bytes has its turn.
    for (std::size_t cut = 1;; cut += 3) {
        CAPTURE(cut);
        auto first = server();
        first.cut_after = cut;
        const ScriptedPeer peer({first, server()});
        Desk desk(peer);
        const auto run = desk.poll();
        desk.poll();
        CHECK(desk.letters == all_three);
        CHECK(desk.repeated == 0);
        CHECK(desk.cursor == Cursor{77, 3, {}});
        if (!run.problem && cut > 1200) break;
    }
}

TEST_CASE("a letter that breaks every connection does not keep the others waiting") {
    const ScriptedPeer peer(server({fetch_2("* 2 FETCH (UID 2 BODY[] {9}\r\n", Then::close)}));
    Desk desk(peer);
    CHECK(desk.problem_of_poll() == "connection_lost");
    CHECK(desk.cursor == Cursor{77, 1, {}});
    CHECK(desk.problem_of_poll() == "connection_lost");
    CHECK(desk.cursor == Cursor{77, 2, {2}}); // owed, not forgotten
    CHECK(desk.problem_of_poll() == "connection_lost");
    CHECK(desk.letters == std::vector<std::string>{all_three[0], all_three[2]});
    CHECK(desk.cursor == Cursor{77, 3, {2}});
    CHECK(peer.heard_count("UID STORE 2") == 0);
}

TEST_CASE("an owed letter that has gone is owed no longer") {
    const ScriptedPeer peer(server({{"UID SEARCH UID 2", "* SEARCH\r\n" + done}}));
    Desk desk(peer);
    desk.cursor = {77, 3, {2}};
    CHECK(desk.problem_of_poll() == "");
    CHECK(desk.cursor == Cursor{77, 3, {}});
    CHECK(desk.letters.empty());
}

TEST_CASE("time is limited as a whole, so dripping and silence end") {
    const std::vector<Answer> waits = {
        fetch_2("* 2 FETCH (UID 2 BODY[] {100000}\r\n", Then::drip),
        fetch_2("* 2 FETCH (UID 2 BO", Then::silence),
        {"UID SEARCH", "", Then::silence},
        {"SELECT", "* 3 EX", Then::drip},
        {"AUTHENTICATE", "", Then::silence}
    };
    for (const auto& wait : waits) {
        CAPTURE(wait.when);
        const ScriptedPeer peer(server({wait}));
        Desk desk(peer);
        desk.account.limits = {.connect = 100ms, .command = 100ms, .letter = 100ms};
        desk.reconnect();
        CHECK(desk.problem_of_poll() == "timed_out");
    }
}

TEST_CASE("the time of a whole run is limited too") {
    const ScriptedPeer peer(server());
    Desk desk(peer);
    desk.account.limits.run = 0ms;
    desk.reconnect();
    CHECK(desk.problem_of_poll() == "timed_out");
}

TEST_CASE("a stop ends a run and blames no letter") {
    const ScriptedPeer peer(server({fetch_2("", Then::silence)}));
    Desk desk(peer);
    std::stop_source stop;
    desk.source = make_imap_source(desk.account, loopback, stop.get_token());
    const auto run = desk.source->fetch_new({}, [&](const FetchedLetter&) {
        stop.request_stop();
        return true;
    });
    REQUIRE(run.problem);
    CHECK(run.problem->code == "stopped");
    CHECK(run.cursor == Cursor{77, 1, {}});
}

TEST_CASE("a stop blames no letter, not even one that broke the run before") {
    const ScriptedPeer peer({server({fetch_2("", Then::close)}), server()});
    Desk desk(peer);
    std::stop_source stop;
    desk.source = make_imap_source(desk.account, loopback, stop.get_token());
    CHECK(desk.problem_of_poll() == "connection_lost");
    const auto run = desk.source->fetch_new({}, [&](const FetchedLetter&) {
        stop.request_stop();
        return true;
    });
    CHECK(run.cursor == Cursor{77, 1, {}});
}

TEST_CASE("a letter that is not committed is not marked, and comes again") {
    const ScriptedPeer peer(server());
    Desk desk(peer);
    const auto run =
        desk.source->fetch_new({}, [](const FetchedLetter& letter) { return letter.uid < 2; });
    CHECK(run.problem->code == "not_committed");
    CHECK(run.cursor == Cursor{77, 1, {}});
    CHECK(run.committed == 1);
    CHECK(peer.heard_count("UID STORE") == 1);
    desk.cursor = run.cursor;
    desk.poll();
    CHECK(desk.letters == std::vector<std::string>{all_three[1], all_three[2]});
}

TEST_CASE("a fault of the caller passes through and marks nothing") {
    const ScriptedPeer peer(server());
    const Desk desk(peer);
    const OnLetter fails = [](const FetchedLetter&) -> bool {
        throw std::runtime_error("disk full");
    };
    CHECK_THROWS_WITH(desk.source->fetch_new({}, fails), "disk full");
    CHECK(peer.heard_count("UID STORE") == 0);
}

TEST_CASE("a run is limited, and the next goes on") {
    const ScriptedPeer peer(server());
    Desk desk(peer);
    desk.account.limits.letters_max = 2;
    desk.reconnect();
    auto answers = desk.poll();
    CHECK(answers.committed == 2);
    CHECK(answers.more);
    CHECK(desk.poll().committed == 1);
    CHECK(desk.letters == all_three);
}

TEST_CASE("a large folder is searched in windows") {
    const ScriptedPeer peer(server(
        {{"SELECT", "* 2 EXISTS\r\n* OK [UIDVALIDITY 77] x\r\n* OK [UIDNEXT 60000] x\r\n" + done},
         {"UID SEARCH UID 1:1000", "* SEARCH\r\n" + done},
         {"UID SEARCH UID 1001:5000", "* SEARCH 2000\r\n" + done},
         {"UID SEARCH UID 5001:21000", "* SEARCH\r\n" + done},
         {"UID SEARCH UID 21001:*", "* SEARCH 60001\r\n" + done},
         {"UID FETCH 2000,60001 (", done},
         {"UID FETCH 2000 (", "* 1 FETCH (UID 2000 BODY[] {1}\r\na)\r\n" + done},
         {"UID FETCH 60001 (", "* 2 FETCH (UID 60001 BODY[] {1}\r\nb)\r\n" + done}}
    ));
    Desk desk(peer);
    CHECK(desk.problem_of_poll() == "");
    CHECK(desk.letters == std::vector<std::string>{"a", "b"});
    CHECK(desk.cursor.last_uid == 60001);
}

TEST_CASE("a renumbered folder is read again from the beginning") {
    const ScriptedPeer peer(server());
    Desk desk(peer);
    desk.letters = {all_three[0]};
    desk.cursor = {76, 900, {5}};
    const auto run = desk.poll();
    CHECK(run.renumbered);
    CHECK(desk.letters == all_three);
    CHECK(desk.repeated == 1); // which the caller knows by its content
    CHECK(desk.cursor == Cursor{77, 3, {}});
}

TEST_CASE("of a renumbered folder nothing is read that was there before its caller began") {
    const ScriptedPeer peer(server(
        {{"UID FETCH 1,2,3 (UID RFC822.SIZE INTERNALDATE)",
          "* 1 FETCH (UID 1 INTERNALDATE \" 1-Mar-2024 10:00:00 +0000\" RFC822.SIZE 5)\r\n"
          "* 2 FETCH (UID 2 INTERNALDATE \" 3-Mar-2024 10:00:00 +0000\" RFC822.SIZE 5)\r\n" +
              done}}
    ));
    Desk desk(peer);
    const auto begun_at = instant_from_rfc3339("2024-03-02T00:00:00Z");
    desk.cursor = {.uid_validity = 76, .last_uid = 900, .begun_at = begun_at};
    CHECK(desk.poll().renumbered);
    CHECK(desk.letters == std::vector(all_three.begin() + 1, all_three.end()));
    CHECK(desk.cursor.last_uid == 3);
    CHECK(desk.cursor.begun_at == begun_at);
}

TEST_CASE("a letter over the limit brings its headers only") {
    const ScriptedPeer peer(server(
        {{"UID FETCH 1,2,3 (UID RFC822.SIZE INTERNALDATE)",
          "* 2 FETCH (UID 2 INTERNALDATE \" 1-Mar-2024 10:00:00 +0000\" RFC822.SIZE 5000)\r\n" +
              done},
         {"UID FETCH 2 (UID BODY.PEEK[HEADER])",
          "* 2 FETCH (UID 2 BODY[HEADER] {4}\r\nA: b)\r\n" + done}}
    ));
    Desk desk(peer);
    desk.account.limits.letter_bytes_max = 1000;
    desk.reconnect();
    std::vector<FetchedLetter> letters;
    desk.source->fetch_new({}, [&](const FetchedLetter& letter) {
        letters.push_back(letter);
        return true;
    });
    REQUIRE(letters.size() == 3);
    CHECK(letters[1].headers_only);
    CHECK(letters[1].bytes == "A: b");
    CHECK(letters[1].size_bytes == 5000);
    CHECK_FALSE(letters[2].headers_only);
}

} // namespace heed::imap

// NOLINTEND(modernize-use-designated-initializers)
