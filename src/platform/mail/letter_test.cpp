// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/text.hpp"
#include "platform/mail/letter.hpp"

#include <doctest/doctest.h>

using namespace heed;
using namespace heed::mail;

TEST_CASE("a simple letter") {
    const auto letter = parse_letter(
        "From: Ana <ana@example.org>\r\nTo: help@example.com\r\nSubject: =?utf-8?q?Gr=C3=BC=C3?="
        " =?utf-8?q?=9Fe?=\r\nMessage-ID: <1@example.org>\r\nDate: Wed, 10 Jun 2026 09:00:00 +0200"
        "\r\n\r\nHello\r\n"
    );
    REQUIRE(letter);
    CHECK(letter->subject == "Grüße");
    CHECK(letter->text == "Hello\n");
    CHECK(letter->message_id == "1@example.org");
    CHECK(letter->from.at(0) == MailAddress{"Ana", "ana@example.org"});
    CHECK(to_rfc3339(letter->date.value()) == "2026-06-10T07:00:00.000Z");
}

TEST_CASE("only an empty letter is refused") {
    CHECK(parse_letter("").error().code == "empty_letter");
    CHECK(parse_letter("\r\n\r\n ").error().code == "empty_letter");
    CHECK(parse_letter("x").value().text == "x");
    CHECK(parse_letter("just words\nmore words\n").value().text == "just words\nmore words\n");
}
