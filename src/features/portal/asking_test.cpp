// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/portal/icon.hpp"
#include "features/portal/test_browser.hpp"
#include "kernel/text.hpp"
#include "tests/support/race.hpp"

#include <array>
#include <doctest/doctest.h>

using namespace heed;
using namespace heed::portal;
using namespace std::chrono_literals;
using tests::World;

namespace {

constexpr std::string_view reversed_name = "\u202Egnp.exe";

constexpr std::string_view hostile[] = {
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</textarea><svg onload=alert(1)>",
    "&lt;script&gt;",
    "{{7*7}} ${7*7} {name}",
    "javascript:alert(1)",
    reversed_name,
    "Robert'); DROP TABLE ticket;--",
};

/// The page without the number and address that differ.
std::string alike(std::string page, const std::string& number, const std::string& address) {
    for (const auto& part : {"number is " + number, address}) {
        for (auto at = page.find(part); at != std::string::npos; at = page.find(part))
            page.replace(at, part.size(), "*");
    }
    return page;
}

std::string number_on(const Shown& page) {
    const std::string_view mark = "Its number is ";
    const auto begin = page.html().find(mark) + mark.size();
    return page.html().substr(begin, page.html().find('.', begin) - begin);
}

} // namespace

TEST_CASE("whoever asks from an address whose letters came back is written to again") {
    in_each_world([](World& world) {
        world.customer("Ana");
        comes_back(world, "ana@customers.example");
        Browser browser(world);
        CHECK(ask(browser).says("ana@customers.example"));
        CHECK_FALSE(is_given_up(world, "ana@customers.example"));
    });
}

TEST_CASE("somebody unknown asks for help and hears the number") {
    in_each_world([](World& world) {
        Browser browser(world);
        browser.attach("log.txt", "out of paper");
        const auto page = ask(browser);
        REQUIRE(page.status() == 200);
        CHECK(page.says("We have your request"));
        CHECK(page.says("ana@customers.example"));
        Staff staff{world};
        const TicketId id{std::stoll(number_on(page))};
        const auto ticket = staff.ticket(id);
        CHECK(ticket.channel == tickets::Channel::form);
        CHECK(ticket.kind == tickets::Kind::incident);
        CHECK(ticket.state == tickets::State::new_);
        CHECK(ticket.subject == "The printer is silent");
        CHECK(ticket.entry_count == 1);
        const auto entries = world.read([&](db::Transaction& tx) {
            return conversations::entries_of(tx, Actor::system("test"), id, {}, 1);
        });
        CHECK(entries.items.front().channel == tickets::Channel::form);
        CHECK(world.facts("message_received") == 1);
        CHECK(browser.get("/requests").status() == 401);
        CHECK(browser.get("/requests/" + number_on(page)).status() == 401);
    });
}

TEST_CASE("the page is the same for a customer's address, and gives no access to their requests") {
    in_each_world([](World& world) {
        const auto ana = world.customer("Ana");
        const auto number = request_of(world, ana);
        Browser stranger(world, "198.51.100.8");
        const auto known = ask(stranger, {{"email", "ana@customers.example"}});
        const auto unknown = ask(stranger, {{"email", "new@customers.example"}});
        CHECK(
            alike(known.html(), number_on(known), "ana@customers.example") ==
            alike(unknown.html(), number_on(unknown), "new@customers.example")
        );
        CHECK(stranger.get("/requests/" + std::to_string(number.value)).status() == 401);
        CHECK(stranger.cookies.size() == 1); // the form's own, no session
    });
}

TEST_CASE("an agent's address in the form of nobody signed in makes a note that says why") {
    in_each_world([](World& world) {
        world.agent("Noor");
        Browser stranger(world, "198.51.100.8");
        stranger.attach("plan.txt", "Pay here.");
        const auto asked = ask(stranger, {{"email", "noor@desk.example"}});
        const auto other = ask(stranger, {{"email", "new@customers.example"}});
        REQUIRE(asked.status() == 200);
        CHECK(
            alike(asked.html(), number_on(asked), "noor@desk.example") ==
            alike(other.html(), number_on(other), "new@customers.example")
        );
        const auto entries = world.read([&](db::Transaction& tx) {
            const TicketId id{std::stoll(number_on(asked))};
            return conversations::entries_of(tx, Actor::system("test"), id, {}, 1);
        });
        const auto& entry = entries.items.front();
        CHECK(entry.kind == conversations::EntryKind::note);
        CHECK_FALSE(entry.author);
        REQUIRE(entry.judgements.size() == 1);
        CHECK(entry.judgements.front().kind == conversations::JudgementKind::unproven);
        CHECK(entry.judgements.front().reason.contains("nothing proves that Noor"));
        CHECK(world.facts("message_received") == 1); // the other one's
    });
}

TEST_CASE("an agent who asks as who they are signed in as is believed") {
    in_each_world([](World& world) {
        auto browser = Browser::of(world, world.agent("Noor"));
        REQUIRE(ask(browser).status() == 303);
        CHECK(world.facts("message_received") == 1);
        CHECK(world.facts("note_added") == 0);
    });
}

TEST_CASE("what is wrong stands beside its field, and what was typed stays") {
    in_each_world([](World& world) {
        Browser browser(world);
        const auto page =
            ask(browser,
                {{"subject", " "}, {"email", "ana@nowhere"}, {"text", "Do not lose\r\nthis."}});
        CHECK(page.status() == 422);
        CHECK(page.says("2 things need your attention"));
        CHECK(page.says("Say in a few words what it is about."));
        CHECK(page.says("This is not an e-mail address."));
        CHECK(page.says("value=\"ana@nowhere\""));
        CHECK(page.says("Do not lose\nthis."));
        CHECK(page.says("aria-invalid=\"true\""));
        CHECK(page.says("aria-describedby=\"email_hint email_problem\""));
        CHECK(world.facts("ticket_opened") == 0);
        CHECK(ask(browser, {{"subject", std::string(301, 'x')}}).status() == 422);
        CHECK(ask(browser, {{"website", "http://spam.example"}}).says("a trap for robots"));
        CHECK(world.facts("ticket_opened") == 0);
    });
}

TEST_CASE("the desk itself does not ask for help") {
    in_each_world([](World& world) {
        REQUIRE(world.run([](db::Transaction& tx, const Actor&, Instant) {
            return people::keep_own_addresses(
                tx, {.mailbox = 1, .before = {}, .now = {"help@desk.example"}}
            );
        }));
        Browser browser(world);
        const auto page = ask(browser, {{"email", "help@desk.example"}});
        CHECK(page.status() == 422);
        CHECK(page.says("This is our own address."));
        CHECK(page.says("value=\"help@desk.example\""));
        CHECK(world.facts("ticket_opened") == 0);
    });
}

TEST_CASE("hostile text in every field is text on every page") {
    in_each_world([](World& world) {
        const auto ana = world.customer("Ana");
        for (const auto text : hostile) {
            Browser browser(world, "198.51.100." + std::to_string(text.size()));
            for (const char* field :
                 {"subject", "text", "name", "email", "kind", "once", "website"}) {
                const auto page =
                    ask(browser, {{field, std::string(text)}, {"website", std::string(text)}});
                CHECK(page.status() == 422);
                CHECK_FALSE(page.says("<script"));
                CHECK_FALSE(page.says("<img"));
                CHECK_FALSE(page.says("<svg"));
                CHECK_FALSE(page.says("' onmouseover"));
            }
            auto signed_in = Browser::of(world, ana);
            signed_in.attach(std::string(text) + ".txt", "x");
            const auto sent =
                ask(signed_in, {{"subject", std::string(text)}, {"text", std::string(text)}});
            REQUIRE(sent.status() == 303);
            const auto path = sent.header("Location");
            for (const auto& page : {signed_in.get(path), signed_in.get("/requests")}) {
                CHECK(page.status() == 200);
                CHECK(page.says(html_escaped(without_overrides(text))));
                CHECK_FALSE(page.says("<script"));
                CHECK_FALSE(page.says("<img"));
                CHECK_FALSE(page.says("<svg"));
                CHECK_FALSE(page.says("href=\"javascript:"));
            }
        }
    });
}

TEST_CASE("a form that is not from our page changes nothing") {
    in_each_world([](World& world) {
        Browser browser(world);
        const auto stale = ask(browser, {{"csrf", "invented"}});
        CHECK(stale.status() == 403);
        CHECK(stale.says("It prints nothing."));
        CHECK(ask(browser, {{"csrf", ""}}).status() == 403);
        browser.origin = "https://evil.example";
        CHECK(ask(browser).status() == 403);
        browser.origin = "null";
        CHECK(ask(browser).status() == 403);
        CHECK(world.facts("ticket_opened") == 0);

        auto signed_in = Browser::of(world, world.customer("Ana"));
        CHECK(ask(signed_in, {{"csrf", "invented"}}).status() == 403);
        CHECK(signed_in.post("/sign_out", {}).status() == 403);
        CHECK(signed_in.post("/requests/1/solved", {{"csrf", "invented"}}).status() == 403);
        CHECK(world.facts("ticket_opened") == 0);
    });
}

TEST_CASE("a desk that nobody has set up asks for that before it takes requests") {
    for (const auto engine : db::test_engines()) {
        World world(engine, {.routes = {routes()}});
        const auto page = Browser(world).get("/");
        CHECK(page.status() == 303);
        CHECK(page.header("Location") == "/desk");
        world.administrator();
        CHECK(Browser(world).get("/").status() == 200);
    }
}

TEST_CASE("a button pressed twice sends once; other words are another request") {
    in_each_world([](World& world) {
        Browser browser(world);
        const auto page = browser.get("/");
        Fields fields = {
            {"csrf", page.hidden("csrf")},
            {"once", page.hidden("once")},
            {"subject", "Twice"},
            {"text", "First"},
            {"name", "Ana"},
            {"email", "ana@customers.example"},
        };
        const auto first = browser.post("/", fields);
        const auto second = browser.post("/", fields);
        CHECK(number_on(first) == number_on(second));
        CHECK(world.facts("ticket_opened") == 1);
        fields[3].second = "Corrected";
        CHECK(number_on(browser.post("/", fields)) != number_on(first));
        CHECK(world.facts("ticket_opened") == 2);
    });
}

TEST_CASE("a button pressed twice at once sends once, and both presses hear what became of it") {
    in_each_world([](World& world) {
        Browser browser(world);
        const auto page = browser.get("/");
        const Fields fields = {
            {"csrf", page.hidden("csrf")},
            {"once", page.hidden("once")},
            {"subject", "Twice"},
            {"text", "At once"},
            {"name", "Ana"},
            {"email", "ana@customers.example"},
        };
        std::array<Shown, 8> answers;
        tests::race(8, [&](int press) {
            auto same = browser;
            answers.at(static_cast<std::size_t>(press)) = same.post("/", fields);
        });
        for (const auto& answer : answers) {
            CHECK(answer.status() == 200);
            CHECK(number_on(answer) == number_on(answers.front()));
        }
        CHECK(world.facts("ticket_opened") == 1);
    });
}

TEST_CASE("one address, and one network, is written to only so often") {
    in_each_world([](World& world) {
        Browser browser(world);
        for (int time = 0; time < 5; ++time) CHECK(ask(browser).status() == 200);
        const auto refused = ask(browser, {{"text", "Keep these words"}});
        CHECK(refused.status() == 429);
        CHECK(refused.says("Keep these words"));
        CHECK(refused.says("60 minutes"));
        CHECK(ask(browser, {{"email", "other@customers.example"}}).status() == 200);
        for (int time = 6; time < 30; ++time) {
            const auto address = "a" + std::to_string(time) + "@customers.example";
            CHECK(ask(browser, {{"email", address}}).status() == 200);
        }
        CHECK(ask(browser, {{"email", "more@customers.example"}}).status() == 429);
        auto signed_in = Browser::of(world, world.customer("Ben"));
        CHECK(ask(signed_in).status() == 303);
        world.clock.advance(1h);
        CHECK(ask(browser).status() == 200);
    });
}

TEST_CASE("pages run nothing, are not kept, framed or found") {
    in_each_world([](World& world) {
        Browser browser(world);
        const auto page = browser.get("/");
        const auto policy = page.header("Content-Security-Policy");
        CHECK(policy.starts_with("default-src 'none'"));
        CHECK(policy.contains("form-action 'self'"));
        CHECK(policy.contains("frame-ancestors 'none'"));
        CHECK_FALSE(policy.contains("script-src"));
        CHECK_FALSE(policy.contains("unsafe"));
        CHECK(page.header("Cache-Control") == "no-store");
        CHECK(page.header("X-Robots-Tag").starts_with("noindex"));
        CHECK_FALSE(page.says("<script"));
        CHECK_FALSE(page.says("style=\""));
        const auto cookie = page.header("Set-Cookie");
        for (const char* part : {"__Host-heed_form=", "; Secure", "; HttpOnly", "; SameSite=Lax"})
            CHECK(cookie.contains(part));
        CHECK(browser.get("/").header("Set-Cookie").empty());
        CHECK_FALSE(page.says("data-theme"));
        browser.cookies["heed_theme"] = "dark";
        CHECK(browser.get("/").says("<html lang=\"en\" data-theme=\"dark\">"));
        browser.cookies["heed_theme"] = "x\" onload=\"";
        CHECK_FALSE(browser.get("/").says("data-theme"));
        CHECK(browser.get("/portal.css").header("Content-Type").starts_with("text/css"));
    });
}

TEST_CASE("a page names its icon, and browsers that ask for one unasked get the same") {
    in_each_world([](World& world) {
        Browser browser(world);
        const auto page = browser.get("/");
        CHECK(page.says("<link rel=\"icon\" type=\"image/svg+xml\" href=\"" + icon_url() + "\">"));
        CHECK(page.header("Content-Security-Policy").contains("img-src 'self'"));
        const auto kept = browser.get(icon_url());
        CHECK(kept.status() == 200);
        CHECK(kept.header("Content-Type") == "image/svg+xml");
        CHECK(kept.header("Cache-Control").contains("immutable"));
        const auto unasked = browser.get("/favicon.ico");
        CHECK(unasked.status() == 200);
        CHECK(unasked.header("Content-Type") == "image/svg+xml");
        CHECK(unasked.header("Cache-Control") == "public, max-age=86400");
    });
}

TEST_CASE("who asks on a German page is written to in German from then on") {
    in_each_world([](World& world) {
        Browser browser(world);
        REQUIRE(ask(browser).status() == 200);
        CHECK_FALSE(language_of(world, "ana@customers.example"));
        browser.language = "fr";
        REQUIRE(ask(browser).status() == 200); // the portal has no French page
        CHECK_FALSE(language_of(world, "ana@customers.example"));
        browser.language = "de-AT,en;q=0.5";
        REQUIRE(ask(browser).status() == 200);
        CHECK(language_of(world, "ana@customers.example") == "de");
        browser.language = "en";
        REQUIRE(ask(browser).status() == 200);
        CHECK(language_of(world, "ana@customers.example") == "de");
        CHECK(world.facts("language_learned") == 1);
    });
}
