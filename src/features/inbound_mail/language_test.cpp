// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/test_desk.hpp"

using namespace heed;

using tests::at_each_letter_desk;
using tests::letter;
using tests::LetterDesk;

namespace {

const std::string german = "Guten Tag,\r\n\r\nich kann mich nicht mit der Kasse verbinden und wir "
                           "haben das auch noch nicht mit dem neuen versucht.\r\n";

std::optional<std::string> language_of(LetterDesk& desk, const std::string& address) {
    return desk.read([&](db::Transaction& tx) {
        const auto id = people::find_by_address(tx, address);
        REQUIRE(id);
        return people::find_person(tx, *id)->language;
    });
}

} // namespace

TEST_CASE("a letter that names its language teaches it, one without by its words") {
    at_each_letter_desk([](LetterDesk& desk) {
        desk.arrives(letter({.headers = "Content-Language: de-DE\r\n"}));
        CHECK(language_of(desk, "ana@acme.example") == "de");
        desk.arrives(letter({.from = "ben@acme.example", .message_id = "2", .text = german}));
        CHECK(language_of(desk, "ben@acme.example") == "de");
        desk.arrives(letter({.from = "cleo@acme.example", .message_id = "3", .text = "Toner.\r\n"})
        );
        CHECK_FALSE(language_of(desk, "cleo@acme.example"));
        CHECK(desk.facts("language_learned") == 2);
    });
}

TEST_CASE("what was learned or set is never replaced by a letter") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto first = desk.arrives(letter({.headers = "Content-Language: fr\r\n"}));
        desk.arrives(letter({.message_id = "2", .headers = "Content-Language: de\r\n"}));
        CHECK(language_of(desk, "ana@acme.example") == "fr");
        const auto ana = desk.seen(first).number("/customer/id");
        auto noor = desk.agent("Noor");
        const auto path = "/api/v1/people/" + std::to_string(ana);
        REQUIRE(noor.patch(path, R"({"language":"pt-BR"})").status() == 200);
        desk.arrives(letter({.message_id = "3", .headers = "Content-Language: de\r\n"}));
        CHECK(language_of(desk, "ana@acme.example") == "pt-BR");
        CHECK(desk.facts("language_learned") == 1);
    });
}

TEST_CASE("an answer's own words count, not those it quotes, and machines teach nothing") {
    at_each_letter_desk([](LetterDesk& desk) {
        std::string quoted = "Ok.\r\n\r\nOn Mon, Jan 11, 2027 at 9:00 AM Help <help@desk.example> "
                             "wrote:\r\n";
        for (int line = 0; line < 5; ++line) quoted += "> " + german.substr(14);
        desk.arrives(letter({.text = quoted}));
        CHECK_FALSE(language_of(desk, "ana@acme.example"));
        desk.arrives(letter(
            {.from = "list@acme.example",
             .message_id = "2",
             .headers = "Precedence: bulk\r\nContent-Language: de\r\n"}
        ));
        CHECK_FALSE(language_of(desk, "list@acme.example"));
        desk.arrives(letter(
            {.from = "form@acme.example",
             .message_id = "3",
             .headers = "Reply-To: dora@else.example\r\nContent-Language: de\r\n"}
        ));
        CHECK_FALSE(language_of(desk, "dora@else.example"));
        CHECK(desk.facts("language_learned") == 0);
    });
}

TEST_CASE("a reply teaches its writer's language, an agent's desk keeps its own") {
    at_each_letter_desk([](LetterDesk& desk) {
        const auto taken = desk.arrives(letter({.text = "Toner.\r\n"}));
        desk.arrives(letter(
            {.message_id = "2",
             .headers = tests::answering("one@acme.example") + "Content-Language: nl\r\n",
             .text = "Nog een.\r\n"}
        ));
        CHECK(desk.seen(taken).number("/entry_count") == 2);
        CHECK(language_of(desk, "ana@acme.example") == "nl");
        const auto noor = desk.agent("Noor").person;
        const auto ran =
            desk.run([&](db::Transaction& tx, const Actor& actor, Instant now) -> Result<bool> {
                people::learn_language(tx, actor, {.person = noor, .language = "de"}, now);
                people::learn_language(tx, actor, {.person = PersonId{999}, .language = "de"}, now);
                return true;
            });
        CHECK(ran);
        CHECK_FALSE(desk.read([&](db::Transaction& tx) {
            return people::find_person(tx, noor)->language;
        }));
    });
}
