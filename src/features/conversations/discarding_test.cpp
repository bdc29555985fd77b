// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/conversations/releasing.hpp"
#include "features/conversations/test_desk.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

using namespace heed;
using namespace heed::conversations;
using namespace std::chrono_literals;

using tests::Answer;
using tests::at_each_talking_desk;
using tests::talk_of;
using tests::TalkingDesk;
using tests::Visitor;
using tickets::State;

namespace {

Answer hold(TalkingDesk& desk, Visitor& agent, TicketId id, const std::string& more = {}) {
    const auto later = to_rfc3339(desk.clock.now() + 5min);
    return agent.post(
        talk_of(id) + "/replies",
        R"({"body_text":"Try again now.","then":"resolved","release_at":")" + later + "\"" + more +
            "}"
    );
}

std::string entry_path(const Answer& written) {
    return "/api/v1/entries/" + written.text("/entry_id");
}

int release(TalkingDesk& desk) {
    return release_due(desk.desk(), desk.clock.now());
}

} // namespace

TEST_CASE("an answer that is discarded before it leaves never does") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks();
        const auto before = desk.ticket(id);
        const auto held = hold(desk, noor, id);
        REQUIRE(held.number("/entry_count") == 2);
        const auto gone = noor.remove(entry_path(held));
        REQUIRE(gone.status() == 200);
        CHECK(gone.number("/number") == id.value);
        CHECK(gone.size("/entries") == 1);
        CHECK(gone.number("/entry_count") == 1);
        const auto after = desk.ticket(id);
        CHECK(after.state == before.state);
        CHECK(after.version == before.version);
        CHECK(after.last_entry_id == before.last_entry_id);
        CHECK(after.last_public_from == before.last_public_from);
        CHECK(after.excerpt == before.excerpt);

        desk.clock.advance(5min);
        CHECK(release(desk) == 0);
        CHECK(desk.facts("message_discarded") == 1);
        CHECK(desk.facts("message_released") == 0);
        CHECK(noor.remove(entry_path(held)).status() == 404);
    });
}

TEST_CASE("whoever may answer may discard a colleague's; nobody else does") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        auto leo = desk.agent("Leo");
        auto uma = desk.agent("Uma", "auditor");
        const auto id = desk.asks();
        const auto path = entry_path(hold(desk, noor, id));
        CHECK(uma.remove(path).status() == 403);
        CHECK(desk.customer("Bob").remove(path).status() == 403);
        Actor reader{.kind = Actor::Kind::agent, .person = noor.person};
        reader.permissions.add(Permission::ticket_read);
        const auto refused = desk.run([&](db::Transaction& tx, const Actor&, Instant now) {
            return discard_held(tx, reader, desk.ticket(id).last_entry_id.value(), now);
        });
        REQUIRE_FALSE(refused);
        CHECK(refused.error().kind == Refusal::forbidden);
        CHECK(leo.remove(path).status() == 200);
        const auto history = leo.get(talk_of(id) + "/history");
        CHECK(history.response.body.contains("message_discarded"));
    });
}

TEST_CASE("what has left, and what was never held, stays, and the refusal says so") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks();
        const auto held = hold(desk, noor, id);
        desk.clock.advance(5min);
        REQUIRE(release(desk) == 1);
        const auto late = noor.remove(entry_path(held));
        CHECK(late.status() == 409);
        CHECK(late.code() == "wrong_state");
        CHECK(late.text("/allowed/0") == "held");
        CHECK(late.text("/detail").contains("has left"));
        const auto note = noor.post(talk_of(id) + "/notes", R"({"body_text":"Old printer."})");
        CHECK(noor.remove(entry_path(note)).code() == "wrong_state");
        const auto first = noor.get(talk_of(id)).text("/entries/0/id");
        CHECK(noor.remove("/api/v1/entries/" + first).code() == "wrong_state");
        CHECK(noor.get(talk_of(id)).size("/entries") == 3);
        CHECK(desk.facts("message_discarded") == 0);
    });
}

TEST_CASE("files of a discarded answer can be used in another one") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks();
        const auto file = desk.uploaded(noor);
        const auto with = R"(,"attachments":[)" + file + "]";
        const auto held = hold(desk, noor, id, with);
        REQUIRE(held.size("/entries/1/attachments") == 1);
        CHECK(hold(desk, noor, id, with).code() == "unknown_attachment");
        REQUIRE(noor.remove(entry_path(held)).status() == 200);
        CHECK(hold(desk, noor, id, with).status() == 201);
    });
}

// The one writer of SQLite lets nobody wait behind a lock: there is nothing to see without a
// server.
TEST_CASE(
    "who discards what is leaving at that moment reads that it has left" *
    doctest::skip(std::ranges::count(db::test_engines(), db::Engine::postgres) == 0)
) {
    TalkingDesk desk(db::Engine::postgres);
    auto noor = desk.agent("Noor");
    const auto id = desk.asks();
    const auto path = entry_path(hold(desk, noor, id));
    desk.clock.advance(5min);
    Answer late;
    std::atomic<bool> answered = false;
    std::jthread discarding;
    REQUIRE(desk.run([&](db::Transaction& tx, const Actor&, Instant now) -> Result<bool> {
        release_or_hold_back(tx, store::due_for_release(tx, now, 1).front(), now);
        // The other one has seen it held, and waits for the ticket that this one has locked.
        discarding = std::jthread([&, mine = noor]() mutable {
            late = mine.remove(path);
            answered = true;
        });
        while (!answered &&
               tx.value<std::int64_t>(
                   "SELECT count(*) FROM pg_locks w JOIN pg_locks h ON h.pid = pg_backend_pid() "
                   "AND h.locktype = 'transactionid' AND h.transactionid = w.transactionid "
                   "WHERE NOT w.granted"
               ) == 0)
            std::this_thread::yield();
        return true;
    }));
    discarding.join();
    CHECK(late.code() == "wrong_state");
    CHECK(desk.facts("message_released") == 1);
    CHECK(desk.facts("message_discarded") == 0);
}

TEST_CASE("of eight who discard one held answer one does, whether or not it is leaving") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks();
        const auto path = entry_path(hold(desk, noor, id));
        desk.clock.advance(5min);
        tests::race(8, [&](int client) {
            auto mine = noor;
            if (client % 2 == 0)
                release(desk);
            else
                mine.remove(path);
        });
        CHECK(desk.facts("message_discarded") + desk.facts("message_released") == 1);
        CHECK(desk.ticket(id).entry_count == (desk.facts("message_released") == 1 ? 2 : 1));
    });
}
