// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/text.hpp"
#include "platform/mail/compose.hpp"

#include <algorithm>
#include <array>
#include <doctest/doctest.h>

using namespace heed;
using namespace heed::mail;

namespace {

OutgoingLetter simple() {
    return {
        .from = {.name = "Noor via Acme, Help \"desk\"", .address = "help@acme.example"},
        .to = {{.name = "Ana López", .address = "ana@example.org"}},
        .subject = "Your VPN",
        .message_id = "e-1-abc@acme.example",
        .date = instant_from_rfc3339("2026-06-10T09:00:00Z").value(),
        .text = "Hello\n\nAll good.\n"
    };
}

Letter round_trip(const OutgoingLetter& outgoing) {
    const auto bytes = compose(outgoing);
    REQUIRE(bytes);
    const auto letter = parse_letter(*bytes);
    REQUIRE(letter);
    CHECK(letter->defects.empty());
    return *letter;
}

std::size_t header_count(std::string_view bytes) {
    const auto headers = bytes.substr(0, bytes.find("\r\n\r\n"));
    std::size_t count = 1;
    for (auto at = headers.find("\r\n"); at != std::string_view::npos;
         at = headers.find("\r\n", at + 2))
        if (headers[at + 2] != ' ' && headers[at + 2] != '\t') ++count;
    return count;
}

} // namespace

TEST_CASE("a composed letter is read back as it was meant") {
    auto outgoing = simple();
    outgoing.sender = MailAddress{.name = "", .address = "bot@acme.example"};
    outgoing.cc = {
        {.name = "", .address = "boss@example.org"},
        {.name = "Żółw, Jan", .address = "jan@example.pl"},
        {.name = "日本 太郎", .address = "taro@example.jp"}
    };
    outgoing.reply_to = {{.name = "Acme", .address = "help+r-1-abcdefgh@acme.example"}};
    outgoing.subject = "Übergrößenträger: 東京都からの長い長い長い件名 — naïve façade 🎉 and then "
                       "some more words to fold";
    outgoing.in_reply_to = "2@example.org";
    outgoing.references = {"1@example.org", "2@example.org"};
    outgoing.text = "Grüße\n.\nFrom here on = odd\n-- \nNoor\n" + std::string(2000, 'x') + "\n";
    outgoing.html = "<p>Gr\u00fc\u00dfe <img src=\"cid:logo@acme\"></p>" + std::string(3000, 'y');
    outgoing.attachments = {
        {.filename = "logo.png",
         .content_type = "image/png",
         .content_id = "logo@acme",
         .content = std::string("\x89PNG\0\r\n\x1a", 8)},
        {.filename = "Über \"uns\"; 100 %.pdf",
         .content_type = "application/pdf",
         .content = std::string(100'000, '\xFE')},
        {.filename = "forwarded.eml",
         .content_type = "message/rfc822",
         .content = "Subject: x\r\n\r\ny"},
    };
    outgoing.extra_headers = {{.name = "X-Note", .value = "größer"}};
    const auto bytes = compose(outgoing).value();
    const auto letter = round_trip(outgoing);

    CHECK(letter.from == std::vector{outgoing.from});
    CHECK(letter.sender == outgoing.sender);
    CHECK(letter.to == outgoing.to);
    CHECK(letter.cc == outgoing.cc);
    CHECK(letter.reply_to == outgoing.reply_to);
    CHECK(letter.subject == outgoing.subject);
    CHECK(letter.message_id == outgoing.message_id);
    CHECK(letter.in_reply_to == std::vector{outgoing.in_reply_to});
    CHECK(letter.references == outgoing.references);
    CHECK(letter.date == outgoing.date);
    CHECK(letter.text == outgoing.text);
    CHECK(trimmed(letter.html) == outgoing.html);
    CHECK(letter.header("x-note") == "größer");
    REQUIRE(letter.attachments.size() == 3);
    CHECK(letter.attachments[0].content_id == "logo@acme");
    CHECK(letter.attachments[0].is_inline);
    CHECK(letter.attachments[0].content == outgoing.attachments[0].content);
    CHECK(letter.attachments[1].filename == "Über _uns_; 100 %.pdf");
    CHECK(letter.attachments[1].content == outgoing.attachments[1].content);
    CHECK(letter.attachments[2].content == "Subject: x\r\n\r\ny");

    SUBCASE("in short 7-bit lines with CRLF") {
        std::size_t begin = 0;
        while (begin < bytes.size()) {
            const auto end = bytes.find("\r\n", begin);
            REQUIRE(end != std::string::npos);
            CHECK(end - begin <= 78);
            const auto line = std::string_view(bytes).substr(begin, end - begin);
            CHECK(std::ranges::all_of(line, [](char letter_byte) {
                const auto byte = static_cast<unsigned char>(letter_byte);
                return byte == '\t' || (byte >= 0x20U && byte < 0x7FU);
            }));
            begin = end + 2;
        }
    }
}

TEST_CASE("the same letter gives the same bytes") {
    CHECK(compose(simple()).value() == compose(simple()).value());
}

TEST_CASE("automatic letters ask not to be answered") {
    auto outgoing = simple();
    outgoing.desk_id = "desk-7";
    CHECK(round_trip(outgoing).header("Auto-Submitted") == std::nullopt);
    CHECK(round_trip(outgoing).header("X-Heed-Loop") == "desk-7");
    outgoing.auto_submitted = AutoSubmitted::auto_replied;
    const auto letter = round_trip(outgoing);
    CHECK(letter.header("Auto-Submitted") == "auto-replied");
    CHECK(letter.header("Precedence") == "bulk");
    CHECK(letter.header("X-Auto-Response-Suppress") == "All");
    outgoing.auto_submitted = AutoSubmitted::auto_generated;
    CHECK(round_trip(outgoing).header("Auto-Submitted") == "auto-generated");
}

TEST_CASE("long reference lists keep the first and the newest") {
    auto outgoing = simple();
    for (int number = 0; number < 100; ++number)
        outgoing.references.push_back(std::to_string(number) + "@example.org");
    const auto letter = round_trip(outgoing);
    REQUIRE(letter.references.size() == 30);
    CHECK(letter.references.front() == "0@example.org");
    CHECK(letter.references.at(1) == "71@example.org");
    CHECK(letter.references.back() == "99@example.org");
}

TEST_CASE("no header can be injected") {
    const auto count = header_count(compose(simple()).value());
    constexpr auto attacks = std::to_array<std::string_view>({
        "x\r\nBcc: all@example.org",
        "x\nBcc: all@example.org",
        "x\rBcc: all@example.org",
        "x\r\n\r\n<script>",
        std::string_view("x\0y", 3),
        "\r\n",
        "\n.\r\nMAIL FROM:<a@b.example>",
    });
    for (const auto attack : attacks) {
        CAPTURE(attack);
        const std::string value(attack);
        const auto refused = [&](const auto& change) {
            auto outgoing = simple();
            change(outgoing);
            const auto composed = compose(outgoing);
            REQUIRE_FALSE(composed);
            CHECK(composed.error().code == "invalid_header");
        };
        refused([&](auto& letter) { letter.subject = value; });
        refused([&](auto& letter) { letter.from.name = value; });
        refused([&](auto& letter) { letter.from.address = value + "@example.org"; });
        refused([&](auto& letter) {
            letter.sender = MailAddress{.name = value, .address = "a@example.org"};
        });
        refused([&](auto& letter) { letter.to[0].name = value; });
        refused([&](auto& letter) { letter.to[0].address = "a@example.org" + value; });
        refused([&](auto& letter) { letter.cc = {{.name = value, .address = "a@example.org"}}; });
        refused([&](auto& letter) {
            letter.reply_to = {{.name = value, .address = "a@example.org"}};
        });
        refused([&](auto& letter) { letter.message_id = value; });
        refused([&](auto& letter) { letter.desk_id = value; });
        refused([&](auto& letter) { letter.extra_headers = {{.name = "X-Test", .value = value}}; });
        refused([&](auto& letter) { letter.extra_headers = {{.name = value, .value = "x"}}; });
        refused([&](auto& letter) { letter.attachments = {{.filename = value, .content = "x"}}; });
        refused([&](auto& letter) {
            letter.attachments = {{.filename = "x", .content_type = value, .content = "x"}};
        });
        auto outgoing = simple();
        outgoing.references = {value, "ok@example.org"};
        outgoing.in_reply_to = value;
        outgoing.text = value;
        CHECK(header_count(compose(outgoing).value()) == count + 1); // References
    }
}

TEST_CASE("an answer leaves without the ids that others wrote in a form nobody can send") {
    for (const auto& id :
         {std::string("\u00fc@h.example"), std::string(950, 'a'), std::string("a b@x")}) {
        CAPTURE(id);
        auto outgoing = simple();
        outgoing.references = {"1@example.org", id};
        outgoing.in_reply_to = id;
        const auto letter = round_trip(outgoing);
        CHECK(letter.in_reply_to.empty());
        CHECK(letter.references == std::vector<std::string>{"1@example.org"});
    }
}

TEST_CASE("a letter needs a recipient and real addresses") {
    auto outgoing = simple();
    outgoing.to.clear();
    CHECK(compose(outgoing).error().code == "no_recipient");
    outgoing.to = {{.name = "Ana", .address = "ana"}};
    CHECK(compose(outgoing).error().code == "invalid_header");
    outgoing.to = {{.name = "Ana", .address = "ana@bücher.example"}};
    CHECK(round_trip(outgoing).to.at(0).address == "ana@xn--bcher-kva.example");
    outgoing.to = {{.name = "Ana", .address = "änä@example.org"}};
    CHECK(compose(outgoing).error().code == "invalid_header");
}

TEST_CASE("what servers can be given is known before a letter is made") {
    CHECK(is_sendable("ana@example.org"));
    CHECK(is_sendable("ana@b\u00fccher.example"));
    CHECK(is_sendable("ana@[192.0.2.1]"));
    CHECK_FALSE(is_sendable("\u00e4n\u00e4@example.org"));
    CHECK_FALSE(is_sendable("ana"));
}

TEST_CASE("a body line cannot be taken for a boundary") {
    auto outgoing = simple();
    outgoing.text = "--=_heed_mixed\n--=_heed_mixed--\n--=_heed_alternative\n";
    outgoing.html = "<p>x</p>";
    outgoing.attachments = {
        {.filename = "a.txt", .content_type = "text/plain", .content = "--=_heed_mixed--"}
    };
    const auto letter = round_trip(outgoing);
    CHECK(trimmed(letter.text) == trimmed(outgoing.text));
    REQUIRE(letter.attachments.size() == 1);
    CHECK(letter.attachments[0].content == "--=_heed_mixed--");
}
