// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/sender.hpp"

#include <doctest/doctest.h>

using namespace heed::mail;

namespace {

const DeskIdentity desk{.desk_id = "desk", .addresses = {"help@desk.example"}};

MailAddress writer_of(const Letter& letter) {
    return writer_of(letter, desk);
}

MailAddress answer_address(const Letter& letter, bool automatic) {
    return answer_address(letter, automatic, desk);
}

Letter with_reply_to(std::vector<MailAddress> reply_to) {
    return {
        .from = {{.name = "Ana", .address = "ana@b.example"}},
        .reply_to = std::move(reply_to),
        .to = {{.name = "", .address = "List@b.example"}},
        .cc = {{.name = "", .address = "boss@b.example"}}
    };
}

} // namespace

TEST_CASE("an answer goes neither to the desk itself nor to everybody who has read the letter") {
    for (const auto* address :
         {"help@desk.example",
          "Help+r-1-abcdefgh@desk.example",
          "list@b.example",
          "boss@b.example",
          "nobody"}) {
        CAPTURE(address);
        CHECK(
            answer_address(with_reply_to({{.name = "", .address = address}}), false).address ==
            "ana@b.example"
        );
        const auto with_another = with_reply_to(
            {{.name = "", .address = address}, {.name = "", .address = "Two@B.example"}}
        );
        CHECK(answer_address(with_another, false).address == "two@b.example");
    }
}

TEST_CASE("the desk writes through no group") {
    auto letter = with_reply_to({});
    letter.headers = {{.name = "X-Original-From", .value = "help@desk.example"}};
    CHECK(writer_of(letter).address == "ana@b.example");
}

TEST_CASE("who answers for a letter is neither whom it names nor where it asks for answers") {
    auto letter = with_reply_to({{.name = "", .address = "eve@b.example"}});
    letter.headers = {{.name = "X-Original-From", .value = "bob@b.example"}};
    CHECK(sender_of(letter) == MailAddress{.name = "Ana", .address = "ana@b.example"});
    letter.from = {{.name = "Ana", .address = "nobody"}};
    CHECK(sender_of(letter) == MailAddress{.name = "Ana", .address = ""});
    letter.sender = MailAddress{.name = "", .address = "sender@b.example"};
    CHECK(sender_of(letter).address == "sender@b.example");
    letter.return_path = "path@b.example";
    CHECK(sender_of(letter).address == "path@b.example");
}

TEST_CASE("who wrote a letter, and where an answer goes") {
    Letter letter{.from = {{.name = "Ana", .address = "ana@b.example"}}};
    CHECK(writer_of(letter) == MailAddress{.name = "Ana", .address = "ana@b.example"});
    letter.reply_to = {{.name = "", .address = "desk@b.example"}};
    CHECK(writer_of(letter).address == "ana@b.example");
    CHECK(answer_address(letter, false).address == "desk@b.example");
    CHECK(answer_address(letter, true).address == "ana@b.example");
    letter.from = {{.name = "Ana", .address = "nobody"}};
    CHECK(writer_of(letter) == MailAddress{.name = "Ana", .address = "desk@b.example"});
    letter.reply_to.clear();
    letter.sender = MailAddress{.name = "", .address = "sender@b.example"};
    CHECK(writer_of(letter) == MailAddress{.name = "Ana", .address = "sender@b.example"});
    letter.sender.reset();
    letter.return_path = "path@b.example";
    CHECK(writer_of(letter).address == "path@b.example");
    letter.return_path = "";
    CHECK(writer_of(letter) == MailAddress{.name = "Ana", .address = ""});
    letter.headers = {{.name = "X-Original-From", .value = "Bob <bob@c.example>"}};
    CHECK(writer_of(letter) == MailAddress{.name = "Bob", .address = "bob@c.example"});
}

TEST_CASE("the language of a text") {
    CHECK(
        guessed_language("Hello, the printer is not working and we cannot print. Can you help?") ==
        "en"
    );
    CHECK(
        guessed_language(
            "Guten Tag, der Drucker geht nicht und wir haben ein Problem mit dem Papier."
        ) == "de"
    );
    CHECK(
        guessed_language("Bonjour, notre imprimante ne marche pas et nous avons besoin de vous.") ==
        "fr"
    );
    CHECK(
        guessed_language("Hola, la impresora no funciona y no puedo entrar con mi cuenta, gracias."
        ) == "es"
    );
    CHECK(
        guessed_language("Buongiorno, la stampante non funziona e non posso stampare, grazie.") ==
        "it"
    );
    CHECK(
        guessed_language(
            "Olá, a impressora não funciona e não posso imprimir, obrigado pela ajuda em breve."
        ) == "pt"
    );
    CHECK(
        guessed_language(
            "Hallo, de printer werkt niet en ik kan het niet vinden, bedankt voor de hulp."
        ) == "nl"
    );
    CHECK(guessed_language("VPN").empty());
    CHECK(guessed_language("").empty());
    CHECK(guessed_language("Привет, не работает принтер").empty());
}
