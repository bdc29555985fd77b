// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/conversations/test_desk.hpp"

using namespace heed;
using namespace heed::conversations;

using tests::at_each_talking_desk;
using tests::talk_of;
using tests::TalkingDesk;

TEST_CASE("what a kind of first message has no use for is refused, not dropped") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto begun = [&](const std::string& kind, const std::string& more) {
            const auto message = R"({"kind":")" + kind + R"(","body_text":"x",)" + more + "}";
            const std::string ana = R"("customer":{"email":"ana@acme.example"},)";
            return noor.post(
                "/api/v1/tickets", R"({"subject":"Toner",)" + ana + R"("message":)" + message + "}"
            );
        };
        const std::string to = R"("to":["ben@acme.example"])";
        const std::string cc = R"("cc":["ben@acme.example"])";
        const std::string direction = R"("direction":"out")";
        for (const std::string kind : {"note", "call", "customer"}) {
            CHECK(begun(kind, to).code() == "not_for_kind");
            CHECK(begun(kind, to).text("/pointer") == "/message/to");
            CHECK(begun(kind, cc).text("/pointer") == "/message/cc");
        }
        for (const std::string kind : {"public", "note", "customer"})
            CHECK(begun(kind, direction).text("/pointer") == "/message/direction");
        CHECK(begun("note", direction).status() == 422);
        CHECK(desk.facts("ticket_opened") == 0);
        CHECK(begun("call", direction).status() == 201);
        CHECK(begun("public", cc).status() == 201);
    });
}

TEST_CASE("an answer that no server could take to anybody is refused at once") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto first = desk.message("\u00fcml", "It jams.");
        first.first = true;
        const auto opened = desk.run([&](db::Transaction& tx, const Actor& actor, Instant now) {
            auto ticket = tickets::open_ticket(
                tx, actor, {.subject = "Printer jams", .customer = first.author}, now
            );
            REQUIRE(ticket);
            REQUIRE(conversations::receive_message(tx, actor, *ticket, first, now));
            return Result<TicketId>(ticket->id);
        });
        REQUIRE(opened);
        auto noor = desk.agent("Noor");
        const auto path = talk_of(*opened) + "/replies";
        const auto refused = noor.post(path, R"({"body_text":"x"})");
        CHECK(refused.status() == 422);
        CHECK(refused.text("/pointer") == "/to");
        const auto to_another = R"({"body_text":"x","cc":["ana@acme.example"]})";
        CHECK(noor.post(path, to_another).status() == 201);
    });
}
