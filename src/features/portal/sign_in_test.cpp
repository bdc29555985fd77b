// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/portal/sign_in_pages.hpp"
#include "features/portal/test_browser.hpp"

#include <doctest/doctest.h>

using namespace heed;
using namespace heed::portal;
using namespace std::chrono_literals;
using tests::World;

namespace {

Shown ask_link(Browser& browser, const std::string& email, const std::string& next = "") {
    const auto csrf = browser.get("/sign_in").hidden("csrf");
    return browser.post("/sign_in", {{"csrf", csrf}, {"email", email}, {"next", next}});
}

/// What the button of the page that a link leads to sends.
Fields button_of(Browser& browser, const std::string& path) {
    const auto page = browser.get(path);
    return {{"csrf", page.hidden("csrf")}, {"next", page.hidden("next")}};
}

Shown enter(Browser& browser, const std::string& path) {
    return browser.post(path, button_of(browser, path));
}

std::string fresh_link(World& world, Browser& browser, const std::string& next = "") {
    ask_link(browser, "ana@customers.example", next);
    return "/sign_in/" + world.token_in_letter("sign_in_link_asked");
}

} // namespace

TEST_CASE("a link signs in once, by its button") {
    in_each_world([](World& world) {
        const auto ana = world.customer("Ana");
        const auto id = request_of(world, ana);
        Browser browser(world);
        CHECK(ask_link(browser, "ana@customers.example").says("Look into your mailbox"));
        const auto path = "/sign_in/" + world.token_in_letter("sign_in_link_asked");
        const auto before = world.facts("signed_in");
        for (int time = 0; time < 3; ++time) CHECK(browser.get(path).says("Sign me in"));
        CHECK(world.facts("signed_in") == before);
        CHECK(browser.get("/requests").status() == 401);
        CHECK(browser.get(path).header("Referrer-Policy") == "strict-origin");

        CHECK(browser.post(path, {}).status() == 403);
        const auto entered = enter(browser, path);
        CHECK(entered.status() == 303);
        CHECK(entered.header("Location") == "/requests");
        CHECK(browser.get("/requests").says("/requests/" + std::to_string(id.value)));

        Browser second(world);
        CHECK(second.get(path).status() == 404);
        const auto csrf = second.get("/sign_in").hidden("csrf");
        CHECK(second.post(path, {{"csrf", csrf}}).status() == 404);
        const auto invented = "/sign_in/" + std::string(43, 'A');
        CHECK(second.get(path).html() == second.get(invented).html());

        const auto page = browser.get("/requests");
        CHECK(browser.post("/sign_out", {{"csrf", page.hidden("csrf")}}).status() == 303);
        CHECK(browser.get("/requests").status() == 401);
    });
}

TEST_CASE("a link from a letter that arrived shows that letters arrive") {
    in_each_world([](World& world) {
        world.customer("Ana");
        comes_back(world, "ana@customers.example");
        Browser browser(world);
        const auto path = fresh_link(world, browser);
        CHECK(browser.get(path).status() == 200);
        CHECK(is_given_up(world, "ana@customers.example"));
        CHECK(enter(browser, path).status() == 303);
        CHECK_FALSE(is_given_up(world, "ana@customers.example"));
    });
}

TEST_CASE("the button of a link pressed twice signs in once, and both presses lead to one place") {
    in_each_world([](World& world) {
        world.customer("Ana");
        Browser browser(world);
        const auto path = fresh_link(world, browser, "/requests/7");
        const auto button = button_of(browser, path);
        const auto before = world.facts("signed_in");
        const auto unheard = browser.cookies; // the second press goes before the first is answered
        const auto first = browser.post(path, button);
        CHECK(first.header("Location") == "/requests/7");
        const auto signed_in = browser.cookies;

        SUBCASE("after the answer was heard") {
            CHECK(browser.post(path, button).header("Location") == "/requests/7");
            CHECK(browser.cookies == signed_in);
        }
        SUBCASE("before it was heard") {
            browser.cookies = unheard;
            CHECK(browser.post(path, button).header("Location") == "/requests/7");
            CHECK(browser.cookies == signed_in);
        }
        CHECK(browser.get("/requests").status() == 200);
        CHECK(world.facts("signed_in") == before + 1);
    });
}

TEST_CASE("who was signed in as somebody else may press twice, too") {
    in_each_world([](World& world) {
        const auto id = request_of(world, world.customer("Ana"));
        auto browser = Browser::of(world, world.customer("Ben"));
        Browser asking(world);
        const auto path = fresh_link(world, asking);
        const auto button = button_of(browser, path);
        const auto of_ben = browser.cookies;
        CHECK(browser.post(path, button).status() == 303);
        const auto of_ana = browser.cookies;
        CHECK(of_ana != of_ben);
        browser.cookies = of_ben;
        CHECK(browser.post(path, button).status() == 303);
        CHECK(browser.cookies == of_ana);
        CHECK(browser.get("/requests").says("/requests/" + std::to_string(id.value)));
    });
}

TEST_CASE("a spent link lets nobody in who did not press it, nor after signing out") {
    in_each_world([](World& world) {
        world.customer("Ana");
        Browser browser(world);
        const auto path = fresh_link(world, browser);
        Browser other(world);
        const auto others = button_of(other, path);
        const auto button = button_of(browser, path);
        const auto unheard = browser.cookies;
        CHECK(browser.post(path, button).status() == 303);
        CHECK(other.post(path, others).status() == 404); // a page of its own, opened in time
        CHECK(other.post(path, button).status() == 403); // the words of the other's page
        CHECK(other.get("/requests").status() == 401);

        SUBCASE("signed out") {
            const auto csrf = browser.get("/requests").hidden("csrf");
            CHECK(browser.post("/sign_out", {{"csrf", csrf}}).status() == 303);
        }
        SUBCASE("after the link's quarter of an hour") {
            world.clock.advance(15min);
        }
        browser.cookies = unheard;
        CHECK(browser.post(path, button).status() == 404);
        CHECK(browser.get("/requests").status() == 401);
    });
}

TEST_CASE("asking for a link tells nobody who is known") {
    in_each_world([](World& world) {
        world.customer("Ana");
        Browser browser(world);
        const auto known = ask_link(browser, "ana@customers.example");
        const auto unknown = ask_link(browser, "eva@customers.example");
        CHECK(known.status() == unknown.status());
        auto html = known.html();
        html.replace(html.find("ana@"), 3, "eva");
        CHECK(html == unknown.html());
        CHECK(ask_link(browser, "nonsense").status() == 422);
        const auto elsewhere = browser.post("/sign_in", {{"email", "ana@customers.example"}});
        CHECK(elsewhere.status() == 403);
        CHECK(elsewhere.says("ana@customers.example"));
        CHECK(world.facts("sign_in_link_asked") == 1);
    });
}

TEST_CASE("a link is worthless after 15 minutes, and from another site") {
    in_each_world([](World& world) {
        world.customer("Ana");
        Browser browser(world);
        ask_link(browser, "ana@customers.example");
        const auto path = "/sign_in/" + world.token_in_letter("sign_in_link_asked");
        const auto csrf = browser.get(path).hidden("csrf");
        browser.origin = "https://evil.example";
        CHECK(browser.post(path, {{"csrf", csrf}}).status() == 403);
        browser.origin = "https://desk.example";
        world.clock.advance(15min);
        CHECK(browser.get(path).status() == 404);
        CHECK(browser.post(path, {{"csrf", csrf}}).status() == 404);
    });
}

TEST_CASE("after signing in one comes where one wanted to") {
    in_each_world([](World& world) {
        const auto ana = world.customer("Ana");
        Browser browser(world);
        ask_link(browser, "ana@customers.example", "/requests/7");
        const auto path = "/sign_in/" + world.token_in_letter("sign_in_link_asked");
        CHECK(enter(browser, path).header("Location") == "/requests/7");
        CHECK_FALSE(browser.cookies.contains("__Host-heed_next"));
        const auto again = browser.get("/sign_in?next=//evil.example");
        CHECK(again.header("Location") == "/requests");
    });
}

TEST_CASE("nobody is sent elsewhere") {
    CHECK(local_path("/requests/12") == "/requests/12");
    for (const char* wanted :
         {"",
          "/",
          "//evil.example",
          "///evil.example",
          "/\\evil.example",
          "\\\\evil.example",
          "/%2f%2fevil.example",
          "%2f%2fevil.example",
          "https://evil.example",
          "https:evil.example",
          "javascript:alert(1)",
          "/requests/12/../../evil",
          "/requests/12?x=1",
          "/requests/12#x",
          "/requests/-1",
          "/requests/0",
          "/requests/ 1",
          "/requests/1 ",
          "/requests/1\r\nSet-Cookie: a=b",
          "/requests/99999999999999999999",
          "/requests//evil.example",
          "/requests@evil.example",
          "/r/abc",
          "data:text/html,x",
          "//evil.example/requests/1",
          "http:///requests/1",
          "\t//evil.example",
          " /requests/1"}) {
        INFO(wanted);
        CHECK(local_path(wanted) == "/requests");
    }
}

TEST_CASE("the letter with a link speaks the language of the page that it was asked on") {
    in_each_world([](World& world) {
        world.customer("Ana");
        world.agent("Noor");
        Browser browser(world);
        browser.language = "de";
        for (const auto* address : {"ana@customers.example", "nobody@customers.example"})
            CHECK(ask_link(browser, address).status() == 200);
        CHECK(language_of(world, "ana@customers.example") == "de");
        CHECK(world.facts("language_learned") == 1);
    });
}
