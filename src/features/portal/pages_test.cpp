// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/portal/html.hpp"
#include "features/portal/icon.hpp"
#include "features/portal/look.hpp"
#include "features/portal/portal.hpp"
#include "features/portal/standing.hpp"
#include "features/portal/styles.hpp"
#include "features/portal/words.hpp"

#include <doctest/doctest.h>
#include <fstream>
#include <iterator>

using namespace heed;
using namespace heed::portal;
using namespace std::chrono_literals;

TEST_CASE("text becomes HTML by being escaped, in content and attributes") {
    const std::string text = "<b>\"it's\" & more</b>";
    const auto html = element("p", {{"title", text}}, {text, " ", element("br", {}, {})});
    CHECK(
        html.text() == "<p title=\"&lt;b&gt;&quot;it&#39;s&quot; &amp; more&lt;/b&gt;\">"
                       "&lt;b&gt;&quot;it&#39;s&quot; &amp; more&lt;/b&gt; <br></br></p>"
    );
    CHECK(void_element("br", {}).text() == "<br>");
    const auto chosen = Attributes{{"value", "a"}}.when(false, {"selected", ""});
    CHECK(element("option", chosen, {"A"}).text() == "<option value=\"a\">A</option>");
}

TEST_CASE("words are filled in once") {
    CHECK(filled("{a} and {b}", {{"a", "{b}"}, {"b", "2"}}) == "{b} and 2");
    CHECK(filled("{unknown} {", {{"a", "1"}}) == "{unknown} {");
    CHECK(filled("", {}).empty());
}

TEST_CASE("customers read where a request stands in plain words") {
    using tickets::State;
    using tickets::WaitingFor;
    const auto& words = words_in("en");
    const auto headline = [&](const tickets::TicketRow& ticket) {
        return words.*standing_of(ticket).headline;
    };
    CHECK(headline({.state = State::new_}) == "We have received your request");
    CHECK(headline({.state = State::open}) == "We are working on it");
    CHECK(
        headline({.state = State::open, .last_public_from = tickets::Side::agent}) ==
        "We have answered you"
    );
    CHECK(
        headline({.state = State::waiting, .waiting_for = WaitingFor::customer}) ==
        "We are waiting for your answer"
    );
    CHECK(
        headline({.state = State::waiting, .waiting_for = WaitingFor::supplier}) ==
        "We are waiting for a supplier"
    );
    CHECK(headline({.state = State::resolved}) == "This is solved");
    CHECK(headline({.state = State::closed}) == "This is closed");
    CHECK(
        headline({.state = State::cancelled, .cancelled_as = tickets::CancelledAs::spam}) ==
        "This has been ended"
    );
    CHECK(may_be_solved(State::waiting));
    CHECK_FALSE(may_be_solved(State::closed));
    const auto asks = [](State state, std::optional<tickets::Side> last) {
        return asks_whether_solved({.state = state, .last_public_from = last});
    };
    CHECK_FALSE(asks(State::new_, tickets::Side::customer));
    CHECK_FALSE(asks(State::open, std::nullopt));
    CHECK(asks(State::open, tickets::Side::agent));
    CHECK_FALSE(asks(State::resolved, tickets::Side::agent));
}

TEST_CASE("moments are told in the reader's zone") {
    Look look;
    look.zone = tz::find_zone("Europe/Vienna").value();
    look.now = *instant_from_rfc3339("2026-06-10T09:00:00Z");
    CHECK(moment_of(look, look.now) == "today 11:00");
    CHECK(moment_of(look, *instant_from_rfc3339("2026-06-09T22:30:00Z")) == "today 00:30");
    CHECK(moment_of(look, *instant_from_rfc3339("2026-06-09T21:30:00Z")) == "yesterday 23:30");
    CHECK(moment_of(look, look.now - 100h).contains("6 Jun"));
    CHECK(size_words(look.words, 0) == "0 bytes");
    CHECK(size_words(look.words, 1) == "1 byte");
    CHECK(size_words(look.words, 999) == "999 bytes");
    CHECK(size_words(look.words, 1000) == "1 kB");
    CHECK(size_words(look.words, 12'345) == "12 kB");
    CHECK(size_words(look.words, 2'500'000) == "2.5 MB");
    look.words = words_in("de");
    CHECK(size_words(look.words, 2'500'000) == "2,5 MB");
    CHECK(moment_of(look, look.now) == "heute 11:00");
    CHECK(moment_of(look, look.now - 100h).contains("Juni"));
}

TEST_CASE("people see a page where programs see a problem") {
    const DoorPlate plate;
    const auto page = [&](const std::string& path, const Error& error, http::Method method) {
        http::Request request;
        request.method = method;
        request.path = path;
        return refusal_page(plate, request, error);
    };
    const auto get = http::Method::get;
    for (const char* path : {"/api/v1/tickets", "/assets/x.js", "/desk/", "/healthz", ""})
        CHECK_FALSE(page(path, {.kind = Refusal::not_found, .code = "not_found"}, get));

    struct Case {
        Refusal kind;
        const char* code;
        int status;
        const char* says;
    };

    for (const auto& [kind, code, status, says] :
         {Case{Refusal::not_found, "not_found", 404, "There is nothing here"},
          Case{Refusal::not_found, "link_expired", 404, "This link no longer works"},
          Case{Refusal::not_found, "request_link_expired", 404, "works for 30 days"},
          Case{Refusal::forbidden, "csrf", 403, "Please send that again"},
          Case{Refusal::forbidden, "cross_site", 403, "Please send that again"},
          Case{Refusal::too_large, "too_large", 413, "too much at once"},
          Case{Refusal::too_many, "too_many_attempts", 429, "Please wait a little"},
          Case{Refusal::unavailable, "queue_full", 503, "very busy"},
          Case{Refusal::unavailable, "outcome_unclear", 503, "before you send it again"},
          Case{Refusal::conflict, "wrong_state", 409, "no longer possible"},
          Case{Refusal::conflict, "still_running", 409, "has reached us"},
          Case{Refusal::malformed, "malformed_query", 400, "could not read"}}) {
        INFO(code);
        const auto shown = page("/requests/<script>", {.kind = kind, .code = code}, get);
        REQUIRE(shown);
        CHECK(shown->status == status);
        CHECK(shown->body.contains(says));
        CHECK_FALSE(shown->body.contains("<script"));
        CHECK(shown->header("Cache-Control") == "no-store");
    }
    Error late{.kind = Refusal::too_many, .code = "too_many_attempts"};
    late.members.emplace_back("retry_after", "300");
    CHECK(page("/sign_in", late, get)->header("Retry-After") == "300");
    CHECK(page("/sign_in", late, get)->body.contains("5 minutes"));

    const Error stranger{.kind = Refusal::unauthenticated, .code = "sign_in_needed"};
    const auto sent = page("/requests/7", stranger, get);
    CHECK(sent->status == 303);
    CHECK(sent->header("Location") == "/sign_in?next=%2Frequests%2F7");
    CHECK(page("/requests/7/reply", stranger, http::Method::post)->status == 401);
}

TEST_CASE("a refusal names the desk, and speaks the browser's language or the desk's") {
    DoorPlate plate;
    plate.write({.desk_name = "Acme Hilfe", .language = "de"});
    const auto shown = [&](const std::string& liked) {
        http::Request request;
        request.path = "/nothing";
        if (!liked.empty()) request.headers.add("Accept-Language", liked);
        return refusal_page(plate, request, {.kind = Refusal::not_found, .code = "not_found"})
            ->body;
    };
    CHECK(shown("").contains("Acme Hilfe"));
    CHECK(shown("").contains("Hier ist nichts"));
    CHECK(shown("").contains("lang=\"de\""));
    CHECK(shown("en-GB,de;q=0.5").contains("There is nothing here"));
    CHECK(shown("fr").contains("Hier ist nichts"));
}

TEST_CASE("a browser's languages are read by how much it likes them") {
    CHECK(language_liked("de-AT,de;q=0.9,en;q=0.8") == "de");
    CHECK(language_liked("fr, en ; q=0.3, DE;q=0.35") == "de");
    CHECK(language_liked("de;q=0, en;q=0.001") == "en");
    CHECK(language_liked("*") == "");
    CHECK(language_liked("") == "");
    CHECK(language_liked("de;q=abc,,;q=,en;") == "en");
    CHECK(&words_in("fr") == &words_in("en"));
    CHECK(&words_in("de-CH") == &words_in("de"));
}

TEST_CASE("the portal's colours are those of the desk") {
    std::ifstream file("web/kit/tokens.css");
    REQUIRE(file);
    const std::string tokens(std::istreambuf_iterator<char>(file), {});
    const auto sheet = style_sheet();
    int compared = 0;
    for (auto at = tokens.find("light-dark(#"); at != std::string::npos;
         at = tokens.find("light-dark(#", at + 1)) {
        const auto begin = tokens.rfind("--", at);
        const auto name = tokens.substr(begin, tokens.find(':', begin) - begin);
        if (!sheet.contains("  " + name + ": ") && !sheet.contains(" " + name + ": ")) continue;
        for (const auto& value : {tokens.substr(at + 11, 7), tokens.substr(at + 20, 7)}) {
            INFO(name << " " << value);
            CHECK(sheet.contains(" " + name + ": " + value + ";"));
        }
        ++compared;
    }
    CHECK(compared >= 19);
    CHECK(style_sheet_url().starts_with("/portal.css?v="));
}

TEST_CASE("the portal's icon is that of the desk") {
    std::ifstream file("web/apps/desk/icon.svg");
    REQUIRE(file);
    CHECK(std::string(std::istreambuf_iterator<char>(file), {}) == icon());
}
