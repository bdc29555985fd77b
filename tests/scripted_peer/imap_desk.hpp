// SPDX-License-Identifier: AGPL-3.0-or-later
// The mailbox and the caller that the tests of this part share.
#pragma once

#include "platform/imap/imap_source.hpp"
#include "tests/scripted_peer/scripted_peer.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

// NOLINTBEGIN(modernize-use-designated-initializers): scripts are tables, read by column

namespace heed::imap {

using namespace std::chrono_literals; // NOLINT(google-build-using-namespace): included by tests
                                      // only

using tests::Answer;
using tests::Script;
using tests::ScriptedPeer;
using tests::Then;

inline const std::string done = "{tag} OK done\r\n";

// A folder with the letters 1, 2 and 3, each "Subject: letter N"; `deviations` come first and win.
inline Script server(std::vector<Answer> deviations = {}) {
    std::vector<Answer> answers = std::move(deviations);
    answers.insert(
        answers.end(),
        {{"CAPABILITY", "* CAPABILITY IMAP4rev1 MOVE UIDPLUS AUTH=PLAIN\r\n" + done},
         {"AUTHENTICATE PLAIN", "+ \r\n", Then::read_line},
         {"+", done},
         {"LOGIN", done},
         {"SELECT", "* 3 EXISTS\r\n* OK [UIDVALIDITY 77] here\r\n* OK [UIDNEXT 4] next\r\n" + done},
         {"EXAMINE", "* 3 EXISTS\r\n* OK [UIDVALIDITY 77] here\r\n* OK [UIDNEXT 4] next\r\n" + done
         },
         {"UID SEARCH UID 1:*", "* SEARCH 1 2 3\r\n" + done},
         {"UID SEARCH UID 2:*", "* SEARCH 2 3\r\n" + done},
         {"UID SEARCH UID 3:*", "* SEARCH 3\r\n" + done},
         {"UID SEARCH UID 4:*", "* SEARCH 3\r\n" + done},
         {"UID SEARCH UID 2", "* SEARCH 2\r\n" + done},
         {"UID FETCH 1,2,3 (UID RFC822.SIZE INTERNALDATE)",
          "* 1 FETCH (UID 1 RFC822.SIZE 19)\r\n* 2 FETCH (UID 2 RFC822.SIZE 19)\r\n* 3 FETCH (UID "
          "3 "
          "RFC822.SIZE 19)\r\n" +
              done},
         {"UID FETCH 2,3 (UID RFC822.SIZE INTERNALDATE)",
          "* 2 FETCH (UID 2 RFC822.SIZE 19)\r\n* 3 FETCH (UID 3 RFC822.SIZE 19)\r\n" + done},
         {"UID FETCH 2 (UID RFC822.SIZE INTERNALDATE)",
          "* 2 FETCH (UID 2 RFC822.SIZE 19)\r\n" + done},
         {"UID FETCH 3 (UID RFC822.SIZE INTERNALDATE)",
          "* 3 FETCH (UID 3 RFC822.SIZE 19)\r\n" + done},
         {"UID FETCH 1 (UID BODY.PEEK[])",
          "* 1 FETCH (UID 1 BODY[] {19}\r\nSubject: letter 1\r\n)\r\n" + done},
         {"UID FETCH 2 (UID BODY.PEEK[])",
          "* 2 FETCH (UID 2 BODY[] {19}\r\nSubject: letter 2\r\n)\r\n" + done},
         {"UID FETCH 3 (UID BODY.PEEK[])",
          "* 3 FETCH (UID 3 BODY[] {19}\r\nSubject: letter 3\r\n)\r\n" + done},
         {"UID STORE", done},
         {"UID MOVE", done},
         {"UID COPY", done},
         {"UID EXPUNGE", done},
         {"LOGOUT", "* BYE bye\r\n" + done, Then::close}}
    );
    return {.greeting = "* OK ready\r\n", .answers = std::move(answers), .tagged = true};
}

inline Answer fetch_2(const std::string& send, Then then = Then::go_on, int times = -1) {
    return {"UID FETCH 2 (UID BODY.PEEK[])", send, then, times};
}

inline Result<std::string> loopback(std::string_view, std::uint16_t) {
    return "127.0.0.1";
}

inline Account account_at(const ScriptedPeer& peer) {
    return {
        .endpoint = {.host = "localhost", .port = peer.port(), .tls = net::TlsMode::none},
        .user = "desk",
        .password = "secret",
        .limits = {.connect = 2s, .command = 2s, .letter = 2s}
    };
}

// A caller as the desk is one: keeps letters once, by their content, with the cursor.
struct Desk {
    Account account;
    Cursor cursor = {};
    std::vector<std::string> letters = {};
    int repeated = 0;

    explicit Desk(const ScriptedPeer& peer)
        : account(account_at(peer)), source(make_imap_source(account, loopback)) {}

    // After `account` was changed.
    void reconnect() { source = make_imap_source(account, loopback); }

    FetchRun poll() {
        auto run = source->fetch_new(cursor, [this](const FetchedLetter& letter) {
            cursor = letter.after;
            if (std::ranges::find(letters, letter.bytes) != letters.end())
                ++repeated;
            else
                letters.push_back(letter.bytes);
            return true;
        });
        cursor = run.cursor;
        return run;
    }

    std::string problem_of_poll() {
        const auto run = poll();
        return run.problem ? run.problem->code : "";
    }

    std::unique_ptr<MailSource> source;
};

inline const std::vector<std::string> all_three = {
    "Subject: letter 1\r\n", "Subject: letter 2\r\n", "Subject: letter 3\r\n"
};

} // namespace heed::imap

// NOLINTEND(modernize-use-designated-initializers)
