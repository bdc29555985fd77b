// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/privacy/test_desk.hpp"

using namespace heed;
using namespace heed::tests;

namespace {

const std::string card = "4929CANARYqzxw8811";

std::string mixed_letter(const std::string& words) {
    return "--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n"
           "--c\r\nContent-Type: text/plain\r\n\r\nMy card is " +
           words + ".\r\n--c\r\nContent-Type: text/html\r\n\r\n<p>My card is <b>" + words +
           "</b>.</p>\r\n--c--\r\n--b\r\nContent-Type: text/plain\r\n"
           "Content-Disposition: attachment; filename=notes.txt\r\n\r\nharmless\r\n--b--\r\n";
}

inbound_mail::Ingested card_arrives(PrivateDesk& desk) {
    return desk.arrives(
        {.subject = "Card " + card,
         .text = mixed_letter(card),
         .content_type = "multipart/mixed; boundary=b"}
    );
}

} // namespace

TEST_CASE("redacted words are gone from every byte the desk keeps") {
    at_each_private_desk([](PrivateDesk& desk) {
        const auto taken = card_arrives(desk);
        auto ada = desk.administrator();
        const auto answer = R"({"body_text":"We look into it."})";
        REQUIRE(ada.post(path_of(taken) + "/replies", answer).status() == 201);
        const auto quoted = ada.post(
            path_of(taken) + "/notes", R"({"body_text":"She wrote:\n> My card is )" + card + R"("})"
        );
        REQUIRE(quoted.status() == 201);
        REQUIRE(desk.left_of({card}).size() == 1);

        const auto redacted = ada.post(
            path_of(*taken.entry_id) + "/redactions",
            R"({"words":[")" + card + R"("],"everywhere":true,"reason":"card number"})"
        );
        REQUIRE(redacted.status() == 201);
        const auto ticket = ada.get(path_of(taken));
        CHECK(ticket.text("/entries/0/body_text").starts_with("My card is [redacted by Ada on "));
        CHECK(ticket.text("/entries/0/body_html").contains("card number]</b>"));
        CHECK(ticket.text("/subject").contains("card number]"));
        const auto note = ticket.text("/entries/2/body_text");
        CHECK(note.starts_with("She wrote:\n> My card is [redacted"));
        CHECK(desk.left_of({card}).empty());
        CHECK(desk.facts("entry_redacted") == 1);
    });
}

TEST_CASE("words quoted elsewhere stay when nobody asks for them") {
    at_each_private_desk([](PrivateDesk& desk) {
        const auto taken = card_arrives(desk);
        auto ada = desk.administrator();
        ada.post(path_of(taken) + "/notes", R"({"body_text":"It was )" + card + R"("})");
        ada.post(
            path_of(*taken.entry_id) + "/redactions",
            R"({"words":[")" + card + R"("],"reason":"card number"})"
        );
        const auto ticket = ada.get(path_of(taken));
        CHECK_FALSE(ticket.text("/entries/0/body_text").contains(card));
        CHECK(ticket.text("/entries/1/body_text").contains(card));
    });
}

TEST_CASE("a whole message goes with its files and its letter") {
    at_each_private_desk([](PrivateDesk& desk) {
        const std::string file(100'000, 'k');
        const auto taken = desk.arrives(
            {.text = "--b\r\nContent-Type: text/plain\r\n\r\nTALEcanary99\r\n--b\r\n"
                     "Content-Type: application/pdf\r\nContent-Disposition: attachment; "
                     "filename=PASSPORTcanary77.pdf\r\n\r\nSCANcanary55" +
                     file + "\r\n--b--\r\n",
             .content_type = "multipart/mixed; boundary=b"}
        );
        auto ada = desk.administrator();
        const auto redacted =
            ada.post(path_of(*taken.entry_id) + "/redactions", R"({"reason":"sent by mistake"})");
        REQUIRE(redacted.status() == 201);
        const auto ticket = ada.get(path_of(taken));
        CHECK(ticket.text("/entries/0/body_text").starts_with("[redacted by Ada"));
        CHECK(ticket.text("/entries/0/attachments/0/filename").contains("sent by mistake"));
        CHECK(ticket.text("/excerpt").starts_with("[redacted by Ada"));
        CHECK(desk.left_of({"TALEcanary99", "PASSPORTcanary77", "SCANcanary55"}).empty());
    });
}

TEST_CASE("a file alone goes and says why") {
    at_each_private_desk([](PrivateDesk& desk) {
        const auto taken = desk.arrives(
            {.text = "--b\r\nContent-Type: text/plain\r\n\r\nSee the scan.\r\n--b\r\n"
                     "Content-Type: application/pdf\r\nContent-Disposition: attachment; "
                     "filename=scan.pdf\r\n\r\nSCANcanary55\r\n--b--\r\n",
             .content_type = "multipart/mixed; boundary=b"}
        );
        auto ada = desk.administrator();
        const auto file = ada.get(path_of(taken)).text("/entries/0/attachments/0/id");
        const auto path = "/api/v1/attachments/" + file;
        REQUIRE(ada.post(path + "/redaction", R"({"reason":"a passport"})").status() == 201);
        CHECK(ada.get(path).response.body.contains("a passport]"));
        CHECK(ada.get(path_of(taken)).text("/entries/0/body_text") == "See the scan.");
        CHECK(desk.left_of({"SCANcanary55"}).empty());
    });
}

TEST_CASE("what a redaction cannot mean is refused") {
    at_each_private_desk([](PrivateDesk& desk) {
        const auto taken = card_arrives(desk);
        auto ada = desk.administrator();
        const auto path = path_of(*taken.entry_id) + "/redactions";
        const auto code_of = [&](const std::string& json) { return ada.post(path, json).code(); };
        CHECK(code_of(R"({"words":["not there"],"reason":"card number"})") == "words_not_found");
        CHECK(code_of(R"({"words":[],"reason":"card number"})") == "too_many_words");
        CHECK(
            code_of(R"({"words":[")" + card + R"("],"reason":"the card )" + card + R"("})") ==
            "reason_repeats"
        );
        CHECK(desk.facts("entry_redacted") == 0);
    });
}

TEST_CASE("an agent without the permission redacts nothing") {
    at_each_private_desk([](PrivateDesk& desk) {
        const auto taken = card_arrives(desk);
        auto noor = desk.agent("Noor");
        const auto path = path_of(*taken.entry_id) + "/redactions";
        CHECK(noor.post(path, R"({"reason":"card number"})").status() == 403);
        auto lea = desk.agent("Lea", "lead");
        CHECK(lea.post(path, R"({"reason":"card number"})").status() == 201);
    });
}

TEST_CASE("a rebuild after a redaction finds the same words as before it") {
    at_each_private_desk([](PrivateDesk& desk) {
        const auto taken = card_arrives(desk);
        auto ada = desk.administrator();
        ada.post(
            path_of(*taken.entry_id) + "/redactions",
            R"({"words":[")" + card + R"("],"reason":"secret"})"
        );
        desk.run_reactors();
        const auto found = [&] { return ada.get("/api/v1/tickets?q=redacted").size("/items"); };
        CHECK(found() == 1);
        REQUIRE(desk.reactors().rebuild("ticket_words"));
        CHECK(found() == 1);
    });
}
