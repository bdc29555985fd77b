// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/privacy/test_desk.hpp"

using namespace heed;
using namespace heed::tests;

namespace {

/// One word in each place where a person leaves traces.
const std::vector<std::string> canaries = {
    "Zebedea Quillfeather",   // name
    "zq.canary@home.example", // address
    "SUBJECTcanary01",
    "BODYcanary02",
    "FILEcanary03",
    "ATTACHcanary04",
    "ANSWERcanary05",
    "NOTEcanary06",
    "PROFILEcanary07",
    "RESOLUTIONcanary08",
};

struct Story {
    std::string ticket;
    std::string person;
};

const std::string from = "Zebedea Quillfeather <zq.canary@home.example>";

/// Writes with a file, is answered, noted down and resolved.
Story tells(PrivateDesk& desk, Visitor& ada) {
    const auto taken = desk.arrives(
        {.from = from,
         .subject = "SUBJECTcanary01",
         .text = "--b\r\nContent-Type: text/plain\r\n\r\nBODYcanary02\r\n--b\r\n"
                 "Content-Type: application/pdf\r\nContent-Disposition: attachment; "
                 "filename=FILEcanary03.pdf\r\n\r\nATTACHcanary04" +
                 std::string(70'000, 'x') + "\r\n--b--\r\n",
         .content_type = "multipart/mixed; boundary=b"}
    );
    const auto ticket = path_of(taken);
    const auto person = ada.get(ticket).text("/customer/id");
    REQUIRE(ada.post(ticket + "/replies", R"({"body_text":"ANSWERcanary05"})").status() == 201);
    REQUIRE(ada.post(ticket + "/notes", R"({"body_text":"NOTEcanary06"})").status() == 201);
    REQUIRE(ada.patch("/api/v1/people/" + person, R"({"note":"PROFILEcanary07"})").status() == 200);
    REQUIRE(ada.patch(ticket, R"({"subject":"Again SUBJECTcanary01"})").status() == 200);
    REQUIRE(
        ada.post(ticket + "/resolution", R"({"resolution":"RESOLUTIONcanary08"})").status() == 200
    );
    desk.run_reactors();
    return {ticket, person};
}

/// As the scheduler does.
void goes_on(PrivateDesk& desk) {
    const auto step = [](db::Transaction& tx, const Actor&, Instant now) {
        return privacy::go_on(tx, now);
    };
    while (*desk.run(step) > 0) {
    }
    desk.run_reactors();
}

std::int64_t counted(Visitor& ada) {
    const auto counts = ada.get("/api/v1/counts");
    std::int64_t sum = 0;
    for (std::size_t at = 0; at < counts.size("/items"); ++at)
        sum += counts.number("/items/" + std::to_string(at) + "/count");
    return sum;
}

const std::string why = R"({"reason":"asked by post"})";

} // namespace

TEST_CASE("the canaries are there before anything is erased") {
    at_each_private_desk([](PrivateDesk& desk) {
        auto ada = desk.administrator();
        tells(desk, ada);
        CHECK(desk.left_of(canaries) == canaries);
    });
}

TEST_CASE("a deleted ticket is in no byte the desk keeps, and its number is not given again") {
    at_each_private_desk([](PrivateDesk& desk) {
        auto ada = desk.administrator();
        const auto story = tells(desk, ada);
        const auto before = counted(ada);
        REQUIRE(ada.post(story.ticket + "/deletion", why).text("/state") == "done");
        desk.run_reactors();
        CHECK(ada.get(story.ticket).status() == 404);
        CHECK(counted(ada) == before - 1);
        CHECK(desk.read([](db::Transaction& tx) { return tickets::count_problems(tx); }).empty());
        // Who asked is still known; what they asked is not.
        const auto left = desk.left_of(canaries);
        CHECK(left == std::vector<std::string>{canaries[0], canaries[1], "PROFILEcanary07"});
        const auto next = desk.arrives({.from = from, .text = "Hello again"});
        CHECK(path_of(next) != story.ticket);
        CHECK(desk.facts("ticket_deleted") == 1);
    });
}

TEST_CASE("the same letter does not bring a deleted ticket back") {
    at_each_private_desk([](PrivateDesk& desk) {
        auto ada = desk.administrator();
        const std::string bytes =
            "From: ana@acme.example\r\nTo: help@desk.example\r\n"
            "Subject: Once\r\nMessage-ID: <once@acme.example>\r\n\r\nOnce.\r\n";
        const inbound_mail::Arrival arrival{.bytes = bytes, .source = inbound_mail::Source::pipe};
        const auto first = inbound_mail::ingest(desk.desk(), arrival);
        REQUIRE(first);
        REQUIRE(ada.post(path_of(*first) + "/deletion", why).status() == 201);
        const auto again = inbound_mail::ingest(desk.desk(), arrival);
        REQUIRE(again);
        CHECK(again->action == "duplicate");
        CHECK_FALSE(again->number);
    });
}

TEST_CASE("an erased person is in no byte the desk keeps, and their ticket is counted on") {
    at_each_private_desk([](PrivateDesk& desk) {
        auto ada = desk.administrator();
        const auto story = tells(desk, ada);
        // They are copied in somebody else's request, and write there.
        const auto other = desk.arrives(
            {.from = "Ana <ana@acme.example>",
             .text = "Please also tell Zebedea Quillfeather.",
             .headers = "Cc: " + from + "\r\n"}
        );
        desk.arrives(
            {.from = from,
             .subject = "Re: [#" + std::to_string(other.number->value) + "] Printer jams",
             .text = "BODYcanary02 from me too"}
        );
        const auto before = counted(ada);
        const auto preview = ada.get("/api/v1/people/" + story.person + "/erasure");
        CHECK(preview.number("/tickets") == 1);
        CHECK(preview.number("/taking_part") == 1);

        const auto asked = ada.post("/api/v1/people/" + story.person + "/erasure", why);
        REQUIRE(asked.text("/state") == "running");
        goes_on(desk);
        CHECK(ada.get("/api/v1/privacy/requests").text("/items/0/state") == "done");
        CHECK(desk.left_of(canaries) == std::vector<std::string>{});

        const auto ticket = ada.get(story.ticket);
        CHECK(ticket.text("/customer/name") == "Erased person " + story.person);
        CHECK(ticket.text("/state") == "resolved");
        CHECK(ticket.size("/entries") == 3);
        CHECK(ticket.text("/entries/0/body_text") == "[erased at the person's request]");
        CHECK(counted(ada) == before);
        CHECK(
            ada.get(path_of(other)).text("/entries/0/body_text") ==
            "Please also tell [erased at the person's request]."
        );
        CHECK(desk.facts("person_erased") == 1);
    });
}

TEST_CASE("an erasure leaves the journal readable: a rebuild gives the same rows") {
    at_each_private_desk([](PrivateDesk& desk) {
        auto ada = desk.administrator();
        const auto story = tells(desk, ada);
        REQUIRE(ada.post("/api/v1/people/" + story.person + "/erasure", why).status() == 201);
        goes_on(desk);
        for (const auto* reactor : {"ticket_counts", "ticket_words"})
            CHECK(desk.reactors().rebuild(reactor).has_value());
        CHECK(desk.read([](db::Transaction& tx) { return tickets::count_problems(tx); }).empty());
        CHECK(desk.left_of(canaries).empty());
    });
}

TEST_CASE("what a legal hold keeps is erased when the hold ends") {
    at_each_private_desk([](PrivateDesk& desk) {
        auto ada = desk.administrator();
        const auto story = tells(desk, ada);
        const auto hold = story.ticket + "/legal_hold";
        REQUIRE(ada.put(hold, R"({"reason":"court"})").text("/held") == "true");
        CHECK(ada.post(story.ticket + "/deletion", why).code() == "on_hold");
        CHECK(ada.get("/api/v1/people/" + story.person + "/erasure").size("/held") == 1);
        ada.post("/api/v1/people/" + story.person + "/erasure", why);
        goes_on(desk);
        CHECK(ada.get(story.ticket).text("/entries/0/body_text") == "BODYcanary02");
        REQUIRE(ada.remove(hold).status() == 200);
        CHECK(desk.left_of(canaries).empty());
    });
}

TEST_CASE("where the desk wants two, a second person confirms within seven days") {
    at_each_private_desk([](PrivateDesk& desk) {
        auto ada = desk.administrator();
        auto ina = desk.agent("Ina", "administrator");
        const auto story = tells(desk, ada);
        REQUIRE(ada.put("/api/v1/privacy/settings", R"({"needs_two":true})").status() == 200);
        const auto asked = ada.post(story.ticket + "/deletion", why);
        REQUIRE(asked.text("/state") == "asked");
        CHECK(ada.get(story.ticket).status() == 200);
        const auto path = "/api/v1/privacy/requests/" + asked.text("/id");
        CHECK(ada.post(path + "/confirmation").code() == "second_person_needed");
        CHECK(ina.post(story.ticket + "/deletion", why).code() == "already_asked");
        SUBCASE("confirmed") {
            CHECK(ina.post(path + "/confirmation").text("/state") == "done");
            CHECK(ada.get(story.ticket).status() == 404);
            CHECK(ina.post(path + "/confirmation").code() == "wrong_state");
        }
        SUBCASE("withdrawn") {
            CHECK(ada.remove(path).text("/state") == "withdrawn");
            CHECK(ina.post(path + "/confirmation").code() == "wrong_state");
        }
        SUBCASE("too late") {
            desk.clock.advance(std::chrono::days{7});
            goes_on(desk);
            auto later = desk.administrator();
            CHECK(later.get("/api/v1/privacy/requests").text("/items/0/state") == "expired");
            CHECK(later.get(story.ticket).status() == 200);
        }
    });
}

TEST_CASE("who works here is not erased, and nobody twice") {
    at_each_private_desk([](PrivateDesk& desk) {
        auto ada = desk.administrator();
        auto noor = desk.agent("Noor");
        const auto path = [](const std::string& id) { return "/api/v1/people/" + id + "/erasure"; };
        CHECK(ada.post(path(std::to_string(noor.person.value)), why).code() == "is_agent");
        const auto story = tells(desk, ada);
        ada.post(path(story.person), why);
        goes_on(desk);
        CHECK(ada.post(path(story.person), why).code() == "already_erased");
    });
}
