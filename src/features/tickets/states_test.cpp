// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/tickets/test_desk.hpp"

#include <atomic>

using namespace heed;
using namespace heed::tickets;
using namespace std::chrono_literals;

using tests::at_each_desk;
using tests::path_of;
using tests::TicketDesk;

namespace {

std::vector<State> from(State state) {
    Ticket ticket;
    ticket.state = state;
    return allowed_states(ticket);
}

template <class Step>
int run_until_done(TicketDesk& desk, Step step) {
    const auto moved =
        desk.run([&](db::Transaction& tx, const Actor&, Instant now) { return step(tx, now); });
    REQUIRE(moved);
    return *moved;
}

} // namespace

TEST_CASE("each state may become what product.md draws and nothing else") {
    using enum State;
    const std::vector unresolved{open, waiting, resolved, cancelled};
    CHECK(from(new_) == unresolved);
    CHECK(from(open) == std::vector{waiting, resolved, cancelled});
    CHECK(from(waiting) == unresolved);
    CHECK(from(resolved) == std::vector{open, closed, cancelled});
    CHECK(from(cancelled) == std::vector{open});
    CHECK(from(closed).empty());
}

TEST_CASE("a request is new until somebody answers for it") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks("Printer jams");
        CHECK(desk.ticket(id).state == State::new_);
        const auto owned = noor.patch(path_of(id), tests::one("owner_id", noor.person.value));
        CHECK(owned.status() == 200);
        CHECK(owned.text("/state") == "open");
        CHECK(desk.ticket(desk.asks("Owned at once", {.owner = noor.person})).state == State::open);
    });
}

TEST_CASE("a resolution says what helped and why it happened, and by whom") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto path = path_of(desk.asks("Printer jams"));
        const auto resolved =
            noor.post(path + "/resolution", R"({"resolution":"New roller","cause_code":"fault"})");
        CHECK(resolved.status() == 200);
        CHECK(resolved.text("/state") == "resolved");
        CHECK(resolved.text("/resolution/text") == "New roller");
        CHECK(resolved.text("/resolution/cause_code") == "Fault");
        CHECK(resolved.number("/resolution/resolved_by") == noor.person.value);
    });
}

TEST_CASE("a cause that the desk does not know is refused, with those it knows") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks("Printer jams");
        const auto refused =
            noor.post(path_of(id) + "/resolution", R"({"cause_code":"solar wind"})");
        CHECK(refused.status() == 422);
        CHECK(refused.code() == "unknown_cause");
        CHECK(refused.text("/pointer") == "/cause_code");
        CHECK(refused.size("/allowed") > 0);
        CHECK(desk.ticket(id).state == State::new_);
    });
}

TEST_CASE("of eight who resolve at once one gives the answer") {
    at_each_desk([](TicketDesk& desk) {
        const auto id = desk.asks("Printer jams");
        std::atomic<int> gave = 0;
        std::atomic<int> refused = 0;
        tests::race(8, [&](int) {
            const auto done = desk.run([&](db::Transaction& tx, const Actor& actor, Instant now) {
                return resolve_ticket(tx, actor, id, {}, now);
            });
            if (done) ++gave;
            if (!done && done.error().code == "wrong_state") ++refused;
        });
        CHECK(gave == 1);
        CHECK(refused == 7);
        CHECK(desk.ticket(id).version == 2);
    });
}

TEST_CASE("a resolution taken back leaves the request open and unresolved") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks("Printer jams");
        REQUIRE(noor.post(path_of(id) + "/resolution", "{}").status() == 200);
        const auto reopened = noor.remove(path_of(id) + "/resolution");
        CHECK(reopened.text("/state") == "open");
        CHECK(reopened.text("/resolution") == "null");
        CHECK(noor.remove(path_of(id) + "/resolution").code() == "wrong_state");
    });
}

TEST_CASE("who takes back a state that a request is not in hears what it may become") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto path = path_of(desk.asks("Printer jams"));
        REQUIRE(noor.post(path + "/waiting", R"({"waiting_for":"customer"})").status() == 200);
        REQUIRE(noor.remove(path + "/waiting").text("/state") == "open");
        for (const auto* way : {"/resolution", "/waiting", "/cancellation"}) {
            const auto refused = noor.remove(path + way);
            CHECK(refused.status() == 409);
            CHECK(refused.code() == "wrong_state");
            CHECK(refused.text("/state") == "open");
            CHECK(refused.size("/allowed") == 3);
            CHECK(refused.text("/detail").starts_with("This request is open, not "));
        }
    });
}

TEST_CASE("waiting until a moment ends by itself at that moment") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks("Printer jams");
        const auto moment = desk.clock.now() + 2h;
        const auto waiting = noor.post(
            path_of(id) + "/waiting",
            R"({"waiting_for":"until","until":")" + to_rfc3339(moment) + "\"}"
        );
        CHECK(waiting.text("/state") == "waiting");
        CHECK(run_until_done(desk, resume_waiting_tickets) == 0);
        desk.clock.advance(5h);
        CHECK(run_until_done(desk, resume_waiting_tickets) == 1);
        CHECK(desk.ticket(id).state == State::open);
        CHECK(desk.ticket(id).changed_at == moment);
        CHECK_FALSE(desk.ticket(id).waiting_until.has_value());
    });
}

TEST_CASE("waiting needs a moment that is still to come, where it needs one") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto path = path_of(desk.asks("Printer jams")) + "/waiting";
        CHECK(noor.post(path, R"({"waiting_for":"until"})").text("/pointer") == "/until");
        const auto past = to_rfc3339(desk.clock.now());
        const auto late = noor.post(path, R"({"waiting_for":"until","until":")" + past + "\"}");
        CHECK(late.code() == "in_the_past");
        CHECK(noor.post(path, R"({"waiting_for":"supplier"})").text("/waiting_for") == "supplier");
        CHECK(run_until_done(desk, resume_waiting_tickets) == 0);
    });
}

TEST_CASE("a duplicate names the request that it repeats, and is linked to it") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto first = desk.asks("Printer jams");
        const auto path = path_of(desk.asks("Printer jams again")) + "/cancellation";
        CHECK(noor.post(path, R"({"as":"duplicate"})").text("/pointer") == "/duplicate_of");
        const auto unknown = noor.post(path, R"({"as":"duplicate","duplicate_of":999999})");
        CHECK(unknown.status() == 422);
        CHECK(unknown.text("/pointer") == "/duplicate_of");
        const auto cancelled = noor.post(
            path, R"({"as":"duplicate","duplicate_of":)" + std::to_string(first.value) + "}"
        );
        CHECK(cancelled.text("/cancelled_as") == "duplicate");
        CHECK(cancelled.text("/links/0/kind") == "duplicate_of");
        CHECK(cancelled.number("/links/0/number") == first.value);
    });
}

TEST_CASE("what is taken up again is no duplicate; a link made by hand stays") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto first = std::to_string(desk.asks("Printer jams").value);
        const auto other = std::to_string(desk.asks("Printer smokes").value);
        const auto path = path_of(desk.asks("Printer jams again"));
        const auto cancel = [&] {
            return noor.post(
                path + "/cancellation", R"({"as":"duplicate","duplicate_of":)" + first + "}"
            );
        };
        noor.post(path + "/links", R"({"kind":"duplicate_of","number":)" + other + "}");
        REQUIRE(cancel().size("/links") == 2);
        const auto taken_up = noor.remove(path + "/cancellation");
        CHECK(taken_up.size("/links") == 1);
        CHECK(taken_up.text("/links/0/number") == other);
        CHECK(desk.facts("tickets_unlinked") == 1);
        CHECK(cancel().size("/links") == 2);
    });
}

TEST_CASE("a refused duplicate leaves the request as it was") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks("Printer jams");
        const auto before = desk.ticket(id);
        const auto refused = noor.post(
            path_of(id) + "/cancellation",
            R"({"as":"duplicate","duplicate_of":)" + std::to_string(id.value) + "}"
        );
        CHECK(refused.code() == "same_ticket");
        CHECK(refused.text("/pointer") == "/duplicate_of");
        CHECK(desk.ticket(id) == before);
    });
}

TEST_CASE("spam asks for a block only when the agent wants one") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto mild = path_of(desk.asks("Win now")) + "/cancellation";
        CHECK(noor.post(mild, R"({"as":"spam"})").text("/cancelled_as") == "spam");
        CHECK(desk.facts("block_asked") == 0);
        const auto hard = path_of(desk.asks("Win again")) + "/cancellation";
        CHECK(noor.post(hard, R"({"as":"spam","block":"domain"})").status() == 200);
        CHECK(desk.facts("block_asked") == 1);
        CHECK(noor.remove(hard).text("/state") == "open");
    });
}

TEST_CASE("closed is final") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto path = path_of(desk.asks("Printer jams"));
        REQUIRE(noor.post(path + "/resolution", "{}").status() == 200);
        const auto closed = noor.post(path + "/closure");
        CHECK(closed.text("/state") == "closed");
        CHECK(closed.size("/allowed/states") == 0);
        for (const auto* way : {"/resolution", "/waiting", "/cancellation"})
            CHECK(
                noor.post(
                        path + way,
                        way == std::string("/waiting")        ? R"({"waiting_for":"supplier"})"
                        : way == std::string("/cancellation") ? R"({"as":"error"})"
                                                              : "{}"
                )
                    .code() == "wrong_state"
            );
        CHECK(noor.remove(path + "/resolution").code() == "wrong_state");
    });
}

TEST_CASE("what is closed stays as it is, but for notes and links") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks("Printer jams");
        const auto path = path_of(id);
        const auto helper = path + "/helpers/" + std::to_string(noor.person.value);
        REQUIRE(noor.put(helper).status() == 200);
        REQUIRE(noor.put(path + "/tags/paper").status() == 200);
        REQUIRE(noor.post(path + "/resolution", "{}").status() == 200);
        REQUIRE(noor.post(path + "/closure").status() == 200);
        const auto before = desk.ticket(id);
        CHECK(noor.patch(path, R"({"subject":"Scanner jams"})").code() == "wrong_state");
        CHECK(noor.patch(path, R"({"kind":"complaint"})").code() == "wrong_state");
        CHECK(noor.put(path + "/tags/toner").code() == "wrong_state");
        CHECK(noor.remove(path + "/tags/paper").code() == "wrong_state");
        CHECK(noor.remove(helper).code() == "wrong_state");
        CHECK(desk.ticket(id) == before);
        const auto other = std::to_string(desk.asks("Printer jams again").value);
        const auto link = R"({"kind":"related","number":)" + other + "}";
        CHECK(noor.post(path + "/links", link).size("/links") == 1);
    });
}

TEST_CASE("a request that wakes belongs to nobody when its owner no longer answers here") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto leo = desk.agent("Leo").person;
        const auto of_leo = desk.asks("Printer jams", {.owner = leo});
        const auto left = path_of(of_leo);
        const auto kept = path_of(desk.asks("Scanner jams", {.owner = noor.person}));
        for (const auto& path : {left, kept})
            REQUIRE(noor.post(path + "/resolution", "{}").status() == 200);
        REQUIRE(
            desk.administrator()
                .post("/api/v1/agents/" + std::to_string(leo.value) + "/deactivation", "{}")
                .status() == 201
        );
        CHECK(desk.ticket(of_leo).owner_id == leo);
        CHECK(noor.remove(left + "/resolution").text("/owner") == "null");
        CHECK(noor.get(left + "/history").response.body.contains("no longer answers here"));
        CHECK(noor.remove(kept + "/resolution").number("/owner/id") == noor.person.value);
    });
}

TEST_CASE("silence since a resolution closes it, and nothing sooner") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks("Printer jams");
        REQUIRE(noor.post(path_of(id) + "/resolution", "{}").status() == 200);
        const auto resolved_at = desk.clock.now();
        desk.clock.advance(48h);
        const auto close = [&](Instant before) {
            return run_until_done(desk, [&](db::Transaction& tx, Instant now) {
                return close_silent_tickets(tx, before, now);
            });
        };
        CHECK(close(resolved_at) == 0);
        CHECK(close(resolved_at + 1ms) == 1);
        CHECK(desk.ticket(id).state == State::closed);
        CHECK(close(desk.clock.now()) == 0);
    });
}

TEST_CASE("what was said or noted after a resolution is no silence") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks("Printer jams");
        REQUIRE(noor.post(path_of(id) + "/resolution", "{}").status() == 200);
        desk.clock.advance(48h);
        const auto spoken_at = desk.clock.now();
        const auto added = desk.run([&](db::Transaction& tx, const Actor& actor, Instant now) {
            auto ticket = get_ticket_for_update(tx, actor, id).value();
            return add_entry(tx, actor, ticket, {.at = now});
        });
        REQUIRE(added);
        desk.clock.advance(48h);
        const auto close = [&](Instant before) {
            return run_until_done(desk, [&](db::Transaction& tx, Instant now) {
                return close_silent_tickets(tx, before, now);
            });
        };
        CHECK(close(spoken_at) == 0);
        CHECK(close(spoken_at + 1ms) == 1);
    });
}

TEST_CASE("a customer says that it is solved, once, and only of their own") {
    at_each_desk([](TicketDesk& desk) {
        const auto ana = desk.actor(desk.person("ana"));
        const auto ben = desk.actor(desk.person("ben"));
        const auto id = desk.asks("Printer jams");
        const auto confirm = [&](const Actor& who) {
            return desk.run([&](db::Transaction& tx, const Actor&, Instant now) {
                return confirm_solved(tx, who, id, now);
            });
        };
        CHECK(confirm(ben).error().code == "not_found");
        REQUIRE(confirm(ana));
        CHECK(desk.ticket(id).resolved_by == ana.person);
        REQUIRE(confirm(ana));
        CHECK(desk.ticket(id).version == 2);
        REQUIRE(desk.agent("Noor").post(path_of(id) + "/closure").status() == 200);
        CHECK(confirm(ana).error().code == "wrong_state");
    });
}

TEST_CASE("a change is taken back only while nobody has touched what it changed") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks("Printer jams");
        REQUIRE(noor.post(path_of(id) + "/resolution", "{}").status() == 200);
        const auto resolved = desk.ticket(id);
        REQUIRE(noor.remove(path_of(id) + "/resolution").status() == 200);
        const auto undo = [&](std::int64_t version) {
            const auto undone = desk.run([&](db::Transaction& tx, const Actor& actor, Instant now) {
                return undo_change(tx, actor, id, version, now);
            });
            REQUIRE(undone);
            return *undone;
        };
        CHECK(undo(3));
        CHECK(desk.ticket(id).state == State::resolved);
        CHECK(desk.ticket(id).resolved_at == resolved.resolved_at);
        CHECK_FALSE(undo(3));
        CHECK_FALSE(undo(99));
        CHECK(desk.ticket(id).version == 4);
    });
}

TEST_CASE("a date that customers are not told moves no time that they read") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks("Printer jams");
        const auto waits = [&](std::string_view what, std::chrono::hours until) {
            desk.clock.advance(1min);
            const auto date = to_rfc3339(desk.clock.now() + until);
            const auto body =
                R"({"waiting_for":")" + std::string(what) + R"(","until":")" + date + "\"}";
            REQUIRE(noor.post(path_of(id) + "/waiting", body).status() == 200);
            return desk.ticket(id).public_changed_at == desk.clock.now();
        };
        CHECK(waits("supplier", 24h));
        CHECK_FALSE(waits("supplier", 48h));
        CHECK(waits("until", 48h));
        CHECK(waits("until", 72h));
        desk.clock.advance(1min);
        REQUIRE(noor.patch(path_of(id), R"({"subject":"Printer"})").status() == 200);
        CHECK(desk.ticket(id).public_changed_at == desk.clock.now());
    });
}

TEST_CASE("of eight nodes that come at once each request is woken once, and none is refused") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto moment = desk.clock.now() + 2h;
        std::vector<TicketId> all;
        for (int at = 0; at < 12; ++at) {
            all.push_back(desk.asks("Printer jams"));
            const auto waiting = noor.post(
                path_of(all.back()) + "/waiting",
                R"({"waiting_for":"until","until":")" + to_rfc3339(moment) + "\"}"
            );
            REQUIRE(waiting.status() == 200);
        }
        desk.clock.advance(2h);
        const auto before = desk.facts("ticket_changed");
        tests::race(8, [&](int) { run_until_done(desk, resume_waiting_tickets); });
        for (const auto id : all) CHECK(desk.ticket(id).state == State::open);
        CHECK(desk.facts("ticket_changed") == before + 12);
        CHECK(run_until_done(desk, resume_waiting_tickets) == 0);
    });
}

TEST_CASE("of eight nodes that come at once each silent request is closed once") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        std::vector<TicketId> all;
        for (int at = 0; at < 12; ++at) {
            all.push_back(desk.asks("Printer jams"));
            REQUIRE(noor.post(path_of(all.back()) + "/resolution", "{}").status() == 200);
        }
        desk.clock.advance(48h);
        const auto before = desk.facts("ticket_changed");
        const auto close = [&](db::Transaction& tx, Instant now) {
            return close_silent_tickets(tx, now, now);
        };
        tests::race(8, [&](int) { run_until_done(desk, close); });
        for (const auto id : all) CHECK(desk.ticket(id).state == State::closed);
        CHECK(desk.facts("ticket_changed") == before + 12);
        CHECK(run_until_done(desk, close) == 0);
    });
}
