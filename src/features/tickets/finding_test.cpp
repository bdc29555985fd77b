// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/tickets/queries.hpp"
#include "features/tickets/test_desk.hpp"

#include <algorithm>
#include <ranges>

using namespace heed;
using namespace heed::tickets;

using tests::at_each_desk;
using tests::TicketDesk;
using tests::Visitor;

namespace {

/// Twice as many requests as there were, `times` times; what is found by is not doubled with them.
void double_requests(TicketDesk& desk, int times) {
    for (int at = 0; at < times; ++at) {
        REQUIRE(desk.run([](db::Transaction& tx, const Actor&, Instant) -> Result<bool> {
            tx.run(
                "INSERT INTO ticket (kind, state, subject, customer_id, team_id, impact, urgency,"
                " priority, channel, opened_at, changed_at, entry_count, excerpt, version)"
                " SELECT kind, state, subject, customer_id, team_id, impact, urgency, priority,"
                " channel, opened_at, changed_at, entry_count, excerpt, version FROM ticket"
            );
            return true;
        }));
    }
}

/// The word stands in the subject of every request whose number leaves no rest.
void put_word(TicketDesk& desk, const std::string& word, int each) {
    REQUIRE(desk.run([&](db::Transaction& tx, const Actor&, Instant) -> Result<bool> {
        tx.run(
            "INSERT INTO ticket_word (word, ticket_id) SELECT ?1, id FROM ticket WHERE id % ?2 = 0"
            " ON CONFLICT DO NOTHING",
            word,
            each
        );
        return true;
    }));
}

struct Pages {
    std::vector<std::int64_t> numbers;
    int count = 0;
    int empty = 0;
};

Pages walk(TicketDesk& desk, PersonId who, const std::string& words, TicketList list = {}) {
    const auto actor = desk.actor(who);
    Pages pages;
    while (pages.count < 1000) {
        const auto page =
            desk.read([&](db::Transaction& tx) { return found_tickets(tx, actor, list, words); });
        ++pages.count;
        if (page.items.empty()) ++pages.empty;
        for (const auto& row : page.items) pages.numbers.push_back(row.number.value);
        if (!page.next) return pages;
        list.after = *cursor_from(*page.next);
    }
    FAIL("the list has no end");
    return pages;
}

/// The same through the door, for what a reader asks beside words.
std::vector<std::int64_t> asked(Visitor& agent, const std::string& query) {
    const auto answer = agent.get("/api/v1/tickets?" + query);
    REQUIRE(answer.status() == 200);
    std::vector<std::int64_t> numbers;
    for (std::size_t at = 0; at < answer.size("/items"); ++at)
        numbers.push_back(answer.number("/items/" + std::to_string(at) + "/number"));
    return numbers;
}

bool newest_first_and_once(const std::vector<std::int64_t>& numbers) {
    return std::ranges::adjacent_find(numbers, std::ranges::less_equal{}) == numbers.end();
}

} // namespace

TEST_CASE("every request with all the words is found, however common each word is") {
    at_each_desk([](TicketDesk& desk) {
        const auto noor = desk.agent("Noor").person;
        desk.asks("Something");
        double_requests(desk, 13);
        put_word(desk, "wrong", 2);
        put_word(desk, "wrongly", 6);
        put_word(desk, "system", 3);
        const auto found = walk(desk, noor, "wrong system", {.limit = 200});
        CHECK(found.numbers.size() == 8192 / 6);
        CHECK(newest_first_and_once(found.numbers));
        const auto upwards =
            walk(desk, noor, "wrong system", {.direction = Direction::asc, .limit = 200});
        CHECK(std::ranges::equal(upwards.numbers, std::views::reverse(found.numbers)));
        CHECK(walk(desk, noor, "system wrongl", {.limit = 200}).numbers == found.numbers);
        CHECK(walk(desk, noor, "system else").numbers.empty());
    });
}

TEST_CASE("a beginning that many words and many people share finds what it should") {
    at_each_desk([](TicketDesk& desk) {
        const auto noor = desk.agent("Noor").person;
        for (int at = 0; at < 110; ++at)
            desk.asks("Something", {.customer = desk.person("lot" + std::to_string(at))});
        desk.asks("Something");
        double_requests(desk, 5);
        for (int at = 1; at <= 40; ++at) put_word(desk, "order" + std::to_string(at), at);
        put_word(desk, "urgent", 7);
        const TicketList list{.limit = 200};
        CHECK(walk(desk, noor, "order", list).numbers.size() == 111 * 32);
        const auto both = walk(desk, noor, "order urgent", list).numbers;
        CHECK(both.size() == 111 * 32 / 7);
        CHECK(newest_first_and_once(both));
        CHECK(walk(desk, noor, "lot", list).numbers.size() == 110 * 32);
        CHECK(walk(desk, noor, "lot7", list).numbers.size() == 11 * 32);
        CHECK(walk(desk, noor, "lot nobody").numbers.empty());
    });
}

TEST_CASE("finding keeps to what one may see and to what else was asked for") {
    at_each_desk([](TicketDesk& desk) {
        const auto network = desk.team("Network");
        auto sam = desk.agent_of("Sam", network);
        auto noor = desk.agent("Noor");
        const auto ours = desk.asks("Router is wrong", {.team = network}).value;
        const auto owned = desk.asks("Wrong", {.team = network, .owner = noor.person}).value;
        const auto hidden = desk.team("People");
        for (int at = 0; at < 60; ++at) desk.asks("Wrong salary", {.team = hidden});
        desk.run_reactors();
        using Numbers = std::vector<std::int64_t>;
        CHECK(asked(sam, "q=wrong") == Numbers{owned, ours});
        CHECK(walk(desk, sam.person, "wrong", {.limit = 1}).numbers == Numbers{owned, ours});
        CHECK(asked(noor, "q=wrong&state=open") == Numbers{owned});
        CHECK(asked(noor, "q=wrong&owner=me") == Numbers{owned});
        CHECK(
            asked(noor, "q=wrong&owner=none&team=" + std::to_string(network.value)) == Numbers{ours}
        );
        CHECK(
            walk(desk, noor.person, "ana", {.states = {State::new_}, .limit = 7}).numbers.size() ==
            61
        );
        CHECK(asked(sam, "q=salary").empty());
    });
}

TEST_CASE("a number stands before what only has it in the subject, and once") {
    at_each_desk([](TicketDesk& desk) {
        const auto noor = desk.agent("Noor").person;
        const auto first = desk.asks("Room 1").value;
        REQUIRE(first == 1);
        const auto second = desk.asks("Floor 1").value;
        desk.run_reactors();
        using Numbers = std::vector<std::int64_t>;
        CHECK(walk(desk, noor, "1").numbers == Numbers{first, second});
        CHECK(walk(desk, noor, "1", {.limit = 1}).numbers == Numbers{first, second});
        CHECK(walk(desk, noor, "#1", {.states = {State::closed}}).numbers.empty());
    });
}

TEST_CASE("a search that has looked at very much goes on with the next page") {
    at_each_desk([](TicketDesk& desk) {
        const auto noor = desk.agent("Noor").person;
        const auto oldest = desk.asks("Something", {.owner = noor}).value;
        double_requests(desk, 15);
        put_word(desk, "wrong", 1);
        const auto found = walk(desk, noor, "wrong", {.owner = Which<PersonId>::only(noor)});
        CHECK(found.numbers == std::vector{oldest});
        CHECK(found.count == 2);
        CHECK(found.empty == 1);
    });
}
