// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/tickets/queries.hpp"
#include "features/tickets/store.hpp"
#include "features/tickets/test_desk.hpp"

#include <algorithm>
#include <set>

using namespace heed;
using namespace heed::tickets;
using namespace std::chrono_literals;

using tests::Answer;
using tests::at_each_desk;
using tests::path_of;
using tests::TicketDesk;
using tests::Visitor;

namespace {

std::vector<std::int64_t> numbers(const Answer& page) {
    std::vector<std::int64_t> result;
    for (std::size_t at = 0; at < page.size("/items"); ++at)
        result.push_back(page.number("/items/" + std::to_string(at) + "/number"));
    return result;
}

std::vector<std::int64_t> walk(Visitor& agent, const std::string& query) {
    std::vector<std::int64_t> all;
    std::string cursor;
    for (int page = 0; page < 100; ++page) {
        const auto answer = agent.get("/api/v1/tickets?" + query + cursor);
        REQUIRE(answer.status() == 200);
        std::ranges::copy(numbers(answer), std::back_inserter(all));
        if (answer.text("/next") == "null") return all;
        cursor = "&cursor=" + answer.text("/next");
    }
    FAIL("the list has no end");
    return all;
}

std::vector<std::int64_t> opened(TicketDesk& desk, int count) {
    std::vector<std::int64_t> all;
    for (int at = 0; at < count; ++at) {
        all.push_back(desk.asks("Request " + std::to_string(at)).value);
        if (at % 3 == 0) desk.clock.advance(1min); // several share a moment
    }
    return all;
}

} // namespace

TEST_CASE("a list is of states, a team, an owner, or of what has none") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto printers = desk.team("Printers");
        const auto plain = desk.asks("Plain").value;
        const auto in_team = desk.asks("In a team", {.team = printers}).value;
        const auto owned = desk.asks("Owned", {.owner = noor.person}).value;
        using Numbers = std::vector<std::int64_t>;
        const auto list = [&](const std::string& query) {
            return walk(noor, query + "&sort=opened_at&direction=asc");
        };
        CHECK(list("state=open") == Numbers{owned});
        CHECK(list("state=new,open") == Numbers{plain, in_team, owned});
        CHECK(list("team=" + std::to_string(printers.value)) == Numbers{in_team});
        CHECK(list("team=none") == Numbers{plain, owned});
        CHECK(list("owner=me") == Numbers{owned});
        CHECK(list("owner=none") == Numbers{plain, in_team});
        CHECK(list("customer=" + std::to_string(desk.person("ana").value)).size() == 3);
        CHECK(list("tag=vip").empty());
    });
}

TEST_CASE("a state named twice is listed once") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto all = opened(desk, 3);
        CHECK(walk(noor, "state=new,new").size() == all.size());
        CHECK(walk(noor, "state=new,open,new&limit=1").size() == all.size());
    });
}

TEST_CASE("pages meet without a gap and without an overlap, in every order") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        auto all = opened(desk, 11);
        for (const auto* order :
             {"sort=opened_at&direction=asc",
              "sort=opened_at&direction=desc",
              "sort=changed_at&direction=asc",
              "sort=changed_at&direction=desc"}) {
            for (const auto* states : {"", "&state=new,open"}) {
                CAPTURE(order);
                CAPTURE(states);
                auto seen = walk(noor, std::string(order) + states + "&limit=2");
                if (std::string(order).ends_with("desc")) std::ranges::reverse(seen);
                CHECK(seen == all);
            }
        }
    });
}

TEST_CASE("agents of a team see its requests and those of none; others are not found") {
    at_each_desk([](TicketDesk& desk) {
        const auto network = desk.team("Network");
        auto sam = desk.agent_of("Sam", network);
        const auto hidden = desk.asks("Salary", {.team = desk.team("People")});
        const auto ours = desk.asks("Router down", {.team = network});
        const auto nobodys = desk.asks("Hello");
        CHECK(
            walk(sam, "sort=opened_at&direction=asc") ==
            std::vector<std::int64_t>{ours.value, nobodys.value}
        );
        CHECK(sam.get(path_of(hidden) + "/history").status() == 404);
        CHECK(sam.patch(path_of(hidden), R"({"impact":1})").status() == 404);
        CHECK(walk(sam, "team=" + std::to_string(desk.team("Empty").value)).empty());
        CHECK(walk(sam, "q=Salary").empty());
    });
}

TEST_CASE("customers see their own, their organisation's when it shares, and one by its link") {
    Ticket ticket;
    ticket.id = TicketId{7};
    ticket.customer_id = PersonId{1};
    ticket.organisation_id = OrganisationId{5};
    Actor customer{.kind = Actor::Kind::customer, .person = PersonId{1}};
    CHECK(may_see(customer, ticket));
    customer.person = PersonId{2};
    CHECK_FALSE(may_see(customer, ticket));
    customer.organisation = OrganisationId{5};
    CHECK(may_see(customer, ticket));
    CHECK_FALSE(may_change(customer, ticket));
    customer.person = PersonId{1};
    customer.only_ticket = TicketId{8};
    CHECK_FALSE(may_see(customer, ticket));
    customer.only_ticket = TicketId{7};
    CHECK(may_see(customer, ticket));
    CHECK_FALSE(may_see(Actor{}, ticket));
}

TEST_CASE("counts follow every move, and show each agent what they may see") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto network = desk.team("Network");
        auto sam = desk.agent_of("Sam", network);
        const auto moving = desk.asks("Router down", {.team = network});
        desk.asks("Salary", {.team = desk.team("People")});
        desk.asks("Hello");
        REQUIRE(
            sam.patch(path_of(moving), tests::one("owner_id", sam.person.value)).status() == 200
        );
        REQUIRE(sam.post(path_of(moving) + "/resolution", "{}").status() == 200);
        desk.run_reactors();
        CHECK(desk.read([](db::Transaction& tx) { return count_problems(tx); }).empty());
        const auto total = [](const Answer& counts) {
            std::int64_t sum = 0;
            for (std::size_t at = 0; at < counts.size("/items"); ++at)
                sum += counts.number("/items/" + std::to_string(at) + "/count");
            return sum;
        };
        CHECK(total(noor.get("/api/v1/counts")) == 3);
        CHECK(total(sam.get("/api/v1/counts")) == 2);
    });
}

TEST_CASE("counts and words come out the same from the whole journal as fact by fact") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        for (const auto number : opened(desk, 5)) {
            const auto path = "/api/v1/tickets/" + std::to_string(number);
            REQUIRE(noor.patch(path, R"({"subject":"Other words"})").status() == 200);
            desk.run_reactors(); // one fact after the other
        }
        const auto rows = [&] {
            return desk.read([](db::Transaction& tx) {
                std::vector<std::string> all;
                for (const auto& row : store::counts(tx)) all.push_back(to_json(row));
                for (const auto id : store::tickets_by_word(tx, "other", 100))
                    all.push_back(to_json(id));
                return all;
            });
        };
        const auto by_fact = rows();
        CHECK(by_fact.size() == 6);
        for (const auto* name : {"ticket_counts", "ticket_words"})
            REQUIRE(desk.reactors().rebuild(name));
        CHECK(rows() == by_fact);
    });
}

TEST_CASE("a request is found by number, by who asks, and by the beginnings of its words") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto wanted =
            desk.asks("Der Drucker streikt wieder", {.customer = desk.person("zoe")});
        desk.asks("Something else");
        desk.run_reactors();
        const std::vector only{wanted.value};
        CHECK(numbers(noor.get("/api/v1/tickets?q=" + std::to_string(wanted.value))) == only);
        CHECK(numbers(noor.get("/api/v1/tickets?q=%23" + std::to_string(wanted.value))) == only);
        CHECK(numbers(noor.get("/api/v1/tickets?q=druck")) == only);
        CHECK(numbers(noor.get("/api/v1/tickets?q=strei+DRU")) == only);
        CHECK(numbers(noor.get("/api/v1/tickets?q=zoe")) == only);
        CHECK(numbers(noor.get("/api/v1/tickets?q=zoe%40acme")) == only);
        CHECK(numbers(noor.get("/api/v1/tickets?q=drucker+else")).empty());
    });
}

TEST_CASE("a question that makes no sense is refused where it does not") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const std::vector<std::pair<std::string, std::string>> wrong{
            {"state=solved", "/state"},
            {"team=x", "/team"},
            {"owner=-1", "/owner"},
            {"limit=0", "/limit"},
            {"limit=201", "/limit"},
            {"sort=size", "/sort"},
            {"direction=up", "/direction"},
            {"cursor=12", "/cursor"},
            {"cursor=-", "/cursor"},
            {"customer=ana", "/customer"},
        };
        for (const auto& [query, pointer] : wrong) {
            CAPTURE(query);
            const auto refused = noor.get("/api/v1/tickets?" + query);
            CHECK(refused.status() == 422);
            CHECK(refused.text("/pointer") == pointer);
        }
        const auto sorted = noor.get("/api/v1/tickets?sort=size");
        CHECK(sorted.text("/detail").contains("opened_at"));
    });
}
