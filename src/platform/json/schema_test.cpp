// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/json/schema.hpp"

#include <doctest/doctest.h>

namespace heed::schema_tests {

enum class Color { red, green };

struct Leaf {
    int depth = 0;
};

HEED_FIELDS(Leaf, depth)

struct Tree {
    Text<1, 20> name;
    std::optional<Color> color;
    std::optional<Leaf> leaf;
    std::vector<Tree> below;
    Field<PersonId> owner_id;
    RawJson more;
    std::map<std::string, Instant> times;
};

HEED_FIELDS(Tree, name, color, leaf, below, owner_id, more, times)

namespace other {

struct Leaf {
    bool green = false;
};

HEED_FIELDS(Leaf, green)

struct Named {
    bool green = false;
};

HEED_FIELDS(Named, green)

} // namespace other

} // namespace heed::schema_tests

template <>
inline constexpr std::array<std::string_view, 2> heed::enum_names<heed::schema_tests::Color> = {
    "red",
    "green",
};

template <>
inline constexpr std::string_view heed::schema_name<heed::schema_tests::other::Named> = "OtherLeaf";

namespace heed::schema_tests {

TEST_CASE("schema: leaves") {
    CHECK(schema<bool>() == R"({"type":"boolean"})");
    CHECK(schema<double>() == R"({"type":"number"})");
    CHECK(schema<std::int16_t>() == R"({"type":"integer","minimum":-32768,"maximum":32767})");
    CHECK(schema<TicketId>() == R"({"type":"integer","minimum":1,"maximum":9007199254740991})");
    CHECK(schema<Text<0, 5>>() == R"({"type":"string","maxLength":5})");
    CHECK(schema<RawJson>() == "{}");
    CHECK(
        schema<std::optional<std::vector<Text<2, 5>>>>(SchemaUse::request) ==
        R"({"type":["array","null"],"items":{"type":"string","minLength":2,"maxLength":5},)"
        R"("maxItems":10000})"
    );
    CHECK(
        schema<std::optional<Color>>() ==
        R"({"type":["string","null"],"enum":["red","green",null]})"
    );
}

TEST_CASE("schema: a list that may be null does not let its items be null") {
    CHECK(
        schema<std::optional<std::vector<Color>>>() ==
        R"({"type":["array","null"],"items":{"type":"string","enum":["red","green"]}})"
    );
}

TEST_CASE("schema: a request's struct requires what may not be absent") {
    Schemas schemas;
    CHECK(schemas.of<Tree>(SchemaUse::request) == R"({"$ref":"#/components/schemas/Tree"})");
    CHECK(
        schemas.named().at("Tree") ==
        R"({"type":"object","properties":{"name":{"type":"string","minLength":1,"maxLength":20},)"
        R"("color":{"type":["string","null"],"enum":["red","green",null]},)"
        R"("leaf":{"anyOf":[{"$ref":"#/components/schemas/Leaf"},{"type":"null"}]},)"
        R"("below":{"type":"array","items":{"$ref":"#/components/schemas/Tree"},"maxItems":10000},)"
        R"("owner_id":{"type":["integer","null"],"minimum":1,"maximum":9007199254740991},)"
        R"("more":{},)"
        R"("times":{"type":"object","additionalProperties":{"type":"string",)"
        R"("format":"date-time"}}},)"
        R"("required":["name","more"],"additionalProperties":false})"
    );
    CHECK(schemas.named().contains("Leaf"));
}

TEST_CASE("schema: an answer always has all its fields; the request side gets its own name") {
    Schemas schemas;
    schemas.of<Tree>(SchemaUse::answer);
    CHECK(schemas.named().at("Tree").contains(
        R"("required":["name","color","leaf","below","more","times"])"
    ));
    CHECK(schemas.of<Tree>(SchemaUse::request) == R"({"$ref":"#/components/schemas/TreeInput"})");
    CHECK(schemas.named().contains("TreeInput"));
}

TEST_CASE("schema: two structs of one name are told apart by schema_name or refused") {
    Schemas schemas;
    schemas.of<Leaf>(SchemaUse::answer);
    CHECK_THROWS_WITH_AS(
        schemas.of<other::Leaf>(SchemaUse::answer),
        doctest::Contains("specialise schema_name"),
        Fault
    );
    schemas.of<other::Named>(SchemaUse::answer);
    CHECK(schemas.named().contains("OtherLeaf"));
}

TEST_CASE("schema: alone it brings its definitions and is JSON") {
    const auto text = schema<std::vector<Leaf>>();
    CHECK(
        text ==
        R"({"type":"array","items":{"$ref":"#/$defs/Leaf"},"$defs":{"Leaf":{"type":"object",)"
        R"("properties":{"depth":{"type":"integer","minimum":-2147483648,"maximum":2147483647}},)"
        R"("required":["depth"],"additionalProperties":false}}})"
    );
    CHECK(JsonDocument::parse(schema<Tree>()).has_value());
}

} // namespace heed::schema_tests
