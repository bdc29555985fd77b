// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/entity_tag.hpp"

#include <doctest/doctest.h>
#include <initializer_list>

namespace heed::http {

namespace {

bool known(std::initializer_list<std::string_view> lines) {
    Headers headers;
    headers.add("Host", "\"abc\"");
    for (const auto line : lines) headers.add("if-none-match", line);
    return knows_tag(headers, "\"abc\"");
}

} // namespace

TEST_CASE("a tag is known by itself, in a list, as a weak one and by the star") {
    for (const auto* const line :
         {"\"abc\"",
          "W/\"abc\"",
          "*",
          " * ",
          "\"x\", W/\"abc\"",
          "\"x\",\"abc\",\"y\"",
          ",, \"a,b\" ,\t\"abc\"",
          "\"\", \"abc\""})
        CHECK_MESSAGE(known({line}), line);
    CHECK(known({"\"x\"", "W/\"abc\""}));
}

TEST_CASE("a tag is not known by what only looks like it") {
    CHECK_FALSE(known({}));
    for (const auto* const line :
         {"",
          ",",
          "abc",
          "\"x\"",
          "\"abcd\"",
          "\"ABC\"",
          "w/\"abc\"",
          "\"abc",
          "\"x\"\"abc\"",
          "\"x\", abc, \"abc\"",
          "\"*\"",
          "**",
          "*, \"x\""})
        CHECK_FALSE_MESSAGE(known({line}), line);
}

} // namespace heed::http
