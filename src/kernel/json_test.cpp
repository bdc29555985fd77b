// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/json.hpp"

#include <cmath>
#include <doctest/doctest.h>
#include <limits>

namespace heed {
namespace {

enum class Colour { red, dark_green };

struct Inner {
    std::string name;
    bool operator==(const Inner&) const = default;
};
HEED_FIELDS(Inner, name)

struct Outer {
    TicketId id;
    Instant at;
    Colour colour = Colour::red;
    Text<1, 20> title;
    std::optional<int> count;
    std::vector<Inner> items;
    Field<int> patched;
};
HEED_FIELDS(Outer, id, at, colour, title, count, items, patched)

} // namespace

template <>
inline constexpr std::array<std::string_view, 2> enum_names<Colour> = {"red", "dark_green"};
} // namespace heed

using namespace heed;
using namespace std::string_literals;

TEST_CASE("strings are escaped and nothing more") {
    CHECK(to_json("plain"s) == R"("plain")");
    CHECK(to_json("Grüße / 🙂"s) == "\"Grüße / 🙂\"");
    CHECK(to_json("\"\\\n\r\t"s) == R"("\"\\\n\r\t")");
    CHECK(to_json("\x01\x1F\0"s) == R"("\u0001\u001f\u0000")");
    CHECK(to_json(""s) == R"("")");
}

TEST_CASE("numbers keep every digit") {
    CHECK(to_json(std::numeric_limits<std::int64_t>::min()) == "-9223372036854775808");
    CHECK(to_json(std::numeric_limits<std::uint64_t>::max()) == "18446744073709551615");
    CHECK(to_json(0) == "0");
    CHECK(to_json(0.1) == "0.1");
    CHECK(to_json(1e300) == "1e+300");
    CHECK(to_json(true) == "true");
}

TEST_CASE("what JSON cannot say as a number is null") {
    CHECK(to_json(std::nan("")) == "null");
    CHECK(to_json(std::numeric_limits<double>::infinity()) == "null");
}

TEST_CASE("fields are written in declared order, optionals always, absent patches never") {
    Outer outer{
        .id = {7},
        .at = Instant{std::chrono::milliseconds{1}},
        .colour = Colour::dark_green,
        .title = {"Printer"},
        .count = {},
        .items = {{"a"}, {"b"}},
        .patched = {},
    };
    CHECK(
        to_json(outer) == R"({"id":7,"at":"1970-01-01T00:00:00.001Z","colour":"dark_green",)"
                          R"("title":"Printer","count":null,"items":[{"name":"a"},{"name":"b"}]})"
    );
    outer.patched = 5;
    CHECK(to_json(outer).ends_with(R"("patched":5})"));
    outer.patched = std::nullopt;
    CHECK(to_json(outer).ends_with(R"("patched":null})"));
}

TEST_CASE("maps, lists and ready text") {
    CHECK(to_json(std::map<std::string, int>{{"a\"", 1}, {"b", 2}}) == R"({"a\"":1,"b":2})");
    CHECK(to_json(std::map<std::string, int>{}) == "{}");
    CHECK(to_json(std::vector<int>{}) == "[]");
    CHECK(to_json(std::vector<bool>{true, false}) == "[true,false]");
    CHECK(to_json(RawJson{R"({"as":"is"})"}) == R"({"as":"is"})");
    CHECK(to_json(RawJson{}) == "null");
}
