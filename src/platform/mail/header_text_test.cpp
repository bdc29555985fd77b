// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/body.hpp"
#include "platform/mail/charset.hpp"
#include "platform/mail/header_block.hpp"
#include "platform/mail/header_text.hpp"

#include <array>
#include <doctest/doctest.h>
#include <string>
#include <utility>

using namespace heed::mail;

namespace {

// Given and expected.
using Case = std::pair<std::string_view, std::string_view>;

std::string shown(std::string_view raw) {
    const auto parsed = parse_parameters(raw);
    std::string out = parsed.value;
    for (const auto& [name, value] : parsed.parameters)
        out.append("|").append(name).append("=").append(value);
    return out;
}

} // namespace

TEST_CASE("values with parameters") {
    constexpr auto cases = std::to_array<Case>({
        {"", ""},
        {"text/plain", "text/plain"},
        {" TEXT/Plain ; Charset=UTF-8", "text/plain|charset=UTF-8"},
        {"text/plain; charset=\"utf-8\"; format=flowed", "text/plain|charset=utf-8|format=flowed"},
        {"text/plain (hi; there); charset=utf-8", "text/plain|charset=utf-8"},
        {"a/b; name=my file.pdf; x=y", "a/b|name=my file.pdf|x=y"},
        {"a/b; name=\"x; y\\\"z\"", "a/b|name=x; y\"z"},
        {"a/b; name=\"C:\\new\\x.pdf\"", "a/b|name=C:\\new\\x.pdf"},
        {"a/b; name=\"open", "a/b|name=open"},
        {"a/b;;; name=x;", "a/b|name=x"},
        {"a/b; flag; name=x", "a/b|flag=|name=x"},
        {"a/b; name*=utf-8'en'%E2%82%AC.pdf", "a/b|name=€.pdf"},
        {"a/b; name*=%41.pdf", "a/b|name=A.pdf"},
        {"a/b; name*1=b.pdf; name*0=a", "a/b|name=ab.pdf"},
        {"a/b; name*0*=utf-8''%C3; name*1*=%A9.pdf", "a/b|name=é.pdf"},
        {"a/b; name*0=\"=?utf-8?q?=C3=A9?=\"; name*1=x", "a/b|name=éx"},
        {"a/b; name=plain.pdf; name*=utf-8''b%C3%A9st.pdf", "a/b|name=bést.pdf"},
        {"a/b; name==?utf-8?q?=C3=A9?=.pdf", "a/b|name=é.pdf"},
    });
    for (const auto& [given, expected] : cases) {
        CAPTURE(given);
        CHECK(shown(given) == expected);
    }
}

TEST_CASE("Message-IDs") {
    using Ids = std::vector<std::string>;
    CHECK(parse_message_ids("<a@b>") == Ids{"a@b"});
    CHECK(parse_message_ids(" <a@b> <c@d>,<e@f> g@h <a@b>") == Ids{"a@b", "c@d", "e@f", "g@h"});
    CHECK(parse_message_ids("Ana's message of \"Mon\" <a@b>") == Ids{"a@b"});
    CHECK(parse_message_ids("<12345>") == Ids{"12345"});
    CHECK(parse_message_ids("none at all").empty());
    CHECK(parse_message_ids("<>").empty());
    const auto overlong = [](std::string_view end) {
        const auto ids = parse_message_ids(std::string(2000, 'x') + std::string(end));
        REQUIRE(ids.size() == 1);
        CHECK(ids.front().size() < 100);
        return ids.front();
    };
    CHECK(overlong("1@a.example") == overlong("1@a.example"));
    CHECK(overlong("1@a.example") != overlong("2@a.example"));
}

TEST_CASE("headers are split from the body") {
    const HeaderLimits limits = {.bytes = 1000, .count = 3};
    const std::string_view letter = "A: 1\r\nB:2\r\n  folded\r\nC : 3\r\n\r\nbody";
    const auto block = split_headers(letter, limits);
    REQUIRE(block.headers.size() == 3);
    CHECK(block.headers[1].value == "2\r\n  folded\r\n");
    CHECK(block.headers[2].name == "C");
    CHECK(letter.substr(block.body_at) == "body");
    CHECK_FALSE(block.cut);
    CHECK_FALSE(block.odd);
    const auto cut = split_headers("A: 1\nB: 2\nC: 3\nD: 4\n\nbody", limits);
    CHECK(cut.headers.size() == 3);
    CHECK(cut.cut);
    CHECK(cut.body_at == 21);
    CHECK(split_headers("", limits).body_at == 0);
    CHECK(split_headers("\xEF\xBB\xBF\r\n\r\nA: 1\r\n\r\nx", limits).headers.size() == 1);
}

TEST_CASE("flowed text") {
    CHECK(unflowed("a \nb\nc\n", false) == "a b\nc\n");
    CHECK(unflowed("> a \n> b\n>> c\n d\n", false) == "> a b\n>> c\nd\n");
    CHECK(unflowed("a \n-- \nb\n", false) == "a \n-- \nb\n");
    CHECK(unflowed("", false).empty());
}

TEST_CASE("bytes of which nobody said what they are") {
    CHECK(decode_unlabelled("gr\xc3\xbcn") == "grün");
    CHECK(decode_unlabelled("gr\xfcn") == "grün");
    CHECK(decode_unlabelled("\x1b$B8+@Q\x1b(B") == "見積");
    CHECK(decode_charset("\x81", "windows-1252").text == "\xEF\xBF\xBD");
    CHECK(decode_charset("a\xff", "shift_jis").damaged);
    CHECK_FALSE(is_known_charset("utf-8//translit-me"));
    CHECK(is_known_charset("UTF_8"));
}
