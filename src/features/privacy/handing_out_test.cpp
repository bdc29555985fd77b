// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/privacy/test_desk.hpp"

using namespace heed;
using namespace heed::tests;

namespace {

const std::string with_notes = R"({"notes":true})";
const std::string without_notes = R"({"notes":false})";

const std::string with_file =
    "--b\r\nContent-Type: text/plain\r\n\r\nOWNwords\r\n--b\r\nContent-Type: text/plain\r\n"
    "Content-Disposition: attachment; filename=scan.txt\r\n\r\nFILEbytes\r\n--b--\r\n";

struct Told {
    std::string ticket;
    std::string person;
};

/// Ana asks with a file and is answered; the desk notes something down.
Told tells(PrivateDesk& desk, Visitor& ada) {
    const auto ticket =
        path_of(desk.arrives({.text = with_file, .content_type = "multipart/mixed; boundary=b"}));
    const auto person = "/api/v1/people/" + ada.get(ticket).text("/customer/id");
    REQUIRE(ada.post(ticket + "/replies", R"({"body_text":"ANSWERwords"})").status() == 201);
    REQUIRE(ada.post(ticket + "/notes", R"({"body_text":"NOTEwords"})").status() == 201);
    REQUIRE(ada.patch(person, R"({"note":"PROFILEwords"})").status() == 200);
    return {.ticket = ticket, .person = person};
}

bool says(const Answer& answer, std::string_view words) {
    return answer.response.body.contains(words);
}

} // namespace

TEST_CASE("what is held of a person is handed out as one file, and the journal says so") {
    at_each_private_desk([](PrivateDesk& desk) {
        auto ada = desk.administrator();
        const auto told = tells(desk, ada);
        const auto file = ada.post(told.person + "/data_export", with_notes);
        REQUIRE(file.status() == 200);
        CHECK(file.header("Content-Type") == "application/zip");
        for (const auto* word :
             {"index.html",
              "data.json",
              "scan.txt",
              "OWNwords",
              "FILEbytes",
              "NOTEwords",
              "PROFILEwords",
              "ana@acme.example",
              "Printer jams"})
            CHECK_MESSAGE(says(file, word), word);
        CHECK(desk.facts("personal_data_exported") == 1);
    });
}

TEST_CASE("notes about a person go along only when asked for") {
    at_each_private_desk([](PrivateDesk& desk) {
        auto ada = desk.administrator();
        const auto told = tells(desk, ada);
        const auto file = ada.post(told.person + "/data_export", without_notes);
        REQUIRE(file.status() == 200);
        CHECK(says(file, "OWNwords"));
        CHECK_FALSE(says(file, "NOTEwords"));
        CHECK_FALSE(says(file, "PROFILEwords"));
    });
}

TEST_CASE("of another's request only what the person wrote or was sent is handed out") {
    at_each_private_desk([](PrivateDesk& desk) {
        auto ada = desk.administrator();
        tells(desk, ada);
        desk.arrives(
            {.from = "Ben <ben@home.example>",
             .subject = "BENsubject",
             .text = "BENcopied",
             .headers = "Cc: Ana <ana@acme.example>\r\n"}
        );
        desk.arrives({.from = "Ben <ben@home.example>", .subject = "BENalone", .text = "BENsecret"}
        );
        const auto ana = ada.get("/api/v1/people?q=ana@acme.example").text("/items/0/id");
        const auto file = ada.post("/api/v1/people/" + ana + "/data_export", with_notes);
        REQUIRE(file.status() == 200);
        CHECK(says(file, "BENcopied"));
        CHECK_FALSE(says(file, "BENsecret"));
        CHECK_FALSE(says(file, "BENalone"));
    });
}

TEST_CASE("of who was erased nothing is handed out, and a sentence says so") {
    at_each_private_desk([](PrivateDesk& desk) {
        auto ada = desk.administrator();
        const auto told = tells(desk, ada);
        REQUIRE(ada.post(told.person + "/erasure", R"({"reason":"asked"})").status() == 201);
        const auto step = [](db::Transaction& tx, const Actor&, Instant now) {
            return privacy::go_on(tx, now);
        };
        while (*desk.run(step) > 0) {
        }
        const auto refused = ada.post(told.person + "/data_export", with_notes);
        CHECK(refused.status() == 409);
        CHECK(refused.code() == "nothing_held");
        CHECK(desk.facts("personal_data_exported") == 0);
    });
}
