// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/conversations/test_desk.hpp"

using namespace heed;
using namespace heed::conversations;
using namespace std::chrono_literals;

using tests::Answer;
using tests::at_each_talking_desk;
using tests::talk_of;
using tests::TalkingDesk;
using tickets::State;

namespace {

/// An agent takes back the first judgement on the last entry.
Answer take_back(TalkingDesk& desk, TicketId id) {
    auto noor = desk.agent("Noor");
    const auto seen = noor.get(talk_of(id));
    const auto last = "/entries/" + std::to_string(seen.size("/entries") - 1);
    return noor.post(
        "/api/v1/entries/" + seen.text(last + "/id") + "/judgements/" +
        seen.text(last + "/judgements/0/id") + "/reversal"
    );
}

void resolve(TalkingDesk& desk, TicketId id) {
    auto noor = desk.agent("Noor");
    REQUIRE(
        noor.post(talk_of(id) + "/resolution", R"({"resolution":"New roller"})").status() == 200
    );
}

IncomingMessage judged(IncomingMessage message, JudgementKind kind) {
    message.judgements.push_back({.kind = kind, .reason = "It looks so.", .reversible = true});
    return message;
}

} // namespace

TEST_CASE("a customer's words wake what was resolved, waits or was cancelled, but not spam") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto state_after = [&](const std::string& way, const std::string& body) {
            const auto id = desk.asks();
            REQUIRE(noor.post(talk_of(id) + way, body).status() == 200);
            desk.hears(id, desk.message("ana", "Still there."));
            return desk.ticket(id).state;
        };
        CHECK(state_after("/resolution", "{}") == State::open);
        CHECK(state_after("/waiting", R"({"waiting_for":"customer"})") == State::open);
        CHECK(state_after("/cancellation", R"({"as":"withdrawn"})") == State::open);
        CHECK(state_after("/cancellation", R"({"as":"spam"})") == State::cancelled);
        const auto id = desk.asks();
        desk.hears(id, desk.message("ana", "One more thing."));
        CHECK(desk.ticket(id).state == State::new_);
    });
}

TEST_CASE("what is closed takes no more words: they get a request of their own") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks();
        resolve(desk, id);
        REQUIRE(noor.post(talk_of(id) + "/closure").status() == 200);
        const auto late = desk.message("ana", "Hello?");
        const auto refused = desk.run([&](db::Transaction& tx, const Actor& actor, Instant now) {
            auto ticket = *tickets::get_ticket_for_update(tx, actor, id);
            return receive_message(tx, actor, ticket, late, now);
        });
        CHECK(refused.error().code == "closed");
    });
}

TEST_CASE("thanks leave a resolved request alone, and one click says that they were none") {
    at_each_talking_desk([](TalkingDesk& desk) {
        const auto id = desk.asks();
        resolve(desk, id);
        auto thanks = judged(desk.message("ana", "Thank you!"), JudgementKind::thanks);
        thanks.wakes = false;
        desk.hears(id, thanks);
        CHECK(desk.ticket(id).state == State::resolved);
        const auto taken_back = take_back(desk, id);
        CHECK(taken_back.status() == 200);
        CHECK(taken_back.text("/state") == "open");
        CHECK(taken_back.text("/entries/1/judgements/0/reversed") == "true");
        CHECK(taken_back.text("/entries/1/judgements/0/reason") == "It looks so.");
        CHECK(take_back(desk, id).code() == "already_reversed");
        CHECK(desk.facts("judgement_reversed") == 1);
    });
}

TEST_CASE("who takes back that requests are related keeps the links that agents have made") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks();
        const auto judged_so = desk.asks("It smells.");
        const auto by_hand = desk.asks("It smokes.");
        const auto linked = desk.run([&](db::Transaction& tx, const Actor& actor, Instant now) {
            return tickets::link_tickets(
                tx, actor, id, {.number = judged_so, .origin = tickets::LinkOrigin::judgement}, now
            );
        });
        REQUIRE(linked);
        noor.post(
            talk_of(id) + "/links",
            R"({"kind":"related","number":)" + std::to_string(by_hand.value) + "}"
        );
        auto related = judged(desk.message("ana", "Again."), JudgementKind::related);
        related.wakes = false;
        desk.hears(id, related);
        REQUIRE(noor.get(talk_of(id)).size("/links") == 2);
        const auto after = take_back(desk, id);
        CHECK(after.size("/links") == 1);
        CHECK(after.number("/links/0/number") == by_hand.value);
    });
}

TEST_CASE("who writes again does not write to an agent who has left") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto leo = desk.agent("Leo");
        const auto id = desk.asks();
        REQUIRE(
            leo.patch(talk_of(id), R"({"owner_id":)" + std::to_string(leo.person.value) + "}")
                .status() == 200
        );
        resolve(desk, id);
        REQUIRE(
            desk.administrator()
                .post("/api/v1/agents/" + std::to_string(leo.person.value) + "/deactivation", "{}")
                .status() == 201
        );
        desk.hears(id, desk.message("ana", "It jams again."));
        CHECK(desk.ticket(id).state == State::open);
        CHECK_FALSE(desk.ticket(id).owner_id);
    });
}

TEST_CASE("a message joined by mistake gets a request of its own, linked, with all it brought") {
    at_each_talking_desk([](TalkingDesk& desk) {
        const auto id = desk.asks();
        auto joined = judged(desk.message("ben", "My screen is dark."), JudgementKind::joined);
        joined.subject = "Dark screen";
        desk.hears(id, joined);
        const auto split = take_back(desk, id);
        CHECK(split.status() == 200);
        CHECK(split.text("/number") != std::to_string(id.value));
        CHECK(split.text("/subject") == "Dark screen");
        CHECK(split.text("/customer/name") == "ben");
        CHECK(split.size("/entries") == 1);
        CHECK(split.text("/links/0/kind") == "related");
        CHECK(split.number("/links/0/number") == id.value);
        CHECK(split.text("/participants/0/address") == "ben@acme.example");
    });
}

TEST_CASE("what stands alone already is not split off once more, leaving nothing behind") {
    at_each_talking_desk([](TalkingDesk& desk) {
        const auto id = desk.asks();
        resolve(desk, id);
        auto twice = judged(desk.message("ana", "Thank you!"), JudgementKind::thanks);
        twice.judgements.push_back(
            {.kind = JudgementKind::joined, .reason = "It looks so.", .reversible = true}
        );
        twice.wakes = false;
        desk.hears(id, twice);
        auto noor = desk.agent("Noor");
        REQUIRE(noor.post(talk_of(id) + "/closure").status() == 200);
        const auto split = take_back(desk, id);
        REQUIRE(split.status() == 200);
        const auto alone = noor.post(
            "/api/v1/entries/" + split.text("/entries/0/id") + "/judgements/" +
            split.text("/entries/0/judgements/1/id") + "/reversal"
        );
        CHECK(alone.code() == "only_entry");
        const auto number = TicketId{split.number("/number")};
        CHECK(noor.get(talk_of(number)).size("/entries") == 1);
    });
}

TEST_CASE("an entry that was split off no longer counts where it was") {
    at_each_talking_desk([](TalkingDesk& desk) {
        const auto id = desk.asks();
        const auto before = desk.ticket(id);
        desk.clock.advance(1h);
        desk.hears(id, judged(desk.message("ben", "My screen is dark."), JudgementKind::joined));
        REQUIRE(desk.ticket(id).entry_count == 2);
        const auto split = take_back(desk, id);
        CHECK(split.number("/entry_count") == 1);
        const auto after = desk.ticket(id);
        CHECK(after.entry_count == 1);
        CHECK(after.last_entry_at == before.last_entry_at);
        CHECK(after.excerpt == before.excerpt);
        CHECK(after.last_public_from == tickets::Side::customer);
    });
}

TEST_CASE("who splits a message off takes back that it had woken the request") {
    at_each_talking_desk([](TalkingDesk& desk) {
        const auto id = desk.asks();
        resolve(desk, id);
        const auto resolved = desk.ticket(id);
        desk.clock.advance(1h);
        desk.hears(id, judged(desk.message("ben", "My screen is dark."), JudgementKind::joined));
        REQUIRE(desk.ticket(id).state == State::open);
        const auto split = take_back(desk, id);
        CHECK(split.text("/state") == "new");
        CHECK(desk.ticket(id).state == State::resolved);
        CHECK(desk.ticket(id).resolved_at == resolved.resolved_at);
        CHECK(desk.ticket(id).resolution == "New roller");
    });
}

TEST_CASE("a request that others have gone on with stays open when a message leaves it") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto answered = desk.asks();
        const auto moved = desk.asks();
        for (const auto id : {answered, moved}) {
            resolve(desk, id);
            desk.hears(id, judged(desk.message("ben", "Dark."), JudgementKind::joined));
        }
        const auto seen = noor.get(talk_of(answered));
        REQUIRE(noor.post(talk_of(answered) + "/replies", R"({"body_text":"x"})").status() == 201);
        const auto reversal = noor.post(
            "/api/v1/entries/" + seen.text("/entries/1/id") + "/judgements/" +
            seen.text("/entries/1/judgements/0/id") + "/reversal"
        );
        CHECK(reversal.status() == 200);
        CHECK(desk.ticket(answered).state == State::open);
        CHECK(desk.ticket(answered).last_public_from == tickets::Side::agent);
        REQUIRE(
            noor.post(talk_of(moved) + "/waiting", R"({"waiting_for":"supplier"})").status() == 200
        );
        REQUIRE(take_back(desk, moved).status() == 200);
        CHECK(desk.ticket(moved).state == State::waiting);
    });
}

TEST_CASE("spam taken back is a request again") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks();
        REQUIRE(noor.post(talk_of(id) + "/cancellation", R"({"as":"spam"})").status() == 200);
        auto spam = judged(desk.message("ana", "Really!"), JudgementKind::spam);
        desk.hears(id, spam);
        CHECK(take_back(desk, id).text("/state") == "open");
        CHECK_FALSE(desk.ticket(id).cancelled_as.has_value());
    });
}

TEST_CASE("what was not judged, cannot be taken back, or is not one's own stays") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        auto kim = desk.agent("Kim", "auditor");
        const auto id = desk.asks();
        auto fixed = desk.message("ana", "x");
        fixed.judgements.push_back(
            {.kind = JudgementKind::unreadable, .reason = "Broken.", .reversible = false}
        );
        const auto entry = desk.hears(id, fixed);
        CHECK(take_back(desk, id).code() == "not_reversible");
        const auto path = "/api/v1/entries/" + std::to_string(entry.value) + "/judgements/";
        CHECK(noor.post(path + "999/reversal").status() == 404);
        CHECK(kim.post(path + "1/reversal").status() == 403);
    });
}

TEST_CASE("what became of a letter stands on its message") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto path = talk_of(desk.asks());
        const auto sent = noor.post(path + "/replies", R"({"body_text":"Hello."})");
        const EntryId entry{sent.number("/entry_id")};
        const auto recorded = desk.run([&](db::Transaction& tx, const Actor& actor, Instant now) {
            return record_delivery(
                tx,
                actor,
                entry,
                {.delivery = Delivery::bounced, .text = "No such mailbox.", .attempts = 2},
                now
            );
        });
        REQUIRE(recorded);
        const auto seen = noor.get(path);
        CHECK(seen.text("/entries/1/delivery/state") == "bounced");
        CHECK(seen.text("/entries/1/delivery/text") == "No such mailbox.");
        CHECK(seen.number("/entries/1/delivery/attempts") == 2);
        CHECK(seen.number("/version") == 2);
    });
}

TEST_CASE("letters are told apart by their Message-ID, the newest first") {
    at_each_talking_desk([](TalkingDesk& desk) {
        const auto id = desk.asks();
        auto first = desk.message("ana", "One.");
        first.message_id = "one@acme.example";
        auto second = desk.message("ana", "Two.");
        second.message_id = "two@acme.example";
        desk.hears(id, first);
        desk.hears(id, second);
        const auto again = desk.hears(id, first);
        desk.desk().db.read_job([&](db::Transaction& tx) {
            CHECK(find_by_message_id(tx, "one@acme.example")->id == again);
            CHECK_FALSE(find_by_message_id(tx, "none@acme.example").has_value());
            CHECK(
                message_ids_of(tx, id, 2) ==
                std::vector<std::string>{"two@acme.example", "one@acme.example"}
            );
            CHECK(tickets_of_address(tx, "ana@acme.example", 5) == std::vector{id});
        });
    });
}
