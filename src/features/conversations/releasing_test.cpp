// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/conversations/test_desk.hpp"

#include <atomic>

using namespace heed;
using namespace heed::conversations;
using namespace std::chrono_literals;

using tests::Answer;
using tests::at_each_talking_desk;
using tests::talk_of;
using tests::TalkingDesk;
using tests::Visitor;
using tickets::Side;
using tickets::State;

namespace {

Answer hold(TalkingDesk& desk, Visitor& agent, TicketId id, std::string_view more) {
    const auto later = to_rfc3339(desk.clock.now() + 5min);
    return agent.post(
        talk_of(id) + "/replies",
        R"({"body_text":"Try again now.","release_at":")" + later + "\"" + std::string(more) + "}"
    );
}

int release(TalkingDesk& desk) {
    return release_due(desk.desk(), desk.clock.now());
}

/// Holds an answer that would resolve, lets `meanwhile` happen, and lets the answer go.
template <class Meanwhile>
tickets::Ticket resolved_late(TalkingDesk& desk, Meanwhile meanwhile) {
    auto noor = desk.agent("Noor");
    const auto id = desk.asks();
    REQUIRE(hold(desk, noor, id, R"(,"then":"resolved")").status() == 201);
    meanwhile(id);
    desk.clock.advance(5min);
    CHECK(release(desk) == 1);
    CHECK(desk.facts("message_released") == 1);
    return desk.ticket(id);
}

} // namespace

TEST_CASE("what a held answer asks of its request waits for its release") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks();
        const auto before = desk.ticket(id);
        const auto held = hold(desk, noor, id, R"(,"then":"resolved","cc":["ben@acme.example"])");
        CHECK(held.text("/state") == "new");
        CHECK(held.text("/excerpt") == before.excerpt);
        CHECK(held.text("/last_public_from") == "customer");
        CHECK(held.size("/participants") == 1);
        CHECK(held.number("/entry_count") == 2);
        CHECK(desk.ticket(id).version == before.version);

        desk.clock.advance(5min);
        CHECK(release(desk) == 1);
        CHECK(release(desk) == 0);
        const auto after = desk.ticket(id);
        CHECK(after.state == State::resolved);
        CHECK(after.resolved_at == desk.clock.now());
        CHECK(after.resolved_by == noor.person);
        CHECK(after.excerpt == "Try again now.");
        CHECK(after.last_public_from == Side::agent);
        CHECK(after.entry_count == 2);
        CHECK(noor.get(talk_of(id)).size("/participants") == 2);
    });
}

TEST_CASE("a held answer that asks for nothing opens a new request when it leaves") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks();
        hold(desk, noor, id, "");
        CHECK(desk.ticket(id).state == State::new_);
        desk.clock.advance(5min);
        release(desk);
        CHECK(desk.ticket(id).state == State::open);
    });
}

TEST_CASE("an answer to what the customer has said before resolves nothing they have said since") {
    at_each_talking_desk([](TalkingDesk& desk) {
        const auto after = resolved_late(desk, [&](TicketId id) {
            desk.hears(id, desk.message("ana", "And it smells of smoke."));
        });
        CHECK(after.state == State::open);
        CHECK(after.last_public_from == Side::customer);
        CHECK(after.excerpt == "And it smells of smoke.");
    });
}

TEST_CASE("a state that somebody sets while an answer is held stays") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto leo = desk.agent("Leo");
        const auto after = resolved_late(desk, [&](TicketId id) {
            leo.post(talk_of(id) + "/waiting", R"({"waiting_for":"supplier"})");
        });
        CHECK(after.state == State::waiting);
        CHECK(after.waiting_for == tickets::WaitingFor::supplier);
        CHECK(after.last_public_from == Side::agent);
    });
}

TEST_CASE("a held answer is not sent once its request has ended, and its author reads why") {
    struct End {
        std::string path;
        std::string body;
        std::string why;
    };

    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        auto leo = desk.agent("Leo");
        const auto other = std::to_string(desk.asks("The scanner, too.").value);
        for (const auto& [path, body, why] :
             {End{"/cancellation", R"({"as":"spam","block":"sender"})", "spam"},
              End{"/cancellation", R"({"as":"withdrawn"})", "cancelled"},
              End{"/cancellation", R"({"as":"duplicate","duplicate_of":)" + other + "}", "cancelled"
              },
              End{"/closure", "", "closed"}}) {
            const auto id = desk.asks();
            REQUIRE(hold(desk, noor, id, R"(,"then":"resolved")").status() == 201);
            if (path == "/closure") leo.post(talk_of(id) + "/resolution", "{}");
            REQUIRE(leo.post(talk_of(id) + path, body).status() == 200);
            const auto ended = desk.ticket(id);
            desk.clock.advance(5min);
            CHECK(release(desk) == 1);
            CHECK(release(desk) == 0);
            CHECK(desk.ticket(id).state == ended.state);
            CHECK(desk.ticket(id).last_public_from == Side::customer);
            const auto seen = noor.get(talk_of(id));
            CHECK(seen.text("/entries/1/body_text") == "Try again now.");
            CHECK(seen.text("/entries/1/delivery/state") == "failed");
            CHECK(seen.text("/entries/1/delivery/text").contains(why));
            CHECK(seen.text("/entries/1/release_at") == "null");
            const auto entry = seen.text("/entries/1/id");
            CHECK(noor.remove("/api/v1/entries/" + entry).status() == 200);
        }
        CHECK(desk.facts("message_released") == 0);
        CHECK(desk.facts("delivery_changed") == 4);
    });
}

TEST_CASE("a held answer goes out when what ended its request was taken back in time") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto leo = desk.agent("Leo");
        const auto after = resolved_late(desk, [&](TicketId id) {
            leo.post(talk_of(id) + "/cancellation", R"({"as":"spam"})");
            REQUIRE(leo.remove(talk_of(id) + "/cancellation").status() == 200);
        });
        CHECK(after.state == State::open);
    });
}

TEST_CASE("an answer that may not leave keeps no other one here, whatever changed since") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto ended = desk.asks();
        const auto other = desk.asks("And the scanner?");
        hold(desk, noor, ended, R"(,"then":"resolved")");
        hold(desk, noor, other, R"(,"then":"resolved")");
        noor.post(talk_of(ended) + "/cancellation", R"({"as":"withdrawn"})");
        for (int impact = 0; impact < 104; ++impact)
            noor.patch(talk_of(ended), impact % 2 == 0 ? R"({"impact":1})" : R"({"impact":3})");
        desk.clock.advance(5min);
        CHECK(release(desk) == 2);
        CHECK(release(desk) == 0);
        CHECK(desk.facts("message_released") == 1);
        CHECK(desk.ticket(ended).state == State::cancelled);
        CHECK(desk.ticket(other).state == State::resolved);
    });
}

TEST_CASE("a fault in the release of one answer keeps no other one back, and goes with its cause") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto damaged = desk.asks();
        const auto sound = desk.asks();
        const auto entry = hold(desk, noor, damaged, "").number("/entry_id");
        REQUIRE(hold(desk, noor, sound, "").status() == 201);
        const auto copies = [&](std::string_view json) {
            REQUIRE(desk.run([&](db::Transaction& tx, const Actor&, Instant) -> Result<bool> {
                tx.run(
                    "UPDATE entry SET cc_addresses = ?2 WHERE id = ?1",
                    entry,
                    RawJson{std::string(json)}
                );
                return true;
            }));
        };
        copies(R"({"no":"list"})");
        desk.clock.advance(5min);
        CHECK(release(desk) == 1);
        CHECK(desk.ticket(sound).state == State::open);
        CHECK(desk.ticket(damaged).state == State::new_);
        CHECK(release(desk) == 0);
        copies("[]");
        CHECK(release(desk) == 1);
        CHECK(desk.ticket(damaged).state == State::open);
        CHECK(desk.facts("message_released") == 2);
    });
}

TEST_CASE("a state that was set stays, however much has changed since") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto leo = desk.agent("Leo");
        const auto after = resolved_late(desk, [&](TicketId id) {
            leo.post(talk_of(id) + "/waiting", R"({"waiting_for":"supplier"})");
            for (int impact = 0; impact < 102; ++impact)
                leo.patch(talk_of(id), impact % 2 == 0 ? R"({"impact":1})" : R"({"impact":3})");
        });
        CHECK(after.state == State::waiting);
    });
}

TEST_CASE("other changes do not hinder what a held answer asks for") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto leo = desk.agent("Leo");
        const auto after = resolved_late(desk, [&](TicketId id) {
            leo.patch(talk_of(id), R"({"impact":1})");
            leo.post(talk_of(id) + "/notes", R"({"body_text":"I look into the log."})");
        });
        CHECK(after.state == State::resolved);
    });
}

TEST_CASE("a held answer says what it will make of its request when it leaves") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks();
        const auto held = hold(desk, noor, id, R"(,"then":"waiting")");
        CHECK(held.text("/entries/1/then") == "waiting");
        CHECK(held.text("/entries/0/then") == "null");
        desk.clock.advance(5min);
        release(desk);
        const auto left = noor.get(talk_of(id));
        CHECK(left.text("/entries/1/delivery/state") == "queued");
        CHECK(left.text("/entries/1/then") == "null");
    });
}

TEST_CASE("of eight who release one held answer one does") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks();
        hold(desk, noor, id, R"(,"then":"resolved")");
        desk.clock.advance(5min);
        tests::race(8, [&](int) { release(desk); });
        CHECK(desk.facts("message_released") == 1);
        CHECK(desk.ticket(id).state == State::resolved);
    });
}

TEST_CASE("files of a held answer are the customer's to read once it has left") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks();
        auto ana = desk.person(desk.ticket(id).customer_id);
        const auto file = desk.uploaded(noor);
        REQUIRE(hold(desk, noor, id, R"(,"attachments":[)" + file + "]").status() == 201);
        const auto path = "/api/v1/attachments/" + file;
        CHECK(ana.get(path).status() == 404);
        desk.clock.advance(5min);
        release(desk);
        CHECK(ana.get(path).status() == 200);
    });
}

TEST_CASE("a day that somebody sets anew while an answer is held stays") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks();
        const auto waits_until = [&](Instant day) {
            const auto body = R"({"waiting_for":"until","until":")" + to_rfc3339(day) + "\"}";
            REQUIRE(noor.post(talk_of(id) + "/waiting", body).status() == 200);
        };
        waits_until(desk.clock.now() + 24h);
        REQUIRE(hold(desk, noor, id, R"(,"then":"resolved")").status() == 201);
        const auto later = desk.clock.now() + 48h;
        waits_until(later);
        desk.clock.advance(5min);
        CHECK(release(desk) == 1);
        CHECK(desk.ticket(id).state == State::waiting);
        CHECK(desk.ticket(id).waiting_until == later);
    });
}
