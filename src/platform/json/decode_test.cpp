// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/json/decode.hpp"

#include <doctest/doctest.h>

namespace heed::decode_tests {

enum class Color { red, green };

struct Inner {
    int depth = 0;
    std::optional<std::string> note;
};

HEED_FIELDS(Inner, depth, note)

struct Body {
    Text<3, 5> subject;
    Color color = Color::red;
    TicketId ticket;
    bool open = false;
    Inner inner;
    std::vector<Inner> others;
};

HEED_FIELDS(Body, subject, color, ticket, open, inner, others)

struct Patch {
    Field<PersonId> owner_id;
    Field<Text<0, 4>> title;
};

HEED_FIELDS(Patch, owner_id, title)

template <class T>
struct One {
    T value{};
};

BOOST_DESCRIBE_STRUCT(One<int>, (), (value))
BOOST_DESCRIBE_STRUCT(One<std::uint8_t>, (), (value))
BOOST_DESCRIBE_STRUCT(One<double>, (), (value))
BOOST_DESCRIBE_STRUCT(One<std::string>, (), (value))
BOOST_DESCRIBE_STRUCT(One<Instant>, (), (value))
BOOST_DESCRIBE_STRUCT(One<RawJson>, (), (value))

} // namespace heed::decode_tests

template <>
inline constexpr std::array<std::string_view, 2> heed::enum_names<heed::decode_tests::Color> = {
    "red",
    "green",
};

namespace heed::decode_tests {

namespace {

struct Refused {
    std::string code;
    std::string pointer;
    std::string detail;
    bool operator==(const Refused&) const = default;
};

template <class T>
Refused refusal(std::string_view text) {
    const auto result = parse_json<T>(text);
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().kind == Refusal::invalid);
    return {result.error().code, result.error().pointer, result.error().detail};
}

template <class T>
Refused refusal_of_one(std::string_view json) {
    return refusal<One<T>>("{\"value\":" + std::string(json) + "}");
}

constexpr std::string_view good = R"({"subject":" abc ","color":"green","ticket":7,"open":true,)"
                                  R"("inner":{"depth":1},"others":[{"depth":2,"note":"x"}]})";

std::string good_with(std::string_view old_part, std::string_view new_part) {
    std::string text(good);
    return text.replace(text.find(old_part), old_part.size(), new_part);
}

} // namespace

TEST_CASE("decode: a whole body") {
    const auto body = parse_json<Body>(good);
    REQUIRE(body.has_value());
    CHECK(body->subject.value == "abc");
    CHECK(body->color == Color::green);
    CHECK(body->ticket == TicketId{7});
    CHECK(body->open);
    CHECK(body->inner.depth == 1);
    CHECK_FALSE(body->inner.note.has_value());
    REQUIRE(body->others.size() == 1);
    CHECK(body->others[0].note == "x");
    CHECK(parse_json<Body>(to_json(*body)).has_value());
}

TEST_CASE("decode: refusals carry code, pointer and a sentence") {
    CHECK(
        refusal<Body>(good_with("\"open\":true", "\"open\":1")) ==
        Refused{"wrong_type", "/open", "The field open must be true or false."}
    );
    CHECK(
        refusal<Body>(good_with("\"open\":true,", "")) ==
        Refused{"required", "/open", "The field open is required."}
    );
    CHECK(refusal<Body>(good_with("\"open\":true", "\"open\":null")).code == "wrong_type");
    CHECK(
        refusal<Body>(good_with("\"depth\":2", "\"depth\":2,\"a/b~c\":1")) ==
        Refused{"unknown_field", "/others/0/a~1b~0c", "There is no field of this name here."}
    );
    CHECK(
        refusal<Body>(good_with("green", "blue")) ==
        Refused{"unknown_value", "/color", "The field color must be one of: red, green."}
    );
    CHECK(
        refusal<Body>(good_with("\"depth\":2", "\"depth\":\"2\"")) ==
        Refused{"wrong_type", "/others/0/depth", "The field depth must be an integer."}
    );
    CHECK(refusal<Body>("[]") == Refused{"wrong_type", "", "The body must be an object."});
    CHECK(
        refusal<Body>(good_with("[{\"depth\":2,\"note\":\"x\"}]", "{}")).detail ==
        "The field others must be a list."
    );
}

TEST_CASE("decode: an item of a list is called by its place and its list") {
    CHECK(
        refusal<Body>(good_with("\"note\":\"x\"}]", "\"note\":\"x\"},7]")) ==
        Refused{"wrong_type", "/others/1", "Item 2 of others must be an object."}
    );
}

TEST_CASE("decode: a body that is wrong as a whole is pointed to as a whole") {
    const auto refused = parse_json<Body>("[]").error();
    CHECK(
        refused.members == std::vector<std::pair<std::string, std::string>>{{"pointer", R"("")"}}
    );
    CHECK(parse_json<Body>(good_with("green", "blue")).error().members.empty());
}

TEST_CASE("decode: text is trimmed and counted in code points") {
    const auto subject = [](std::string_view text) { return good_with(" abc ", text); };
    CHECK(parse_json<Body>(subject("äöüßé"))->subject.value == "äöüßé");
    CHECK(refusal<Body>(subject("äöüßéa")).code == "too_long");
    CHECK(refusal<Body>(subject(" ab ")).code == "too_short");
    CHECK(refusal<Body>(subject("  ")).code == "required");
    CHECK(refusal<Body>(subject("ab\\u0000c")).code == "invalid_text");
    CHECK(refusal<Body>(subject("ab\\r\\nc")).code == "one_line");
    CHECK(refusal<Body>(subject("ab\\tc")).pointer == "/subject");
    CHECK(refusal<Body>(subject("abc\\u007f")).code == "one_line");
}

TEST_CASE("decode: numbers") {
    CHECK(refusal_of_one<int>("1.0").code == "wrong_type");
    CHECK(refusal_of_one<int>("1e3").code == "wrong_type");
    CHECK(
        refusal_of_one<int>("2147483648") ==
        Refused{
            "out_of_range",
            "/value",
            "The field value must be an integer from -2147483648 to 2147483647."
        }
    );
    CHECK(refusal_of_one<std::uint8_t>("-1").code == "out_of_range");
    CHECK(refusal_of_one<int>("99999999999999999999").code == "out_of_range");
    CHECK(refusal_of_one<int>("-99999999999999999999").code == "out_of_range");
    CHECK(refusal_of_one<double>("\"1\"").detail == "The field value must be a number.");
    CHECK(parse_json<One<double>>(R"({"value":3})")->value == 3.0);
    CHECK(parse_json<One<std::uint8_t>>(R"({"value":255})")->value == 255);
}

TEST_CASE("decode: ids are positive and below 2^53; a fact may hold an unset one") {
    const auto ticket = [](std::string_view id) {
        return good_with(":7,", ":" + std::string(id) + ",");
    };
    CHECK(refusal<Body>(ticket("0")).code == "out_of_range");
    CHECK(refusal<Body>(ticket("-1")).code == "out_of_range");
    CHECK(refusal<Body>(ticket("9007199254740992")).code == "out_of_range");
    CHECK(parse_json<Body>(ticket("9007199254740991")).has_value());
    CHECK(decode_fact<Body>(ticket("0")).has_value());
}

TEST_CASE("decode: instants and raw JSON") {
    CHECK(refusal_of_one<Instant>("5").code == "wrong_type");
    CHECK(refusal_of_one<Instant>("\"2026-02-30T00:00:00Z\"").code == "invalid_instant");
    const auto at = parse_json<One<Instant>>(R"({"value":"2026-06-10T11:00:00+02:00"})");
    CHECK(to_rfc3339(at->value) == "2026-06-10T09:00:00.000Z");
    CHECK(
        parse_json<One<RawJson>>(R"({"value": {"a": [1, 2.5]}})")->value.text == R"({"a":[1,2.5]})"
    );
}

TEST_CASE("decode: a PATCH field is absent, null or a value") {
    const auto absent = parse_json<Patch>("{}");
    CHECK_FALSE(absent->owner_id.present);
    const auto null = parse_json<Patch>(R"({"owner_id":null})");
    CHECK(null->owner_id.present);
    CHECK_FALSE(null->owner_id.value.has_value());
    const auto value = parse_json<Patch>(R"({"owner_id":3,"title":""})");
    CHECK(value->owner_id.value == PersonId{3});
    CHECK(value->title.value->value.empty());
    CHECK(refusal<Patch>(R"({"title":"12345"})").pointer == "/title");
}

TEST_CASE("decode: all errors of a body are listed, the first one leads") {
    const auto result = parse_json<Body>(R"({"subject":"abc","color":1,"ticket":0,"open":true})");
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().pointer == "/color");
    REQUIRE(result.error().members.size() == 1);
    CHECK(result.error().members[0].first == "errors");
    const auto list = JsonDocument::parse(result.error().members[0].second);
    REQUIRE(list->root().size() == 3);
    CHECK(list->root().item(1).find("pointer")->as_text() == "/ticket");
    CHECK(list->root().item(2).find("code")->as_text() == "required");
}

TEST_CASE("decode: no body makes more than twenty errors") {
    std::string text = "{";
    for (int member = 0; member < 100; ++member) text += "\"k" + std::to_string(member) + "\":0,";
    const auto result = parse_json<Patch>(text + "\"z\":0}");
    const auto list = JsonDocument::parse(result.error().members[0].second);
    CHECK(list->root().size() == Decoder::errors_max);
}

TEST_CASE("decode: maps and nested pointers of a given base") {
    const auto document = JsonDocument::parse(R"({"a":{"depth":1},"b":{"depth":true}})");
    const auto result = decode<std::map<std::string, Inner>>(document->root(), "/settings");
    CHECK(result.error().pointer == "/settings/b/depth");
    CHECK(
        decode<std::map<std::string, Inner>>(document->root().item(0)).error().pointer == "/depth"
    );
}

TEST_CASE("decode: a fact of a later version is read, a broken one is not") {
    const auto fact = decode_fact<Inner>(R"({"depth":4,"added_later":{"x":1}})");
    REQUIRE(fact.has_value());
    CHECK(fact->depth == 4);
    CHECK_FALSE(decode_fact<Inner>(R"({"depth":"4"})").has_value());
    CHECK_FALSE(decode_fact<Inner>(R"({"note":"x"})").has_value());
    CHECK_FALSE(decode_fact<Inner>("{").has_value());
}

TEST_CASE("decode: malformed text is 400, not 422") {
    CHECK(parse_json<Body>("{").error().kind == Refusal::malformed);
}

} // namespace heed::decode_tests
