// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/check.hpp"
#include "platform/http/router.hpp"

#include <doctest/doctest.h>

namespace heed::http {
namespace {

Route route(Method method, std::string pattern) {
    return {
        .method = method,
        .pattern = std::move(pattern),
        .needs = "anonymous",
        .handler = [](Request&) -> Result<Response> { return no_content(); },
    };
}

Router router() {
    return Router({
        route(Method::get, "/"),
        route(Method::get, "/tickets"),
        route(Method::post, "/tickets"),
        route(Method::get, "/tickets/{number}"),
        route(Method::get, "/tickets/export"),
        route(Method::put, "/tickets/{number}/tags/{tag}"),
        route(Method::get, "/tickets/{n}/history"),
        route(Method::post, "/tickets/{n}/history"),
        route(Method::get, "/assets/{path...}"),
        route(Method::get, "/assets/index"),
    });
}

std::string found(Method method, std::string_view path) {
    const auto table = router();
    const auto match = table.match(method, path);
    if (!match.route) return match.allowed.empty() ? "404" : "405 " + match.allowed;
    Request request;
    if (!Router::fill(request, match)) return "400";
    auto text = request.pattern;
    for (const auto& [name, value] : request.path_parameters.all())
        text.append(" ").append(name).append("=").append(value);
    return text;
}

TEST_CASE("a path finds its route and its parameters") {
    CHECK(found(Method::get, "/") == "/");
    CHECK(found(Method::get, "/tickets") == "/tickets");
    CHECK(found(Method::get, "/tickets/12") == "/tickets/{number} number=12");
    CHECK(
        found(Method::put, "/tickets/12/tags/a%2Fb%20c") ==
        "/tickets/{number}/tags/{tag} number=12 tag=a/b c"
    );
    CHECK(found(Method::get, "/tickets/export/history") == "/tickets/{n}/history n=export");
    CHECK(found(Method::put, "/tickets/1/tags/%zz") == "400");
}

TEST_CASE("a literal wins over a parameter, and that over the rest") {
    CHECK(found(Method::get, "/tickets/export") == "/tickets/export");
    CHECK(found(Method::get, "/assets/index") == "/assets/index");
    CHECK(found(Method::get, "/assets/index/a") == "/assets/{path...} path=index/a");
    CHECK(found(Method::get, "/assets/a/b.js") == "/assets/{path...} path=a/b.js");
    CHECK(found(Method::get, "/assets/") == "/assets/{path...} path=");
}

TEST_CASE("unknown paths and unknown methods are told apart") {
    for (const auto* path :
         {"/nothing",
          "/tickets/",
          "/tickets//history",
          "/tickets/1/tags",
          "/assets",
          "",
          "tickets",
          "//"})
        CHECK_MESSAGE(found(Method::get, path) == "404", path);
    CHECK(found(Method::delete_, "/tickets") == "405 GET, HEAD, POST");
    CHECK(found(Method::get, "/tickets/1/tags/a") == "405 PUT");
    CHECK(found(Method::head, "/tickets/1/tags/a") == "405 PUT");
    CHECK(found(Method::head, "/tickets/1") == "/tickets/{number} number=1");
    CHECK(router().match(std::nullopt, "/tickets").allowed == "GET, HEAD, POST");
}

TEST_CASE("tables that cannot work are refused at start") {
    const auto table = [](std::vector<Route> routes) { return Router(std::move(routes)); };
    CHECK_THROWS_AS(table({route(Method::get, "a")}), Fault);
    CHECK_THROWS_AS(table({route(Method::get, "/a/{b}"), route(Method::get, "/a/{c}")}), Fault);
    CHECK_THROWS_AS(table({route(Method::get, "/{a...}/b")}), Fault);
    auto without_handler = route(Method::get, "/");
    without_handler.handler = {};
    CHECK_THROWS_AS(table({without_handler}), Fault);
}

} // namespace
} // namespace heed::http
