// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/search/search.hpp"
#include "tests/scenarios/desk.hpp"

using namespace heed;
using namespace heed::tests;

/// Each answer is also held against the API document.
TEST_CASE("a letter is found by its words, its sender and its number") {
    for (const auto engine : db::test_engines()) {
        StoryDesk desk(engine);
        auto ada = desk.administrator();
        const auto arrived = desk.arrives(letter({}));
        REQUIRE(arrived.number);
        search::Indexer indexer(desk.desk());
        REQUIRE(indexer.catch_up());
        const auto number = std::to_string(arrived.number->value);
        for (const auto& words : {std::string("vpn"), number, std::string("ana@acme.example")}) {
            const auto answer = ada.get("/api/v1/search?q=" + words);
            INFO(answer.response.body);
            CHECK(answer.response.body.contains("\"number\":" + number));
        }
        CHECK(ada.get("/api/v1/search/suggestions?q=vp").size("/items") == 1);
        CHECK(ada.get("/api/v1/tickets/" + number + "/similar").status() == 200);
        CHECK(ada.get("/api/v1/search?q=-vpn").status() == 422);
    }
}
