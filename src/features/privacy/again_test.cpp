// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/privacy/test_desk.hpp"

#include <algorithm>

using namespace heed;
using namespace heed::tests;

namespace {

const std::string card = "4929CANARYqzxw8811";
const std::string secret = "TALEcanary99";

/// The same desk in two states: as it went on, and as a backup of it comes back.
struct TwoStates {
    PrivateDesk went_on;
    PrivateDesk came_back;

    explicit TwoStates(db::Engine engine) : went_on(engine), came_back(engine) {}

    inbound_mail::Ingested arrives(const PrivateDesk::LetterOf& letter) {
        came_back.arrives(letter);
        return went_on.arrives(letter);
    }

    std::vector<Result<bool>> again() {
        const auto all = went_on.run([](db::Transaction& tx, const Actor&, Instant) {
            return Result<std::vector<privacy::Erasure>>(
                privacy::erasures_after(tx, privacy::ErasureId{}, 100)
            );
        });
        std::vector<Result<bool>> done;
        for (const auto& erasure : *all)
            done.push_back(came_back.run([&](db::Transaction& tx, const Actor&, Instant now) {
                return privacy::forget_again(tx, erasure, now);
            }));
        while (*came_back.run([](db::Transaction& tx, const Actor&, Instant now) {
            return privacy::go_on(tx, now);
        }) > 0) {
        }
        return done;
    }
};

template <class Test>
void at_each_pair(Test test) {
    for (const auto engine : db::test_engines()) {
        TwoStates desk(engine);
        test(desk);
    }
}

bool all_done(const std::vector<Result<bool>>& again) {
    return std::ranges::all_of(again, [](const auto& one) { return one.has_value() && *one; });
}

} // namespace

TEST_CASE("words redacted after a backup are redacted in what comes back") {
    at_each_pair([](TwoStates& desk) {
        const auto taken = desk.arrives({.text = "My card is " + card + ", tell nobody."});
        auto ada = desk.went_on.administrator();
        const auto redact = [&](const std::string& words, const std::string& reason) {
            const auto body = R"({"words":[")" + words + R"("],"reason":")" + reason + R"("})";
            REQUIRE(ada.post(path_of(*taken.entry_id) + "/redactions", body).status() == 201);
        };
        redact("tell nobody", "confidential");
        redact(card, "card number"); // its place is one in the text as it was by then
        desk.came_back.administrator();
        REQUIRE(desk.came_back.left_of({card}).size() == 1);

        CHECK(all_done(desk.again()));
        auto reader = desk.came_back.administrator();
        const auto text = reader.get(path_of(taken)).text("/entries/0/body_text");
        CHECK(text == ada.get(path_of(taken)).text("/entries/0/body_text"));
        CHECK(text.contains(": card number]"));
        CHECK(desk.came_back.left_of({card, "tell nobody"}).empty());
        for (const auto& once_more : desk.again()) CHECK_FALSE(*once_more);
    });
}

TEST_CASE("messages, files and tickets that had to go stay gone") {
    at_each_pair([](TwoStates& desk) {
        const auto kept = desk.arrives({.text = secret + " and more of it"});
        const auto deleted = desk.arrives({.from = "Bo <bo@b.example>", .text = card});
        auto ada = desk.went_on.administrator();
        REQUIRE(
            ada.post(path_of(*kept.entry_id) + "/redactions", R"({"reason":"a secret"})")
                .status() == 201
        );
        REQUIRE(
            ada.post(path_of(deleted) + "/deletion", R"({"reason":"asked to"})").status() == 201
        );
        CHECK(all_done(desk.again()));
        CHECK(desk.came_back.left_of({card, secret}).empty());
        auto reader = desk.came_back.administrator();
        CHECK(reader.get(path_of(deleted)).status() == 404);
    });
}

TEST_CASE("a person erased after a backup is erased in what comes back") {
    at_each_pair([](TwoStates& desk) {
        const auto taken = desk.arrives({.from = "Zoe Canary <zoe@c.example>", .text = secret});
        auto ada = desk.went_on.administrator();
        const auto person = std::to_string(ada.get(path_of(taken)).number("/customer/id"));
        REQUIRE(
            ada.post("/api/v1/people/" + person + "/erasure", R"({"reason":"their wish"})")
                .status() == 201
        );
        CHECK(all_done(desk.again()));
        CHECK(desk.came_back.left_of({secret, "zoe@c.example", "Zoe Canary"}).empty());
        auto reader = desk.came_back.administrator();
        CHECK(reader.get("/api/v1/people/" + person).text("/name") == "Erased person " + person);
    });
}

TEST_CASE("what a hold keeps is not forgotten again, and that is said") {
    at_each_pair([](TwoStates& desk) {
        const auto taken = desk.arrives({.text = secret});
        auto ada = desk.went_on.administrator();
        REQUIRE(ada.post(path_of(taken) + "/deletion", R"({"reason":"asked to"})").status() == 201);
        auto bea = desk.came_back.administrator();
        REQUIRE(bea.put(path_of(taken) + "/legal_hold", R"({"reason":"a court"})").status() == 200);
        const auto again = desk.again();
        REQUIRE(again.size() == 1);
        CHECK(again.front().error().code == "on_hold");
        CHECK(bea.get(path_of(taken)).status() == 200);
    });
}
