// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/conversations/conversations.hpp"
#include "features/search/queries.hpp"
#include "features/search/search.hpp"
#include "features/settings/settings.hpp"
#include "kernel/format.hpp"
#include "tests/support/world.hpp"

#include <doctest/doctest.h>

using namespace heed;
using namespace heed::tests;
using search::FoundKind;

namespace {

/// A desk whose agents and customers look for things.
class SearchDesk : public World {
public:
    explicit SearchDesk(db::Engine engine)
        : World(
              engine,
              {.routes =
                   {access::routes(),
                    people::routes(),
                    settings::routes(),
                    tickets::routes(),
                    attachments::routes(),
                    conversations::routes(),
                    search::routes()},
               .reactors = tickets::reactors()}
          ),
          indexer(desk()) {}

    search::Indexer indexer;

    PersonId customer_called(std::string_view name) {
        const auto found = run([&](db::Transaction& tx, const Actor& actor, Instant now) {
            return people::find_or_create_customer(
                tx,
                actor,
                {.address = fmt::format("{}@acme.example", name), .name = std::string(name)},
                now
            );
        });
        REQUIRE(found);
        return *found;
    }

    TicketId asks(std::string_view who, std::string subject, std::string text) {
        const auto customer = customer_called(who);
        const auto opened = run([&](db::Transaction& tx, const Actor& actor, Instant now) {
            auto ticket =
                tickets::open_ticket(tx, actor, {.subject = subject, .customer = customer}, now);
            REQUIRE(ticket);
            const conversations::IncomingMessage message{
                .author = customer,
                .from = {.name = std::string(who), .address = fmt::format("{}@acme.example", who)},
                .body_text = text,
                .first = true
            };
            REQUIRE(conversations::receive_message(tx, actor, *ticket, message, now));
            return Result<TicketId>(ticket->id);
        });
        REQUIRE(opened);
        return *opened;
    }

    void index() { REQUIRE(indexer.catch_up()); }

    /// Numbers that an agent finds, in their order.
    std::vector<std::int64_t> found(Visitor& agent, std::string_view question) {
        const auto answer = search(agent, question, "&kind=ticket");
        std::vector<std::int64_t> numbers;
        for (std::size_t at = 0; at < answer.size("/items"); ++at)
            numbers.push_back(answer.number(fmt::format("/items/{}/ticket/row/number", at)));
        return numbers;
    }

    Answer search(Visitor& agent, std::string_view question, std::string_view more = {}) {
        return agent.get(fmt::format("/api/v1/search?q={}{}", escaped(question), more));
    }

    static std::string escaped(std::string_view text) {
        std::string result;
        for (const char letter : text)
            result += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
        return result;
    }

    std::vector<std::int64_t> requests(PersonId customer, std::string_view question) {
        const auto found = search::find_requests(desk(), actor(customer), question, 10);
        REQUIRE(found);
        std::vector<std::int64_t> numbers;
        for (const auto& item : found->items) numbers.push_back(item.row.number.value);
        return numbers;
    }
};

using Numbers = std::vector<std::int64_t>;

template <class Test>
void at_each_desk(Test test) {
    for (const auto engine : db::test_engines()) {
        SearchDesk desk(engine);
        test(desk);
    }
}

std::string of(TicketId id) {
    return "/api/v1/tickets/" + std::to_string(id.value);
}

} // namespace

TEST_CASE("agents find what was written, in any of its forms, and read where it stands") {
    at_each_desk([](SearchDesk& desk) {
        auto ada = desk.administrator();
        const auto printer = desk.asks("ana", "Printers jam", "Both printers jam on every page.");
        const auto vpn = desk.asks("ben", "VPN is down", "No connection since this morning.");
        desk.index();
        CHECK(desk.found(ada, "printer ") == Numbers{printer.value});
        CHECK(desk.found(ada, "jam page ") == Numbers{printer.value});
        CHECK(desk.found(ada, "\"every page\"") == Numbers{printer.value});
        CHECK(desk.found(ada, "\"page every\"").empty());
        CHECK(desk.found(ada, "conn") == Numbers{vpn.value});
        CHECK(desk.found(ada, "ben@acme.example") == Numbers{vpn.value});
        CHECK(desk.found(ada, "no -printers").size() == 1);
        CHECK(desk.found(ada, fmt::format("#{}", vpn.value)) == Numbers{vpn.value});

        const auto answer = desk.search(ada, "jam pages ");
        CHECK(answer.text("/items/0/ticket/excerpt/0/text") == "Both printers ");
        CHECK(answer.text("/items/0/ticket/excerpt/1/text") == "jam");
        CHECK(answer.text("/counts/tickets") == "1");
        CHECK(answer.text("/standing/incomplete") == "false");
    });
}

TEST_CASE("people and organisations are found beside tickets") {
    at_each_desk([](SearchDesk& desk) {
        auto ada = desk.administrator();
        desk.asks("ana", "Printers jam", "All of them.");
        REQUIRE(
            ada.post(
                   "/api/v1/organisations", R"({"name":"Acme Anvils","domains":["anvils.example"]})"
            )
                .status() == 201
        );
        desk.index();
        const auto person = desk.search(ada, "ana@acme.example");
        CHECK(person.text("/items/0/kind") == "person");
        CHECK(person.text("/counts/tickets") == "1");
        const auto organisation = desk.search(ada, "anv", "&kind=organisation");
        CHECK(organisation.text("/items/0/organisation/name/1/text") == "Anvils");
        auto suggested = ada.get("/api/v1/search/suggestions?q=prin");
        CHECK(suggested.text("/words/0") == "printers");
    });
}

TEST_CASE("what is changed or discarded is found anew or no more with the next commit") {
    at_each_desk([](SearchDesk& desk) {
        auto ada = desk.administrator();
        const auto ticket = desk.asks("ana", "Printers jam", "All of them.");
        desk.index();
        REQUIRE(ada.patch(of(ticket), R"({"subject":"Scanners jam"})").status() == 200);
        desk.run_reactors();
        desk.index();
        CHECK(desk.found(ada, "printers ").empty());
        CHECK(desk.found(ada, "scanners ") == Numbers{ticket.value});

        const auto later = to_rfc3339(desk.clock.now() + std::chrono::hours{1});
        const auto held = ada.post(
            of(ticket) + "/replies",
            fmt::format(R"({{"body_text":"A hasty marmot.","release_at":"{}"}})", later)
        );
        REQUIRE(held.status() == 201);
        desk.index();
        CHECK(desk.found(ada, "marmot ") == Numbers{ticket.value});
        REQUIRE(ada.remove("/api/v1/entries/" + held.text("/entry_id")).status() < 300);
        desk.index();
        CHECK(desk.found(ada, "marmot ").empty());
        CHECK(ada.get("/api/v1/search/suggestions?q=marm").size("/words") == 0);
    });
}

TEST_CASE("an agent of one team finds and counts nothing of another") {
    at_each_desk([](SearchDesk& desk) {
        auto ada = desk.administrator();
        const auto ours = desk.team("Ours");
        const auto theirs = desk.team("Theirs");
        auto leo = desk.agent("Leo");
        const auto role =
            desk.read([](db::Transaction& tx) { return *access::find_role(tx, "agent"); });
        REQUIRE(
            ada.patch(
                   "/api/v1/agents/" + std::to_string(leo.person.value),
                   fmt::format(
                       R"({{"roles":[{{"role_id":{},"team_id":{}}}]}})", role.value, ours.value
                   )
            )
                .status() == 200
        );
        const auto seen = desk.asks("ana", "Falcon one", "Falcons everywhere.");
        const auto hidden = desk.asks("ben", "Falcon two", "Falconry here.");
        REQUIRE(
            ada.patch(of(seen), fmt::format(R"({{"team_id":{}}})", ours.value)).status() == 200
        );
        REQUIRE(
            ada.patch(of(hidden), fmt::format(R"({{"team_id":{}}})", theirs.value)).status() == 200
        );
        desk.index();
        CHECK(desk.found(ada, "falcon ").size() == 2);
        CHECK(desk.found(leo, "falcon ") == Numbers{seen.value});
        CHECK(desk.found(leo, fmt::format("{}", hidden.value)).empty());
        CHECK(desk.search(leo, "falcon ").text("/counts/tickets") == "1");
        CHECK_FALSE(leo.get("/api/v1/search/suggestions?q=falc").response.body.contains("falconry")
        );
        CHECK(leo.get(of(hidden) + "/similar").status() == 404);
    });
}

TEST_CASE("customers find what they may read, and no trace of anything else") {
    at_each_desk([](SearchDesk& desk) {
        auto ada = desk.administrator();
        const auto own = desk.asks("ana", "Printers jam", "The quokka jams.");
        desk.asks("ben", "Another matter", "A pangolin in the quarry.");
        REQUIRE(
            ada.post(of(own) + "/notes", R"({"body_text":"A quagga, we think."})").status() == 201
        );
        const auto later = to_rfc3339(desk.clock.now() + std::chrono::hours{1});
        REQUIRE(
            ada.post(
                   of(own) + "/replies",
                   fmt::format(R"({{"body_text":"Held quail.","release_at":"{}"}})", later)
            )
                .status() == 201
        );
        REQUIRE(ada.put(of(own) + "/tags/quoll").status() == 200);
        desk.index();
        const auto ana = desk.customer_called("ana");
        CHECK(desk.requests(ana, "quokka ") == Numbers{own.value});
        CHECK(desk.requests(ana, "qu") == Numbers{own.value});
        CHECK(desk.requests(ana, fmt::format("{}", own.value)) == Numbers{own.value});
        for (const auto* secret :
             {"quagga ",
              "quail ",
              "quoll ",
              "pangolin ",
              "quarry ",
              "quag",
              "pang",
              "\"we think\"",
              "quarr",
              "ben@acme.example"})
            CHECK(desk.requests(ana, secret).empty());
        CHECK(desk.found(ada, "quagga ") == Numbers{own.value});
    });
}

TEST_CASE("an index that was deleted is built again, and says meanwhile that it is incomplete") {
    at_each_desk([](SearchDesk& desk) {
        auto ada = desk.administrator();
        const auto ticket = desk.asks("ana", "Printers jam", "All of them.");
        CHECK(desk.search(ada, "printers").text("/standing/incomplete") == "true");
        desk.index();
        CHECK(desk.search(ada, "printers").text("/standing/incomplete") == "false");
        desk.desk().index.ask_for_rebuild();
        REQUIRE(desk.indexer.step());
        desk.index();
        CHECK(desk.found(ada, "printers ") == Numbers{ticket.value});

        REQUIRE(ada.patch("/api/v1/settings", R"({"language":"de"})").status() == 200);
        desk.index();
        CHECK(search::note_of(desk.desk().index)->language == "de");
        CHECK(desk.found(ada, "printers ") == Numbers{ticket.value});
    });
}

TEST_CASE("what is behind for longer says so") {
    at_each_desk([](SearchDesk& desk) {
        auto ada = desk.administrator();
        desk.index();
        desk.asks("ana", "Printers jam", "All of them.");
        desk.clock.advance(std::chrono::seconds{9});
        CHECK(desk.search(ada, "printers").text("/standing/behind_seconds") == "9");
        desk.index();
        CHECK(search::lag_of(desk.desk()).count() == 0);
    });
}

TEST_CASE("tickets about the same are similar") {
    at_each_desk([](SearchDesk& desk) {
        auto ada = desk.administrator();
        const auto one = desk.asks("ana", "Printer jams", "The toner of the printer leaks badly.");
        const auto two = desk.asks("ben", "Toner leaks", "Our printer lost its toner.");
        desk.asks("cleo", "Holiday", "When is the office closed?");
        desk.index();
        const auto answer = ada.get(of(one) + "/similar");
        CHECK(answer.text("/items/0/number") == std::to_string(two.value));
    });
}

TEST_CASE("what cannot be looked for is said, and pages go on behind each other") {
    at_each_desk([](SearchDesk& desk) {
        auto ada = desk.administrator();
        for (int at = 0; at < 3; ++at) desk.asks("ana", "Printer", "It jams.");
        desk.index();
        CHECK(desk.search(ada, "-printer").text("/code") == "only_exclusions");
        CHECK(desk.search(ada, "printer", "&kind=car").status() == 422);
        CHECK(desk.search(ada, "printer", "&cursor=1000").status() == 422);
        const auto first = desk.search(ada, "printer", "&kind=ticket&limit=2");
        CHECK(first.size("/items") == 2);
        const auto second =
            desk.search(ada, "printer", "&kind=ticket&limit=2&cursor=" + first.text("/next"));
        CHECK(second.size("/items") == 1);
    });
}
