// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/tickets/test_desk.hpp"

using namespace heed;
using namespace heed::tickets;

using tests::at_each_desk;
using tests::path_of;
using tests::TicketDesk;

TEST_CASE("a tag is kept once, in small letters, and goes however it is spelt") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto path = path_of(desk.asks("Printer jams"));
        CHECK(noor.put(path + "/tags/VIP").text("/tags") == R"(["vip"])");
        CHECK(noor.put(path + "/tags/vip").size("/tags") == 1);
        CHECK(noor.put(path + "/tags/a%2Fb").text("/tags/0") == "a/b");
        CHECK(desk.facts("ticket_tags_changed") == 2);
        CHECK(noor.remove(path + "/tags/ViP").text("/tags") == R"(["a/b"])");
        CHECK(noor.remove(path + "/tags/vip").status() == 200);
        CHECK(desk.facts("ticket_tags_changed") == 3);
    });
}

TEST_CASE("tags that nobody could take away again are refused") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto path = path_of(desk.asks("Printer jams"));
        const std::string long_tag(51, 'x');
        for (const auto& tag :
             {"%2E", "%2E%2E", "...", "a,b", "%20", "a%0Ab", "a%01b", long_tag.c_str()}) {
            CAPTURE(tag);
            CHECK(noor.put(path + "/tags/" + tag).code() == "bad_tag");
        }
        CHECK(noor.put(path + "/tags/v1.2").status() == 200);
    });
}

TEST_CASE("fifty tags are enough") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto path = path_of(desk.asks("Printer jams"));
        for (int tag = 0; tag < 50; ++tag)
            REQUIRE(noor.put(path + "/tags/t" + std::to_string(tag)).status() == 200);
        const auto more = noor.put(path + "/tags/more");
        CHECK(more.code() == "too_many_tags");
        CHECK(more.status() == 422);
    });
}

TEST_CASE("helpers join without taking over, and leave once") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto sam = desk.agent("Sam").person;
        const auto id = desk.asks("Printer jams", {.owner = noor.person});
        const auto helper = path_of(id) + "/helpers/" + std::to_string(sam.value);
        CHECK(noor.put(helper).text("/helpers/0/name") == "Sam");
        CHECK(noor.put(helper).size("/helpers") == 1);
        CHECK(desk.facts("helper_joined") == 1);
        CHECK(desk.ticket(id).owner_id == noor.person);
        CHECK(noor.remove(helper).size("/helpers") == 0);
        CHECK(noor.remove(helper).status() == 404);
        const auto ana = desk.person("ana");
        CHECK(
            noor.put(path_of(id) + "/helpers/" + std::to_string(ana.value)).code() == "not_an_agent"
        );
    });
}

TEST_CASE("a link is seen from both sides and ends from either") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto parent = desk.asks("Move of the office");
        const auto child = desk.asks("Printer for the new office");
        const auto body = R"({"kind":"parent_of","number":)" + std::to_string(child.value) + "}";
        const auto linked = noor.post(path_of(parent) + "/links", body);
        CHECK(linked.status() == 200);
        CHECK(linked.text("/links/0/kind") == "parent_of");
        CHECK(noor.post(path_of(parent) + "/links", body).code() == "already_linked");
        const auto seen = noor.patch(path_of(child), R"({"impact":2})");
        CHECK(seen.text("/links/0/kind") == "inverse_parent_of");
        const auto gone = noor.remove(path_of(child) + "/links/" + seen.text("/links/0/id"));
        CHECK(gone.size("/links") == 0);
        CHECK(noor.patch(path_of(parent), R"({"impact":2})").size("/links") == 0);
    });
}

TEST_CASE("nothing is linked to itself, or to what one may not see") {
    at_each_desk([](TicketDesk& desk) {
        const auto network = desk.team("Network");
        auto sam = desk.agent_of("Sam", network);
        const auto mine = desk.asks("Router down", {.team = network});
        const auto hidden = desk.asks("Salary", {.team = desk.team("People")});
        const auto link = [&](TicketId to) {
            return sam.post(
                path_of(mine) + "/links",
                R"({"kind":"related","number":)" + std::to_string(to.value) + "}"
            );
        };
        CHECK(link(mine).code() == "same_ticket");
        CHECK(link(hidden).code() == "unknown_ticket");
        CHECK(link(TicketId{999'999}).code() == "unknown_ticket");
    });
}

TEST_CASE("whoever sees a request sees no links to those they may not see") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto network = desk.team("Network");
        auto sam = desk.agent_of("Sam", network);
        const auto open_one = desk.asks("Router down", {.team = network});
        const auto hidden = desk.asks("Salary", {.team = desk.team("People")});
        REQUIRE(
            noor.post(
                    path_of(open_one) + "/links",
                    R"({"kind":"related","number":)" + std::to_string(hidden.value) + "}"
            )
                .size("/links") == 1
        );
        CHECK(sam.patch(path_of(open_one), R"({"impact":1})").size("/links") == 0);
    });
}

TEST_CASE("a follow-up is linked to what it follows") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto first = desk.asks("Printer jams");
        const auto second = desk.asks("Printer jams again", {.follow_up_of = first});
        const auto seen = noor.patch(path_of(second), R"({"impact":1})");
        CHECK(seen.text("/links/0/kind") == "follow_up_of");
        CHECK(seen.number("/follow_up_of") == first.value);
    });
}

TEST_CASE("nobody helps with what they may not see") {
    at_each_desk([](TicketDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto people = desk.team("People");
        const auto sam = desk.agent_of("Sam", desk.team("Network")).person;
        const auto mia = desk.agent_of("Mia", people).person;
        const auto helpers = path_of(desk.asks("Salary", {.team = people})) + "/helpers/";
        const auto refused = noor.put(helpers + std::to_string(sam.value));
        CHECK(refused.status() == 422);
        CHECK(refused.code() == "may_not_help");
        CHECK(refused.text("/detail").starts_with("Sam may not see requests of this team"));
        CHECK(noor.put(helpers + std::to_string(mia.value)).status() == 200);
        const auto nobodys = path_of(desk.asks("Hello")) + "/helpers/" + std::to_string(sam.value);
        CHECK(noor.put(nobodys).status() == 200);
    });
}
