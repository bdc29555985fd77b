// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/sandbox/task.hpp"

#include <doctest/doctest.h>

namespace heed::sandbox {

namespace {

enum class Colour { red, green };

struct Inner {
    std::string name;
    std::optional<Instant> at;
    auto operator<=>(const Inner&) const = default;
};
HEED_FIELDS(Inner, name, at)

struct Outer {
    Colour colour = Colour::red;
    bool yes = false;
    std::optional<TicketId> ticket;
    std::vector<Inner> inner;
    std::vector<std::string> words;
    std::size_t count = 0;
    auto operator<=>(const Outer&) const = default;
};
HEED_FIELDS(Outer, colour, yes, ticket, inner, words, count)

struct OnlyBool {
    bool yes = false;
};
HEED_FIELDS(OnlyBool, yes)

Outer full() {
    return {
        .colour = Colour::green,
        .yes = true,
        .ticket = TicketId{7},
        .inner =
            {{.name = std::string("a\0b", 3), .at = Instant{std::chrono::milliseconds{-5}}},
             {.name = "", .at = {}}},
        .words = {"one", "\xFF"},
        .count = 1U << 31U,
    };
}

} // namespace

TEST_CASE("a value comes back from its bytes as it was") {
    CHECK(decode<Outer>(encode(full())) == full());
    CHECK(decode<Outer>(encode(Outer{})) == Outer{});
}

TEST_CASE("bytes of a stranger are refused wherever they stop, go on or lie") {
    const auto bytes = encode(full());
    for (std::size_t cut = 0; cut < bytes.size(); ++cut)
        CHECK_THROWS_AS(decode<Outer>(std::string_view(bytes).substr(0, cut)), BadMessage);
    CHECK_THROWS_AS(decode<Outer>(bytes + "x"), BadMessage);
    CHECK_THROWS_AS(decode<OnlyBool>(encode(std::int64_t{2})), BadMessage);
    CHECK_THROWS_AS(decode<std::string>(encode(std::int64_t{-1})), BadMessage);
    CHECK_THROWS_AS(decode<std::vector<bool>>(encode(std::int64_t{1} << 60)), BadMessage);
    CHECK_THROWS_AS(decode<Colour>(encode(std::int64_t{-1})), BadMessage);
    CHECK_THROWS_AS(decode<int>(encode(std::int64_t{1} << 40)), BadMessage);
}

TEST_CASE("a refusal travels with its words") {
    const Result<Inner> refused =
        refuse(Refusal::invalid, "empty_letter", "/text", "The letter is empty.");
    const auto back = decode_result<Inner>(encode_result(refused));
    REQUIRE_FALSE(back.has_value());
    CHECK(back.error().kind == Refusal::invalid);
    CHECK(back.error().code == "empty_letter");
    CHECK(back.error().pointer == "/text");
    CHECK(back.error().detail == "The letter is empty.");
    const Result<Inner> value = Inner{.name = "x", .at = {}};
    CHECK(decode_result<Inner>(encode_result(value)).value() == *value);
}

} // namespace heed::sandbox
