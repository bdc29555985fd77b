// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/parameters.hpp"
#include "platform/http/request.hpp"

#include <doctest/doctest.h>

namespace heed::http {
namespace {

TEST_CASE("escapes are undone, and broken ones refused") {
    CHECK(percent_decoded("a%2Fb%C3%AB+") == "a/bë+");
    CHECK(form_decoded("a+b%2B") == "a b+");
    for (const auto* broken : {"%", "%4", "%zz", "%4g", "%00", "%ff", "%C3"})
        CHECK_MESSAGE(!percent_decoded(broken), broken);
    CHECK(percent_encoded("a b/ë~") == "a%20b%2F%C3%AB~");
    CHECK(percent_decoded(percent_encoded("any \"text\" & more")) == "any \"text\" & more");
}

TEST_CASE("a query gives each name its one value") {
    const auto query = Parameters::parse("state=open,new&&q=&limit=50&x=1&x=2&flag").value();
    CHECK(query.text("q") == "");
    CHECK(query.text("flag") == "");
    CHECK(query.text("none") == std::nullopt);
    CHECK(query.number("limit") == 50);
    CHECK(query.number("none") == std::nullopt);
    CHECK(query.list("state") == std::vector<std::string>{"open", "new"});
    CHECK(query.list("none") == std::vector<std::string>{});
    CHECK(query.every("x") == std::vector<std::string>{"1", "2"});

    CHECK(query.text("x").error().code == "repeated_parameter");
    CHECK(query.text("x").error().kind == Refusal::invalid);
    CHECK(query.number("q").error().code == "not_a_number");
    CHECK(Parameters::parse("a=%2").error().kind == Refusal::malformed);
}

TEST_CASE("numbers are whole and fit") {
    for (const auto* text : {"1.5", "1x", " 1", "", "99999999999999999999", "0x10", "+1"}) {
        Parameters parameters;
        parameters.add("n", text);
        CHECK_MESSAGE(!parameters.number("n"), text);
    }
}

TEST_CASE("a parameter that is not known is refused with those that are") {
    const std::vector<std::string> known{"limit", "cursor"};
    CHECK(Parameters::parse("cursor=1&limit=2")->require_only(known));
    const auto refused = Parameters::parse("limit=2&nope=1")->require_only(known);
    REQUIRE(!refused);
    CHECK(refused.error().code == "unknown_parameter");
    CHECK(
        refused.error().detail == R"(There is no parameter "nope" here; )"
                                  "those there are: limit, cursor."
    );
    CHECK(refused.error().members.front().second == R"(["limit","cursor"])");
    const auto none = Parameters::parse("nope=1")->require_only({});
    CHECK(none.error().detail == R"(There is no parameter "nope" here; none is taken.)");
}

TEST_CASE("a number in a path that is none means there is no such thing") {
    Request request;
    request.path_parameters.add("number", "12");
    request.path_parameters.add("word", "abc");
    request.path_parameters.add("negative", "-3");
    CHECK(request.path_number("number") == 12);
    CHECK(request.path_number("word").error().kind == Refusal::not_found);
    CHECK(request.path_number("negative").error().kind == Refusal::not_found);
}

TEST_CASE("cookies are found by their exact name") {
    Request request;
    request.headers.add("Cookie", "a=1; __Host-heed=abc=; b=");
    request.headers.add("cookie", "c=3");
    CHECK(request.cookie("__Host-heed") == "abc=");
    CHECK(request.cookie("b") == "");
    CHECK(request.cookie("c") == "3");
    CHECK(!request.cookie("A"));
    CHECK(!request.cookie("heed"));
}

} // namespace
} // namespace heed::http
