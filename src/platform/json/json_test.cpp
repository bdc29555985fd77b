// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/json/json.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace heed {

namespace {

std::string refusal_of(std::string_view text) {
    const auto document = JsonDocument::parse(text);
    REQUIRE_FALSE(document.has_value());
    CHECK(document.error().kind == Refusal::malformed);
    CHECK(document.error().code == "invalid_json");
    return document.error().detail;
}

bool accepts(std::string_view text) {
    return JsonDocument::parse(text).has_value();
}

std::string nested(std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
}

std::string list_of(std::size_t items) {
    std::string text = "[0";
    for (std::size_t item = 1; item < items; ++item) text += ",0";
    return text + "]";
}

std::string object_of(std::size_t members) {
    std::string text = "{\"0\":0";
    for (std::size_t member = 1; member < members; ++member)
        text += fmt::format(",\"{}\":0", member);
    return text + "}";
}

std::string again(std::string_view text) {
    const auto document = JsonDocument::parse(text);
    REQUIRE(document.has_value());
    return document->root().to_text();
}

} // namespace

TEST_CASE("json: every kind is read and written back") {
    CHECK(
        again(" {\"a\": [1, -2, 1.5, true, false, null, \"x\\u00e4\\n\"], \"b\": {}} ") ==
        "{\"a\":[1,-2,1.5,true,false,null,\"xä\\n\"],\"b\":{}}"
    );
    CHECK(again("\"top\"") == "\"top\"");
    CHECK(again("[]") == "[]");
    CHECK(again("[-0, -0.0, 0e5]") == "[0,0,0]");
    CHECK(again("\"\\ud83d\\ude00\"") == "\"😀\"");
}

TEST_CASE("json: views") {
    const auto document = JsonDocument::parse(R"({"first":1,"second":[true,"x",2.5]})");
    REQUIRE(document.has_value());
    const auto root = document->root();
    CHECK(root.kind() == Json::Kind::object);
    CHECK(root.find("first")->as_int64() == 1);
    CHECK(root.find("first")->as_double() == 1.0);
    CHECK_FALSE(root.find("third").has_value());
    CHECK_FALSE(root.find("first")->find("x").has_value());
    const auto items = root.find("second")->items();
    REQUIRE(items.size() == 3);
    CHECK(items[0].as_bool());
    CHECK(items[1].as_text() == "x");
    CHECK(items[2].as_double() == 2.5);
    CHECK(root.members()[1].first == "second");
    CHECK(root.key(0) == "first");
}

TEST_CASE("json: numbers keep their kind and are rounded to the nearest double") {
    const auto kind = [](std::string_view text) {
        return JsonDocument::parse(text)->root().kind();
    };
    CHECK(kind("9223372036854775807") == Json::Kind::integer);
    CHECK(kind("-9223372036854775808") == Json::Kind::integer);
    CHECK(kind("9223372036854775808") == Json::Kind::number);
    CHECK(kind("1.0") == Json::Kind::number);
    CHECK(kind("1e2") == Json::Kind::number);
    for (const double value : {0.1, 1.7976931348623157e308, 5e-324, 123456.789e-7, 0.3})
        CHECK(JsonDocument::parse(fmt::format("{}", value))->root().as_double() == value);
    CHECK(JsonDocument::parse("1e-400")->root().as_double() == 0.0);
    CHECK_FALSE(accepts("1e400"));
}

TEST_CASE("json: what is not JSON is refused with line and column") {
    CHECK(refusal_of("").ends_with(" in line 1, column 1."));
    CHECK(
        refusal_of("{\n  \"a\": 1,\n  \"a\": 2\n}") ==
        "An object of this JSON has two members of one name in line 4, column 1."
    );
    CHECK(refusal_of("nul").starts_with("This is no JSON: "));
    CHECK(refusal_of("[1,\n 2,\n x]").ends_with(" in line 3, column 2."));
    CHECK(refusal_of("{} {}").ends_with(" in line 1, column 4."));
    for (const auto* const text :
         {"{",
          "[1,]",
          "{\"a\":1,}",
          "{'a':1}",
          "{a:1}",
          "nul",
          "NaN",
          "Infinity",
          "+1",
          "01",
          "1.",
          ".5",
          "1e",
          "\"\t\"",
          "\"a",
          "\"\\x\"",
          "\"\\ud800\"",
          "\"\\udc00x\"",
          "// comment\n1",
          "/**/1",
          "\xef\xbb\xbf{}",
          "\"\xff\"",
          "\"\xc0\xaf\"",
          "\"\xed\xa0\x80\"",
          "\"\xf4\x90\x80\x80\"",
          "[1] true"})
        CHECK_MESSAGE(!accepts(text), text);
    CHECK_FALSE(accepts(std::string_view("[1]\0", 4)));
}

TEST_CASE("json: a key twice is refused in small and large objects, also when escaped") {
    CHECK_FALSE(accepts(R"({"a":1,"b":{"c":1,"c":2}})"));
    CHECK_FALSE(accepts(R"({"a":1,"\u0061":2})"));
    CHECK(accepts(R"({"a":{"a":1},"b":{"a":1}})"));
    std::string large = "{";
    for (int member = 0; member < 100; ++member) large += "\"k" + std::to_string(member) + "\":0,";
    CHECK(accepts(large + "\"other\":1}"));
    CHECK_FALSE(accepts(large + "\"k7\":1}"));
}

TEST_CASE("json: limits of depth and of items") {
    CHECK(accepts(nested(64)));
    const std::string too_deep = "This JSON is more than 64 levels deep in line 1, column 65.";
    CHECK(refusal_of(nested(65)) == too_deep);
    CHECK(refusal_of(nested(1'000'000)) == too_deep);
    CHECK(accepts(list_of(10'000)));
    CHECK(accepts(object_of(10'000)));
}

TEST_CASE("json: more items than are read are too large, and no flaw of the text") {
    const auto refusal_of_many = [](std::string_view text) {
        const auto document = JsonDocument::parse(text);
        REQUIRE_FALSE(document.has_value());
        CHECK(document.error().kind == Refusal::too_large);
        CHECK(document.error().code == "too_many_items");
        return document.error().detail;
    };
    CHECK(refusal_of_many(list_of(10'001))
              .starts_with("A list of this JSON has more than 10000 items in line 1, column "));
    CHECK(refusal_of_many(object_of(10'001))
              .starts_with("An object of this JSON has more than 10000 items in line 1, column "));
}

TEST_CASE("json: a number no double holds is named as that") {
    CHECK(
        refusal_of("[1e400]") ==
        "A number of this JSON is larger than 1.7976931348623157e308 in line 1, column 7."
    );
}

TEST_CASE("json: long text and keys survive the parser's chunks") {
    const std::string text(100'000, 'x');
    CHECK(JsonDocument::parse("\"" + text + "\\n\"")->root().as_text() == text + "\n");
    CHECK(JsonDocument::parse("{\"" + text + "\\n\":1}")->root().key(0) == text + "\n");
}

} // namespace heed
