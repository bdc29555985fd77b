// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/search/search.hpp"
#include "kernel/format.hpp"
#include "tests/scenarios/desk.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace heed;
using namespace heed::tests;

namespace {

std::string index_bytes(StoryDesk& desk) {
    std::string bytes;
    for (const auto& file :
         std::filesystem::recursive_directory_iterator(desk.desk().config.data / "search")) {
        if (!file.is_regular_file()) continue;
        std::ifstream in(file.path(), std::ios::binary);
        bytes.append(std::istreambuf_iterator<char>(in), {});
    }
    return bytes;
}

/// How many things an agent finds by `word`, and whether the index's files hold it. Its first
/// letter may be left out there, as neighbours share beginnings.
struct Traces {
    std::size_t found = 0;
    bool in_bytes = false;
    bool operator==(const Traces&) const = default;
};

Traces traces_of(StoryDesk& desk, Visitor& agent, const std::string& word) {
    search::Indexer indexer(desk.desk());
    REQUIRE(indexer.catch_up());
    return {
        .found = agent.get("/api/v1/search?q=" + word).size("/items") +
                 agent.get("/api/v1/search/suggestions?q=" + word.substr(0, 6)).size("/words"),
        .in_bytes = index_bytes(desk).contains(word.substr(2)),
    };
}

void let_erasures_go_on(StoryDesk& desk) {
    const auto step = [](db::Transaction& tx, const Actor&, Instant now) {
        return privacy::go_on(tx, now);
    };
    while (*desk.run(step) > 0) {
    }
    desk.run_reactors();
}

} // namespace

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

TEST_CASE("what was redacted, deleted or erased is found no more, nor in the index's files") {
    for (const auto engine : db::test_engines()) {
        StoryDesk desk(engine);
        auto ada = desk.administrator();
        const auto arrives = [&](const std::string& word) {
            const auto taken = desk.arrives(letter(
                {.message_id = word + "@acme.example", .text = "My word is " + word + ".\r\n"}
            ));
            REQUIRE(taken.number);
            REQUIRE(traces_of(desk, ada, word) == Traces{.found = 2, .in_bytes = true});
            return taken;
        };
        const auto gone = [&](const std::string& word) {
            let_erasures_go_on(desk);
            return traces_of(desk, ada, word) == Traces{};
        };

        const auto redacted = arrives("qxwredacted");
        const auto redaction = ada.post(
            fmt::format("/api/v1/entries/{}/redactions", redacted.entry_id->value),
            R"({"words":["qxwredacted"],"everywhere":true,"reason":"card number"})"
        );
        REQUIRE(redaction.status() == 201);
        CHECK(gone("qxwredacted"));

        const auto deleted = arrives("qxwdeleted");
        const auto ticket = fmt::format("/api/v1/tickets/{}", deleted.number->value);
        REQUIRE(ada.post(ticket + "/deletion", R"({"reason":"asked"})").status() == 201);
        CHECK(gone("qxwdeleted"));

        const auto erased = arrives("qxwerased");
        const auto person =
            ada.get(fmt::format("/api/v1/tickets/{}", erased.number->value)).text("/customer/id");
        const auto erasure =
            ada.post("/api/v1/people/" + person + "/erasure", R"({"reason":"asked"})");
        REQUIRE(erasure.status() == 201);
        CHECK(gone("qxwerased"));
        CHECK(traces_of(desk, ada, "ana@acme.example").found == 0);
    }
}
