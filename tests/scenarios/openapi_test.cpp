// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/openapi.hpp"
#include "kernel/format.hpp"
#include "tests/scenarios/desk.hpp"
#include "tests/support/schema_check.hpp"

#include <algorithm>
#include <doctest/doctest.h>

using namespace heed;
using namespace heed::tests;

namespace {

constexpr std::string_view base = "/api/v1";

std::vector<std::string> misfits_of(std::string_view body) {
    static const ApiDocument document(app::openapi());
    return document.misfits(
        {.method = "get",
         .path = "/priorities",
         .status = 200,
         .content_type = "application/json",
         .body = body}
    );
}

} // namespace

TEST_CASE("the API document is an OpenAPI 3.1 document without loose ends") {
    const auto text = app::openapi();
    CHECK(text == app::openapi());
    CHECK(text.ends_with("}\n"));
    for (const auto& flaw : ApiDocument(text).flaws()) FAIL_CHECK(flaw);
}

TEST_CASE("a document with loose ends is found out") {
    const ApiDocument broken(R"({"openapi":"3.0.3","info":{"title":"x"},"paths":{"/a/{id}":{"get":)"
                             R"({"responses":{"200":{"$ref":"#/components/responses/Nowhere"}}}}}})"
    );
    CHECK(broken.flaws().size() == 8);
}

TEST_CASE("every route of the API is described, and nothing else") {
    const auto described = app::all_described();
    const auto find = [&](http::Method method, std::string_view pattern) {
        return std::ranges::any_of(described, [&](const Described& one) {
            return one.method == method && one.pattern == pattern;
        });
    };
    const auto routes = app::all_routes();
    for (const auto& route : routes) {
        if (!route.pattern.starts_with(base)) continue;
        CAPTURE(route.pattern);
        CAPTURE(name_of(route.method));
        // A new route wants a line in `descriptions`, beside its table, and `./dev fix`.
        CHECK(find(route.method, route.pattern));
    }
    for (const auto& one : described) {
        CAPTURE(one.pattern);
        const bool in_a_table = std::ranges::any_of(routes, [&](const Route& route) {
            return route.method == one.method && route.pattern == one.pattern;
        });
        CHECK(in_a_table == one.needs.empty());
    }
}

TEST_CASE("an answer is held against the document") {
    CHECK(misfits_of(R"({"matrix":[[1,2,3],[2,3,4],[3,4,5]],"version":1})").empty());
    CHECK(misfits_of(R"({"matrix":"none","version":1})").size() == 1);
    CHECK(misfits_of(R"({"version":1})").size() == 1);
    CHECK(misfits_of(R"({"matrix":[],"version":1,"colour":1})").size() == 1);
}

TEST_CASE("what an administrator reads is as the document says") {
    for (const auto engine : db::test_engines()) {
        StoryDesk desk(engine); // holds every answer against the document
        auto ada = desk.administrator();
        desk.team("Network");
        const auto number = desk.arrives(letter({})).number;
        REQUIRE(number.has_value());
        const auto ticket = fmt::format("/api/v1/tickets/{}", number->value);
        for (const auto* const path :
             {"/api/v1/session",
              "/api/v1/agents",
              "/api/v1/roles",
              "/api/v1/tokens",
              "/api/v1/people",
              "/api/v1/organisations",
              "/api/v1/teams",
              "/api/v1/tickets",
              "/api/v1/counts",
              "/api/v1/mailboxes",
              "/api/v1/letters",
              "/api/v1/blocked_senders"}) {
            CAPTURE(path);
            CHECK(ada.get(path).status() == 200);
        }
        for (const auto* const part : {"", "/entries", "/history"})
            CHECK(ada.get(ticket + part).status() == 200);
        CHECK(ada.put(ticket + "/tags/vpn").status() == 200);
        CHECK(ada.post(ticket + "/notes", R"({"body_text":"Seen."})").status() == 201);
        CHECK(ada.post(ticket + "/resolution", R"({"resolution":"Renewed."})").status() == 200);
        CHECK(ada.get("/api/v1/tickets/999999").status() == 404);
        CHECK(ada.patch(ticket, R"({"colour":1})").status() == 422);
    }
}
