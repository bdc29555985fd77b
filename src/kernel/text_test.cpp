// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/text.hpp"

#include <doctest/doctest.h>

using namespace heed;
using namespace std::string_view_literals;

TEST_CASE("well-formed UTF-8 is told from malformed") {
    for (const auto text :
         {""sv, "plain"sv, "Grüße"sv, "日本語"sv, "🙂"sv, "\xF4\x8F\xBF\xBF"sv, "a\0b"sv}) {
        CAPTURE(text);
        CHECK(is_valid_utf8(text));
    }
    for (const auto text : {
             "\x80"sv,             // continuation alone
             "\xC3"sv,             // cut short
             "\xC0\xAF"sv,         // overlong slash
             "\xC1\xBF"sv,         //
             "\xE0\x80\xAF"sv,     // overlong
             "\xF0\x80\x80\xAF"sv, // overlong
             "\xED\xA0\x80"sv,     // surrogate
             "\xF4\x90\x80\x80"sv, // above U+10FFFF
             "\xF5\x80\x80\x80"sv, //
             "\xFF"sv,
             "ab\xE2\x82z"sv,
         }) {
        CHECK_FALSE(is_valid_utf8(text));
    }
}

TEST_CASE("malformed bytes become U+FFFD and NUL goes") {
    CHECK(valid_utf8("Grüße") == "Grüße");
    CHECK(valid_utf8("a\xFFz") == "a\uFFFDz");
    CHECK(valid_utf8("a\xE2\x82z") == "a\uFFFDz");
    CHECK(valid_utf8("a\xC3") == "a\uFFFD");
    CHECK(valid_utf8("a\0b"sv) == "ab");
    CHECK(valid_utf8("") == "");
}

TEST_CASE("repaired text is well-formed, whatever came in") {
    std::string text;
    for (int first = 0; first < 256; ++first) {
        for (int second = 0; second < 256; ++second) {
            text = {static_cast<char>(first), static_cast<char>(second), 'z'};
            const auto repaired = valid_utf8(text);
            REQUIRE(is_valid_utf8(repaired));
            REQUIRE(repaired.ends_with('z'));
        }
    }
}

TEST_CASE("length is counted in code points") {
    CHECK(code_points("") == 0);
    CHECK(code_points("Grüße") == 5);
    CHECK(code_points("🙂日") == 2);
}

TEST_CASE("a prefix never cuts a code point") {
    CHECK(utf8_prefix("Grüße", 100) == "Grüße");
    CHECK(utf8_prefix("Grüße", 3) == "Gr");
    CHECK(utf8_prefix("Grüße", 4) == "Grü");
    CHECK(utf8_prefix("🙂", 3).empty());
    CHECK(utf8_prefix("abc", 0).empty());
}

TEST_CASE("a prefix counts what people count") {
    CHECK(code_point_prefix("\u0416\u0416\u0416", 2) == "\u0416\u0416");
    CHECK(code_point_prefix("a\U0001F600b", 2) == "a\U0001F600");
    CHECK(code_point_prefix("abc", 3) == "abc");
    CHECK(code_point_prefix("abc", 9) == "abc");
    CHECK(code_point_prefix("abc", 0).empty());
}

TEST_CASE("marks that force the reading direction go, whatever else is there") {
    CHECK(without_overrides("in\u202Evoice\u202C.exe") == "invoice.exe");
    CHECK(without_overrides("\u2066a\u2069") == "a");
    CHECK(without_overrides("\u200Fa \u2028 \u2070") == "\u200Fa \u2028 \u2070");
    CHECK(without_overrides("\xE2\x80") == "\xE2\x80");
    CHECK(without_overrides("\u05D0\u05D1") == "\u05D0\u05D1");
}

TEST_CASE("blanks at both ends go, hard spaces too") {
    CHECK(trimmed(" \t\r\n a b \f\v") == "a b");
    CHECK(trimmed("\u00A0 \u00A0a\u00A0b \u00A0") == "a\u00A0b");
    CHECK(trimmed(" \u00A0 ").empty());
    CHECK(trimmed("").empty());
    CHECK(trimmed("à") == "à"); // its second byte is half of a hard space
}

TEST_CASE("lower case is ASCII only, so that it is the same on every machine") {
    CHECK(ascii_lower("Ana@EXAMPLE.org ÄÖ") == "ana@example.org ÄÖ");
    CHECK(equals_ignoring_case("Content-Type", "content-TYPE"));
    CHECK_FALSE(equals_ignoring_case("Content-Type", "content-types"));
    CHECK_FALSE(equals_ignoring_case("ä", "Ä"));
}

TEST_CASE("escaped HTML stays text in content and attributes") {
    CHECK(
        html_escaped("<a title='x' href=\"y\">&amp;") ==
        "&lt;a title=&#39;x&#39; href=&quot;y&quot;&gt;&amp;amp;"
    );
    CHECK(html_escaped("plain ü") == "plain ü");
}
