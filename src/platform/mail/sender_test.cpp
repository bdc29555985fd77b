// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/sender.hpp"

#include <doctest/doctest.h>

using namespace heed::mail;

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
