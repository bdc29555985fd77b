// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/portal/test_browser.hpp"
#include "features/search/search.hpp"

#include <doctest/doctest.h>

using namespace heed;
using namespace heed::portal;
using namespace std::chrono_literals;
using tests::World;

namespace {

constexpr const char* canary = "canary-5f1c9e";

std::string path_of(TicketId id) {
    return "/requests/" + std::to_string(id.value);
}

Fields message(const Shown& page, const std::string& text) {
    return {{"csrf", page.hidden("csrf")}, {"once", page.hidden("once")}, {"text", text}};
}

Shown reply(Browser& browser, TicketId id, const std::string& text) {
    const auto page = browser.get(path_of(id));
    return browser.post(path_of(id) + "/reply", message(page, text));
}

Shown solve(Browser& browser, TicketId id) {
    const auto page = browser.get(path_of(id));
    return browser.post(path_of(id) + "/solved", {{"csrf", page.hidden("csrf")}});
}

} // namespace

TEST_CASE("a customer follows a request from asking to solved") {
    in_each_world([](World& world) {
        Staff staff{world};
        const auto ana = world.customer("Ana");
        auto browser = Browser::of(world, ana);
        CHECK(browser.get("/requests").says("You have not asked for anything yet"));
        const auto id = request_of(world, ana);
        CHECK(browser.get(path_of(id)).says("We have received your request"));
        CHECK_FALSE(browser.get(path_of(id)).says("Does everything work again?"));
        CHECK(browser.get(path_of(id)).says("It is solved now"));
        CHECK(browser.get("/requests").says("The printer is silent"));

        staff.answer(id, "We found the *cause*.");
        const auto answered = browser.get(path_of(id));
        CHECK(answered.says("We have answered you"));
        CHECK(answered.says("Does everything work again?"));
        CHECK(answered.says("<em>cause</em>"));
        CHECK(answered.says("<strong>Leo</strong>"));

        browser.attach("photo.txt", "a picture");
        CHECK(
            reply(browser, id, "Still silent.").header("Location") == path_of(id) + "?said=reply"
        );
        CHECK(browser.get(path_of(id) + "?said=reply").says("Your message has been sent."));
        CHECK(browser.get(path_of(id)).says("photo.txt"));

        CHECK(solve(browser, id).status() == 303);
        CHECK(staff.ticket(id).state == tickets::State::resolved);
        CHECK(staff.ticket(id).resolved_by == ana.person);
        const auto facts = world.facts("ticket_changed");
        CHECK(solve(browser, id).status() == 303);
        CHECK(world.facts("ticket_changed") == facts);
        CHECK(browser.get(path_of(id)).says("This is solved"));
        CHECK(browser.get("/requests").says("Past"));
    });
}

TEST_CASE("customers search their own requests, and nothing internal shows") {
    in_each_world([](World& world) {
        Staff staff{world};
        const auto ana = world.customer("Ana");
        auto browser = Browser::of(world, ana);
        const auto id = request_of(world, ana);
        request_of(world, world.customer("Ben"));
        staff.answer(id, "A new toner arrives.");
        staff
            .run([&](db::Transaction& tx, const Actor& actor, Instant now) {
                return conversations::write_note(
                    tx, actor, id, {.body = {.text = canary, .html = {}, .excerpt = {}}}, now
                );
            })
            .value();
        CHECK(browser.get("/requests?q=toner").says("The search is being prepared"));
        search::Indexer indexer(world.desk());
        REQUIRE(indexer.catch_up());
        CHECK(browser.get("/requests").says("Search the requests"));
        const auto found = browser.get("/requests?q=toners%20");
        CHECK(found.says("The printer is silent"));
        CHECK(found.says("<mark>toner</mark>"));
        CHECK(browser.get("/requests?q=printer%20").says(path_of(id)));
        CHECK(browser.get(std::string("/requests?q=") + canary).says("No request has these words"));
        CHECK(browser.get("/requests?q=-toner").status() == 422);
        CHECK(Browser::of(world, world.customer("Ben"))
                  .get("/requests?q=toner%20")
                  .says("No request has these words"));
    });
}

TEST_CASE("of an answer that is held the customer learns nothing before it leaves") {
    in_each_world([](World& world) {
        Staff staff{world};
        const auto ana = world.customer("Ana");
        auto browser = Browser::of(world, ana);
        const auto id = request_of(world, ana);
        const conversations::Reply reply{
            .body = {.text = "Solved.", .html = {}, .excerpt = "Solved."},
            .cc = std::vector<mail::MailAddress>{{"Ben", "ben@customers.example"}},
            .release_at = world.clock.now() + 5min,
            .then = conversations::Then::resolved,
        };
        staff
            .run([&](db::Transaction& tx, const Actor& actor, Instant now) {
                return conversations::write_reply(tx, actor, id, reply, now);
            })
            .value();
        const auto held = browser.get(path_of(id));
        CHECK(held.says("We have received your request"));
        for (const auto* secret : {"Solved.", "Ben", "This is solved"})
            CHECK_FALSE(held.says(secret));
        world.clock.advance(5min);
        CHECK(conversations::release_due(world.desk(), world.clock.now()) == 1);
        const auto left = browser.get(path_of(id));
        for (const auto* told : {"Solved.", "Ben", "This is solved"}) CHECK(left.says(told));
    });
}

TEST_CASE("an answer reopens what was solved, a bare thank-you does not") {
    in_each_world([](World& world) {
        Staff staff{world};
        const auto ana = world.customer("Ana");
        auto browser = Browser::of(world, ana);
        const auto id = request_of(world, ana);
        solve(browser, id);
        reply(browser, id, "Thank you!");
        CHECK(staff.ticket(id).state == tickets::State::resolved);
        CHECK(browser.get(path_of(id)).says("Thank you!"));
        reply(browser, id, "It is silent again.");
        CHECK(staff.ticket(id).state == tickets::State::open);
        CHECK(reply(browser, id, " ").status() == 422);
    });
}

TEST_CASE("after closing, a message opens a request that follows") {
    in_each_world([](World& world) {
        Staff staff{world};
        const auto ana = world.customer("Ana");
        auto browser = Browser::of(world, ana);
        const auto id = request_of(world, ana);
        solve(browser, id);
        world.clock.advance(240h);
        world
            .run([&](db::Transaction& tx, const Actor&, Instant now) {
                return tickets::close_silent_tickets(tx, now, now);
            })
            .value();
        CHECK(browser.get(path_of(id)).says("becomes a new request"));
        CHECK(solve(browser, id).status() == 409);
        const auto sent = reply(browser, id, "It is back.");
        CHECK(sent.status() == 303);
        CHECK_FALSE(sent.header("Location").starts_with(path_of(id) + "?"));
        CHECK(staff.ticket(id).state == tickets::State::closed);
        CHECK(staff.ticket(TicketId{id.value + 1}).follow_up_of == id);

        Browser by_link(world);
        const auto path = "/r/" + staff.link(id, ana.person);
        const auto page = by_link.post(path + "/reply", message(by_link.get(path), "By link."));
        CHECK(page.status() == 200);
        CHECK(page.says("We have your request"));
    });
}

TEST_CASE("what is internal, held or logged never reaches a customer") {
    in_each_world([](World& world) {
        Staff staff{world};
        const auto ana = world.customer("Ana");
        auto browser = Browser::of(world, ana);
        browser.attach("mine.txt", "mine");
        const auto id = request_of(world, ana);
        staff.note(id, canary);
        staff.answer(id, std::string(canary) + " held", world.clock.now() + 1h);
        staff
            .run([&](db::Transaction& tx, const Actor& actor, Instant now) {
                const auto body =
                    conversations::ready_body({.html = {}, .markdown = {}, .text = canary});
                return conversations::log_call(tx, actor, id, {.body = body.value()}, now);
            })
            .value();
        staff
            .run([&](db::Transaction& tx, const Actor& actor, Instant now) {
                return tickets::add_tag(tx, actor, id, canary, now);
            })
            .value();
        world
            .run([&](db::Transaction& tx, const Actor&, Instant now) -> Result<bool> {
                const attachments::NewAttachment file{
                    .blob = attachments::make_ready(world.desk().files, canary),
                    .filename = canary,
                    .content_type = "text/plain",
                };
                // The note is the second entry, the held answer the third.
                attachments::attach(
                    tx, {file}, {.ticket = id, .entry = {2}, .internal = true}, now
                );
                attachments::attach(tx, {file}, {.ticket = id, .entry = {3}}, now);
                return true;
            })
            .value();

        const auto link = "/r/" + staff.link(id, ana.person);
        std::vector<std::string> paths = {
            "/", "/requests", "/requests?of=organisation", "/sign_in"
        };
        for (const auto& start : {path_of(id), link}) {
            paths.push_back(start);
            paths.push_back(start + "?before=99");
            for (int number = 1; number < 8; ++number) {
                paths.push_back(start + "/letters/" + std::to_string(number));
                paths.push_back(start + "/files/" + std::to_string(number));
            }
        }
        for (const auto& path : paths) {
            const auto page = browser.get(path);
            INFO(path);
            CHECK_FALSE(page.says(canary));
            CHECK_FALSE(page.header("Content-Disposition").contains(canary));
        }
        // Colleagues who are customers of another matter see it through customers' eyes too.
        auto agent = Browser::of(world, world.agent("Leo"));
        CHECK(agent.get(path_of(id)).status() == 404);
    });
}

TEST_CASE("nobody sees the requests, files and letters of others") {
    in_each_world([](World& world) {
        Staff staff{world};
        const auto ana = world.customer("Ana");
        const auto ben = world.customer("Ben");
        auto of_ana = Browser::of(world, ana);
        auto of_ben = Browser::of(world, ben);
        const auto first = request_of(world, ana);
        of_ana.attach("ana.txt", "secret of ana");
        reply(of_ana, first, "See the file.");
        const auto second = request_of(world, ben);
        of_ben.attach("ben.txt", "secret of ben");
        reply(of_ben, second, "Another.");

        CHECK(of_ana.get(path_of(first) + "/files/1").html() == "secret of ana");
        CHECK(of_ana.get(path_of(first) + "/letters/1").status() == 200);
        const auto link = "/r/" + staff.link(second, ben.person);
        for (const auto& path :
             {path_of(first),
              path_of(first) + "/files/1",
              path_of(first) + "/letters/1",
              path_of(second) + "/files/1",
              path_of(second) + "/letters/1",
              link + "/files/1",
              link + "/letters/1",
              std::string("/requests/999999")}) {
            INFO(path);
            const auto page = of_ben.get(path);
            CHECK(page.status() == 404);
            CHECK_FALSE(page.says("secret of ana"));
        }
        CHECK(of_ben.get(link + "/files/2").html() == "secret of ben");
        const auto own = of_ben.get(path_of(second));
        CHECK(of_ben.post(path_of(first) + "/reply", message(own, "Hello")).status() == 404);
        CHECK(
            of_ben.post(path_of(first) + "/solved", {{"csrf", own.hidden("csrf")}}).status() == 404
        );
        CHECK_FALSE(of_ben.get("/requests").says(path_of(first)));
    });
}

TEST_CASE("a file comes as what it is, and nothing in it runs") {
    in_each_world([](World& world) {
        const auto ana = world.customer("Ana");
        auto browser = Browser::of(world, ana);
        const auto id = request_of(world, ana);
        browser.attach("page.html", "<script>alert(1)</script>");
        reply(browser, id, "See this page.");
        const auto file = browser.get(path_of(id) + "/files/1");
        CHECK(file.header("Content-Disposition").starts_with("attachment"));
        CHECK(file.header("Content-Security-Policy").starts_with("sandbox"));
        CHECK(file.header("Cache-Control") == "private, no-store");
    });
}

TEST_CASE("a link from a letter opens one request, until it ends") {
    in_each_world([](World& world) {
        Staff staff{world};
        const auto ana = world.customer("Ana");
        const auto id = request_of(world, ana);
        const auto other = request_of(world, ana);
        const auto path = "/r/" + staff.link(id, ana.person);
        Browser browser(world);
        const auto page = browser.get(path);
        CHECK(page.status() == 200);
        CHECK(page.says("The printer is silent"));
        CHECK(page.header("Referrer-Policy") == "strict-origin");
        CHECK(browser.get("/requests").status() == 401);
        CHECK(browser.get(path_of(other)).status() == 401);

        const auto sent = browser.post(path + "/reply", message(page, "By link."));
        CHECK(sent.header("Location") == path + "?said=reply");
        CHECK(browser.get(path).says("By link."));
        CHECK(browser.post(path + "/solved", {}).status() == 303);
        CHECK(staff.ticket(id).state == tickets::State::resolved);

        const auto invented = browser.get("/r/" + std::string(43, 'A'));
        world
            .run([&](db::Transaction& tx, const Actor& actor, Instant now) -> Result<bool> {
                access::revoke_request_links(tx, actor, {.ticket = id, .person = {}}, now);
                return true;
            })
            .value();
        const auto revoked = browser.get(path);
        CHECK(revoked.status() == 404);
        CHECK(revoked.html() == invented.html());
        CHECK(browser.post(path + "/reply", message(page, "Too late")).status() == 404);

        const auto second = "/r/" + staff.link(id, ana.person);
        CHECK(browser.get(second).status() == 200);
        world.clock.advance(31 * 24h);
        CHECK(browser.get(second).html() == invented.html());
    });
}

TEST_CASE("lists are paged, open and past apart") {
    in_each_world([](World& world) {
        const auto ana = world.customer("Ana");
        auto browser = Browser::of(world, ana);
        for (int time = 0; time < 27; ++time) {
            world.clock.advance(1s);
            request_of(world, ana);
        }
        const auto page = browser.get("/requests");
        CHECK(page.says("/requests/27\""));
        CHECK_FALSE(page.says("/requests/2\""));
        const auto begin = page.html().find("/requests?open=");
        REQUIRE(begin != std::string::npos);
        const auto url = page.html().substr(begin, page.html().find('"', begin) - begin);
        const auto next = browser.get(url);
        CHECK(next.says("/requests/2\""));
        CHECK_FALSE(next.says("/requests/27\""));
        CHECK(browser.get("/requests?past=nonsense").status() == 422);
    });
}
