// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/conversations/test_desk.hpp"

using namespace heed;

using tests::at_each_talking_desk;
using tests::talk_of;
using tests::TalkingDesk;

TEST_CASE("whoever sends past a newer message is shown it first") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks();
        const auto seen = noor.get(talk_of(id)).text("/entries/0/id");
        const auto newer = desk.hears(id, desk.message("ana", "And it smells."));
        const auto body = R"({"body_text":"Hello.","based_on":)" + seen + "}";
        const auto late = noor.post(talk_of(id) + "/replies", body);
        CHECK(late.status() == 409);
        CHECK(late.code() == "newer_entry");
        CHECK(late.number("/entries/0") == newer.value);
        CHECK(noor.get(talk_of(id)).size("/entries") == 2);
    });
}

TEST_CASE("an answer is not based on what stands in another request") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks();
        const auto elsewhere = noor.get(talk_of(desk.asks())).text("/entries/0/id");
        const auto body = R"({"body_text":"Hello.","based_on":)" + elsewhere + "}";
        const auto refused = noor.post(talk_of(id) + "/replies", body);
        CHECK(refused.status() == 422);
        CHECK(refused.code() == "unknown_entry");
        CHECK(refused.text("/pointer") == "/based_on");
    });
}
