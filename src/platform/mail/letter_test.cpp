// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/text.hpp"
#include "platform/mail/letter.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <string>
#include <utility>

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
    CHECK(letter->from.at(0) == MailAddress{.name = "Ana", .address = "ana@example.org"});
    CHECK(to_rfc3339(letter->date.value()) == "2026-06-10T07:00:00.000Z");
}

TEST_CASE("only an empty letter is refused") {
    CHECK(parse_letter("").error().code == "empty_letter");
    CHECK(parse_letter("\r\n\r\n ").error().code == "empty_letter");
    CHECK(parse_letter("x").value().text == "x");
    CHECK(parse_letter("just words\nmore words\n").value().text == "just words\nmore words\n");
}

namespace {

bool has_defect(const Letter& letter, std::string_view words) {
    return std::ranges::any_of(letter.defects, [&](const auto& defect) {
        return defect.contains(words);
    });
}

std::string nested(int levels) {
    std::string letter = "Subject: deep\r\n";
    for (int level = 0; level < levels; ++level) {
        const auto boundary = "b" + std::to_string(level);
        letter += "Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n--" + boundary +
                  "\r\n";
    }
    return letter + "\r\nHello\r\n";
}

} // namespace

TEST_CASE("limits cut and say so") {
    SUBCASE("levels") {
        CHECK(parse_letter(nested(90))->text == "Hello\n");
        CHECK(parse_letter(nested(90))->defects.empty());
        const auto deep = parse_letter(nested(1400)).value();
        CHECK(has_defect(deep, "nested too deeply"));
        CHECK(deep.text.contains("Hello"));
    }
    SUBCASE("parts") {
        std::string letter =
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n";
        for (int part = 0; part < 1500; ++part)
            letter += "--b\r\nContent-Type: image/png; name=a.png\r\n\r\nx\r\n";
        const auto parsed = parse_letter(letter + "--b--\r\n").value();
        CHECK(parsed.attachments.size() == 999);
        CHECK(parsed.attachments.at(998).filename == "a (999).png");
        CHECK(has_defect(parsed, "too many"));
        CHECK(parsed.text == "Hello");
    }
    SUBCASE("headers") {
        std::string headers;
        for (int count = 0; count < 11'000; ++count) headers += "X-A: b\r\n";
        const auto many = parse_letter("Subject: x\r\n" + headers + "\r\nHello").value();
        CHECK(many.headers.size() == 10'000);
        CHECK(many.text == "Hello");
        CHECK(has_defect(many, "too many headers"));
        const auto large =
            parse_letter("Subject: x\r\nX-A: " + std::string(1'100'000, 'x') + "\r\n\r\nHello")
                .value();
        CHECK(large.headers.size() == 1);
        CHECK(large.text == "Hello");
    }
    SUBCASE("bytes") {
        const LetterLimits limits = {.bytes = 100, .text_bytes = 40};
        const auto large =
            parse_letter("Subject: x\r\n\r\n" + std::string(500, 'y'), limits).value();
        CHECK(has_defect(large, "too large"));
        CHECK(has_defect(large, "very long"));
        CHECK(large.text == std::string(40, 'y'));
    }
}

TEST_CASE("the richest form counts, and only what belongs to the page is inside it") {
    const auto letter =
        parse_letter(
            "Content-Type: multipart/alternative; boundary=a\r\n\r\n"
            "--a\r\nContent-Type: text/plain\r\n\r\nplain\r\n"
            "--a\r\nContent-Type: text/html\r\n\r\n<p>simple</p>\r\n"
            "--a\r\nContent-Type: multipart/related; boundary=r\r\n\r\n"
            "--r\r\nContent-Type: text/html\r\n\r\n<p>rich</p>\r\n"
            "--r\r\nContent-Type: text/html\r\nContent-ID: <frame@x>\r\n\r\n<p>frame</p>\r\n"
            "--r--\r\n--a--\r\n"
        )
            .value();
    CHECK(letter.text == "plain\n");
    CHECK(letter.html.contains("rich"));
    CHECK_FALSE(letter.html.contains("simple"));
    CHECK_FALSE(letter.html.contains("frame"));
    REQUIRE(letter.attachments.size() == 1);
    CHECK(letter.attachments[0].content_id == "frame@x");
}

TEST_CASE("a digest tells letters apart, and knows a letter delivered twice") {
    const std::string_view letter = "From: Ana <ana@b.example>\r\nDate: Wed, 10 Jun 2026 09:00:00 "
                                    "+0000\r\nSubject: x\r\n\r\nHello\r\n";
    const auto digest = [](const std::string& raw) {
        return letter_digest(parse_letter(raw).value());
    };
    const std::string base(letter);
    CHECK(digest("Received: by a\r\nX-Seen: 1\r\n" + base) == digest(base));
    for (const auto& [from, to] :
         {std::pair{"ana@", "bob@"},
          {"10 Jun", "11 Jun"},
          {"Subject: x", "Subject: y"},
          {"Hello", "Hallo"}}) {
        auto other = base;
        other.replace(other.find(from), std::string_view(from).size(), to);
        CHECK(digest(other) != digest(base));
    }
}
