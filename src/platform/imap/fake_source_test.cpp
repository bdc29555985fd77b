// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/imap/fake_source.hpp"

#include <doctest/doctest.h>

namespace heed::imap {

TEST_CASE("the fake keeps the promises of a source") {
    FakeSource box;
    box.put("one");
    box.put("two");
    std::vector<std::string> got;
    const OnLetter keep = [&](const FetchedLetter& letter) {
        got.push_back(letter.bytes);
        return true;
    };
    box.next_problem = "connection_lost";
    auto run = box.fetch_new({}, keep);
    CHECK(run.problem->code == "connection_lost");
    CHECK(run.cursor == Cursor{});
    run = box.fetch_new(run.cursor, [](const FetchedLetter& letter) { return letter.uid == 1; });
    CHECK(run.problem->code == "not_committed");
    CHECK(run.cursor.last_uid == 1);
    run = box.fetch_new(run.cursor, keep);
    CHECK(got == std::vector<std::string>{"two"});
    CHECK(run.cursor == *box.end_of_folder());
    CHECK(box.fetch_new(run.cursor, keep).committed == 0);
    box.renumber();
    run = box.fetch_new(run.cursor, keep);
    CHECK(run.renumbered);
    CHECK(got == std::vector<std::string>{"two", "one", "two"});
}

} // namespace heed::imap
