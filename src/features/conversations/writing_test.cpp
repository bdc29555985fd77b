// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/conversations/test_desk.hpp"

#include <atomic>

using namespace heed;
using namespace heed::conversations;
using namespace std::chrono_literals;

using tests::at_each_talking_desk;
using tests::talk_of;
using tests::TalkingDesk;
using tickets::State;

TEST_CASE("an answer opens the request, is queued for the customer, and tells who wrote it") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto path = talk_of(desk.asks());
        const auto answered = noor.post(path + "/replies", R"({"body_markdown":"We **look**."})");
        CHECK(answered.status() == 201);
        CHECK(answered.text("/state") == "open");
        CHECK(answered.text("/last_public_from") == "agent");
        CHECK(answered.text("/entries/1/to/0/email") == "ana@acme.example");
        CHECK(answered.text("/entries/1/delivery/state") == "queued");
        CHECK(answered.text("/entries/1/author/name") == "Noor");
        CHECK(answered.text("/entries/1/body_text") == "We look.\n");
        CHECK(answered.text("/entry_id") == answered.text("/entries/1/id"));
        CHECK(desk.facts("message_held") == 1);
        CHECK(desk.facts("message_released") == 1);
    });
}

TEST_CASE("an answer may say what becomes of the request") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto path = talk_of(desk.asks());
        const auto answer = [&](const std::string& then) {
            return noor.post(path + "/replies", R"({"body_text":"Yes.","then":")" + then + "\"}");
        };
        CHECK(answer("waiting").text("/waiting_for") == "customer");
        CHECK(answer("resolved").number("/resolution/resolved_by") == noor.person.value);
        CHECK(answer("open").text("/state") == "open");
        for (const auto* then : {"new", "closed", "cancelled"}) {
            CHECK(answer(then).status() == 422);
            CHECK(answer(then).text("/pointer") == "/then");
        }
    });
}

TEST_CASE("nobody answers in what is closed, nor in what is cancelled before it is taken up again"
) {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto path = talk_of(desk.asks());
        const auto answer = [&](const std::string& more) {
            return noor.post(path + "/replies", R"({"body_text":"Yes.")" + more + "}");
        };
        noor.post(path + "/cancellation", R"({"as":"error"})");
        CHECK(answer("").code() == "wrong_state");
        CHECK(answer(R"(,"then":"resolved")").code() == "wrong_state");
        CHECK(noor.get(path).size("/entries") == 1);
        CHECK(answer(R"(,"then":"open")").text("/state") == "open");
        noor.post(path + "/resolution", "{}");
        noor.post(path + "/closure");
        CHECK(answer("").code() == "wrong_state");
        CHECK(answer(R"(,"then":"open")").code() == "wrong_state");
    });
}

TEST_CASE("a held answer is nobody's business until its moment comes") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks();
        const auto later = to_rfc3339(desk.clock.now() + 5min);
        const auto held = noor.post(
            talk_of(id) + "/replies", R"({"body_text":"Soon.","release_at":")" + later + "\"}"
        );
        CHECK(held.text("/entries/1/delivery/state") == "held");
        CHECK(held.text("/entries/1/release_at") == later);
        const auto customer = desk.actor(desk.message("ana", "").author);
        const auto seen_by_ana = [&] {
            return desk.read([&](db::Transaction& tx) {
                return entries_of(tx, customer, id, {}, 10).items.size();
            });
        };
        CHECK(seen_by_ana() == 1);
        const auto release = [&] { return release_due(desk.desk(), desk.clock.now()); };
        CHECK(release() == 0);
        CHECK(desk.facts("message_released") == 0);
        desk.clock.advance(5min);
        CHECK(release() == 1);
        CHECK(release() == 0);
        CHECK(seen_by_ana() == 2);
        CHECK(desk.facts("message_released") == 1);
    });
}

TEST_CASE("of eight who answer the same message at once one is sent") {
    at_each_talking_desk([](TalkingDesk& desk) {
        const auto id = desk.asks();
        const auto first = desk.read([&](db::Transaction& tx) {
            return entries_of(tx, Actor::system("test"), id, {}, 1).items.front().id;
        });
        std::vector<Actor> agents;
        for (const auto* name : {"Al", "Bo", "Cy", "Di", "Ed", "Flo", "Gil", "Hal"})
            agents.push_back(desk.actor(desk.agent(name).person));
        std::atomic<int> sent = 0;
        tests::race(8, [&](int runner) {
            const auto written = desk.run([&](db::Transaction& tx, const Actor&, Instant now) {
                const Reply reply{
                    .body = {.text = "Mine.", .html = {}, .excerpt = "Mine."}, .based_on = first
                };
                return write_reply(tx, agents[static_cast<std::size_t>(runner)], id, reply, now);
            });
            if (written) ++sent;
        });
        CHECK(sent == 1);
        CHECK(desk.facts("message_released") == 1);
    });
}

TEST_CASE("everybody who was copied stays copied, the desk's own addresses never") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks();
        auto copied = desk.message("ana", "With my boss.");
        copied.cc = {{R"(The "Boss" \ Co)", "boss@acme.example"}, {"Help", "help@desk.example"}};
        copied.also_to = {{"Bo", "bo@acme.example"}};
        desk.hears(id, copied);
        const auto answered = noor.post(talk_of(id) + "/replies", R"({"body_text":"Hello all."})");
        CHECK(answered.text("/entries/2/to/0/email") == "ana@acme.example");
        CHECK(answered.size("/entries/2/to") == 1);
        CHECK(answered.text("/entries/2/cc/0/email") == "bo@acme.example");
        CHECK(answered.text("/entries/2/cc/1/email") == "boss@acme.example");
        CHECK(answered.text("/entries/2/cc/1/name") == R"(The "Boss" \ Co)");
        CHECK(answered.size("/entries/2/cc") == 2);
    });
}

TEST_CASE("an answer to ourselves is no answer") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto path = talk_of(desk.asks()) + "/replies";
        const auto both = noor.post(
            path,
            R"({"body_text":"x","to":["ana@acme.example","Help@Desk.Example"],)"
            R"("cc":["help+r-1-x@desk.example"]})"
        );
        CHECK(both.size("/entries/1/to") == 1);
        CHECK(both.size("/entries/1/cc") == 0);
        const auto refused = noor.post(path, R"({"body_text":"x","to":["help@desk.example"]})");
        CHECK(refused.status() == 422);
        CHECK(refused.code() == "own_address");
    });
}

TEST_CASE("whom an agent copies belongs to the request from then on") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks();
        REQUIRE(
            noor.post(
                    talk_of(id) + "/replies", R"({"body_text":"x","cc":["Expert@Maker.Example"]})"
            )
                .status() == 201
        );
        const auto belongs = [&](std::string_view address) {
            return desk.read([&](db::Transaction& tx) { return is_participant(tx, id, address); });
        };
        CHECK(belongs("expert@maker.example"));
        CHECK_FALSE(belongs("noor@desk.example"));
    });
}

TEST_CASE("recipients that are none are named") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto path = talk_of(desk.asks()) + "/replies";
        const auto wrong = noor.post(path, R"({"body_text":"x","to":["ana@acme.example","ana"]})");
        CHECK(wrong.code() == "bad_address");
        CHECK(wrong.text("/pointer") == "/to/1");
        const auto accented = noor.post(
            path, R"({"body_text":"x","cc":["ben@acme.example","\u00fcml@acme.example"]})"
        );
        CHECK(accented.status() == 422);
        CHECK(accented.text("/pointer") == "/cc/1");
        CHECK(accented.text("/detail").contains("before the @"));
        const auto first = noor.post(
            "/api/v1/tickets",
            R"({"subject":"Toner","customer":{"email":"\u00fcml@acme.example"},)"
            R"("message":{"kind":"public","body_text":"Hello."}})"
        );
        CHECK(first.status() == 422);
        CHECK(first.text("/pointer") == "/message/to/0");
        std::string many = "\"p0@acme.example\"";
        for (int at = 1; at < 41; ++at) many += ",\"p" + std::to_string(at) + "@acme.example\"";
        CHECK(
            noor.post(path, R"({"body_text":"x","cc":[)" + many + "]}").code() ==
            "too_many_recipients"
        );
    });
}

TEST_CASE("exactly one form of text is taken, and it says something") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto path = talk_of(desk.asks()) + "/notes";
        CHECK(noor.post(path, "{}").code() == "required");
        CHECK(noor.post(path, R"({"body_text":" \n "})").code() == "required");
        CHECK(noor.post(path, R"({"body_html":"<p> </p>"})").code() == "required");
        CHECK(noor.post(path, R"({"body_text":"a","body_markdown":"a"})").code() == "one_body");
        CHECK(noor.post(path, R"({"body_text":"a","colour":1})").status() == 422);
        const std::string long_text((std::size_t{1} << 20U) + 1, 'x');
        CHECK(noor.post(path, R"({"body_text":")" + long_text + "\"}").code() == "too_long");
        CHECK(desk.facts("note_added") == 0);
    });
}

TEST_CASE("what an agent writes as HTML is cleaned before it is kept") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto path = talk_of(desk.asks());
        const auto noted = noor.post(
            path + "/notes", R"({"body_html":"<p onclick=\"x()\">Hi<script>alert(1)</script></p>"})"
        );
        const auto html = noted.text("/entries/1/body_html");
        CHECK(html.contains("Hi"));
        CHECK_FALSE(html.contains("onclick"));
        CHECK_FALSE(html.contains("alert"));
    });
}

TEST_CASE("notes and calls: the one is ours alone, the other is contact") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks();
        const auto noted = noor.post(talk_of(id) + "/notes", R"({"body_text":"Difficult."})");
        CHECK(noted.text("/state") == "new");
        CHECK(noted.text("/last_public_from") == "customer");
        CHECK(noted.text("/excerpt") == "It jams on every page.");
        const auto called =
            noor.post(talk_of(id) + "/calls", R"({"direction":"out","body_text":"Told her."})");
        CHECK(called.text("/state") == "open");
        CHECK(called.text("/last_public_from") == "agent");
        CHECK(called.text("/entries/2/call/direction") == "out");
    });
}

TEST_CASE("in what is closed agents still take notes, but log no calls") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto path = talk_of(desk.asks());
        noor.post(path + "/resolution", "{}");
        REQUIRE(noor.post(path + "/closure").status() == 200);
        CHECK(noor.post(path + "/notes", R"({"body_text":"See the new one."})").status() == 201);
        const auto call = R"({"direction":"in","body_text":"Again."})";
        CHECK(noor.post(path + "/calls", call).code() == "wrong_state");
        CHECK(noor.get(path).text("/state") == "closed");
    });
}

TEST_CASE("an answer in between does not end the wait for a supplier, a change or a date") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto until = to_rfc3339(desk.clock.now() + 24h);
        const auto answered = [&](const std::string& waiting) {
            const auto path = talk_of(desk.asks());
            REQUIRE(noor.post(path + "/waiting", waiting).status() == 200);
            return noor.post(path + "/replies", R"({"body_text":"We wait for the part."})");
        };
        const auto supplier = answered(R"({"waiting_for":"supplier","until":")" + until + "\"}");
        CHECK(supplier.text("/state") == "waiting");
        CHECK(supplier.text("/waiting_for") == "supplier");
        CHECK(supplier.text("/waiting_until") == until);
        CHECK(answered(R"({"waiting_for":"change"})").text("/waiting_for") == "change");
        const auto dated = R"({"waiting_for":"until","until":")" + until + "\"}";
        CHECK(answered(dated).text("/waiting_until") == until);
        CHECK(answered(R"({"waiting_for":"customer"})").text("/state") == "open");
    });
}

TEST_CASE("a call that comes in is the customer's word and wakes like their message") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto called =
            [&](const std::string& where, const std::string& json, const std::string& direction) {
                const auto path = talk_of(desk.asks());
                noor.post(path + "/replies", R"({"body_text":"Try again."})");
                REQUIRE(noor.post(path + where, json).status() == 200);
                return noor.post(
                    path + "/calls", R"({"body_text":"It jams.","direction":")" + direction + "\"}"
                );
            };
        const auto back = called("/resolution", "{}", "in");
        CHECK(back.text("/state") == "open");
        CHECK(back.text("/last_public_from") == "customer");
        const std::string supplier = R"({"waiting_for":"supplier"})";
        CHECK(called("/waiting", supplier, "in").text("/state") == "open");
        CHECK(called("/waiting", supplier, "out").text("/state") == "waiting");
        const auto told = called("/resolution", "{}", "out");
        CHECK(told.text("/state") == "resolved");
        CHECK(told.text("/last_public_from") == "agent");
        CHECK(called("/cancellation", R"({"as":"error"})", "in").text("/state") == "open");
        CHECK(called("/cancellation", R"({"as":"spam"})", "in").text("/state") == "cancelled");
    });
}

TEST_CASE("customers see what was said to them, and nothing that was said about them") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks();
        const auto noted = noor.post(talk_of(id) + "/notes", R"({"body_text":"CANARY-1"})");
        const auto called =
            noor.post(talk_of(id) + "/calls", R"({"direction":"in","body_text":"CANARY-2"})");
        REQUIRE(called.status() == 201);
        const auto ana = desk.actor(desk.message("ana", "").author);
        const auto ben = desk.actor(desk.message("ben", "").author);
        desk.desk().db.read_job([&](db::Transaction& tx) {
            const auto page = to_json(entries_of(tx, ana, id, {}, 10));
            CHECK_FALSE(page.contains("CANARY"));
            CHECK(page.contains("It jams"));
            const EntryId note{noted.number("/entry_id")};
            CHECK(get_entry(tx, ana, note).error().code == "not_found");
            CHECK(
                get_entry(tx, ben, EntryId{noted.number("/entries/0/id")}).error().code ==
                "not_found"
            );
        });
    });
}

TEST_CASE("the page of an answer shows the pictures that were put into it") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto path = talk_of(desk.asks());
        const auto file = desk.uploaded(noor, "\x89PNG\r\n\x1A\n", "toner.png", "image/png");
        const auto answered = noor.post(
            path + "/replies",
            R"({"body_html":"<p>This one:</p><img src=\"/api/v1/attachments/)" + file +
                R"(\" alt=\"toner\">","attachments":[)" + file + "]}"
        );
        REQUIRE(answered.status() == 201);
        const auto entry = std::to_string(answered.number("/entry_id"));
        const auto page = noor.get("/api/v1/entries/" + entry + "/body").response.body;
        CHECK(page.contains("<p>This one:</p><img src=\"data:image/png;base64,iVBORw0KGgo="));
    });
}

TEST_CASE("nobody writes where they may only read, and what one may not see is not found") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto kim = desk.agent("Kim", "auditor");
        const auto path = talk_of(desk.asks());
        for (const auto* way : {"/replies", "/notes"})
            CHECK(kim.post(path + way, R"({"body_text":"x"})").status() == 403);
        CHECK(desk.customer("ben").get(path).status() == 404);
        CHECK(kim.get("/api/v1/tickets/999999").status() == 404);
        CHECK(kim.get("/api/v1/entries/999999/body").status() == 404);
    });
}

TEST_CASE("a conversation begins by answer, note, call or the customer's words, or by nothing") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto begin = [&](const std::string& message) {
            return noor.post(
                "/api/v1/tickets",
                R"({"subject":"By phone","customer":{"email":"zoe@acme.example","name":"Zoe"})" +
                    message + "}"
            );
        };
        CHECK(begin("").size("/entries") == 0);
        CHECK(begin(R"(,"message":{"kind":"note","body_text":"x"})").text("/state") == "new");
        CHECK(
            begin(R"(,"message":{"kind":"call","direction":"in","body_text":"x"})")
                .text("/state") == "open"
        );
        CHECK(
            begin(R"(,"message":{"kind":"customer","body_text":"x"})").text("/entries/0/kind") ==
            "message_in"
        );
        const auto said = begin(R"(,"message":{"kind":"public","body_text":"Hello Zoe"})");
        CHECK(said.text("/entries/0/to/0/email") == "zoe@acme.example");
        CHECK(
            begin(R"(,"message":{"kind":"shout","body_text":"x"})").text("/pointer") ==
            "/message/kind"
        );
        CHECK(desk.facts("person_created") == desk.facts("ticket_opened") - 4 + 1);
    });
}

TEST_CASE("what a program writes bears the name of its token") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto robot = desk.program({{"ticket:read"}, {"ticket:write"}});
        const auto path = talk_of(desk.asks());
        const auto noted = robot.post(path + "/notes", R"({"body_text":"It rang twice."})");
        CHECK(noted.text("/entries/1/from/name") == "program");
        CHECK(noted.text("/entries/1/author") == "null");
    });
}

TEST_CASE("who calls or comes to the counter needs no address, and gets no letter") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto begin = [&](const std::string& more) {
            return noor.post(
                "/api/v1/tickets",
                R"({"subject":"Lost key","customer":{"name":"No Mail"},)" + more + "}"
            );
        };
        const auto came = begin(
            R"("channel":"counter","message":{"kind":"customer","body_text":"My key is gone."})"
        );
        CHECK(came.status() == 201);
        CHECK(came.text("/channel") == "counter");
        CHECK(came.text("/customer/name") == "No Mail");
        CHECK(came.text("/customer/email") == "null");
        const auto answer = R"({"body_text":"We look for it."})";
        const auto answered =
            noor.post(talk_of(TicketId{came.number("/number")}) + "/replies", answer);
        CHECK(answered.status() == 422);
        CHECK(answered.code() == "no_recipient");
        CHECK(answered.text("/pointer") == "/to");
        CHECK(answered.text("/detail").starts_with("Nobody would receive this"));
        const auto named = R"({"body_text":"We look for it.","to":["no.mail@acme.example"]})";
        CHECK(
            noor.post(talk_of(TicketId{came.number("/number")}) + "/replies", named)
                .text("/entries/1/delivery/state") == "queued"
        );
        CHECK(begin(R"("channel":"phone")").status() == 201);
        CHECK(begin(R"("message":{"kind":"call","body_text":"Gone."})").status() == 201);
        CHECK(begin(R"("channel":"mail")").text("/pointer") == "/customer");
        const auto letter =
            begin(R"("channel":"counter","message":{"kind":"public","body_text":"Hello"})");
        CHECK(letter.status() == 422);
        CHECK(letter.text("/pointer") == "/customer/email");
    });
}

TEST_CASE("who may open requests and not read them hears the number of what they opened") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto form = desk.program({{"ticket:create"}});
        const auto opens = [&](const std::string& message) {
            return form.post(
                "/api/v1/tickets",
                R"({"subject":"Printer jams","customer":{"email":"ana@acme.example"})" + message +
                    "}"
            );
        };
        const auto bare = opens("");
        CHECK(bare.status() == 201);
        const auto said = opens(R"(,"message":{"kind":"customer","body_text":"It jams."})");
        CHECK(said.status() == 201);
        CHECK(said.number("/number") == bare.number("/number") + 1);
        CHECK(said.number("/entry_id") > 0);
        CHECK(said.text("/subject").empty());
        auto noor = desk.agent("Noor");
        CHECK(noor.get(talk_of(TicketId{said.number("/number")})).size("/entries") == 1);
        CHECK(form.get(talk_of(TicketId{said.number("/number")})).status() == 404);
    });
}

TEST_CASE("a conversation that cannot begin leaves neither person nor request behind") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto people_before = desk.facts("person_created");
        const auto refused = noor.post(
            "/api/v1/tickets",
            R"({"subject":"x","customer":{"email":"new@acme.example"},"team_id":999})"
        );
        CHECK(refused.text("/pointer") == "/team_id");
        CHECK(
            noor.post("/api/v1/tickets", R"({"subject":"x","customer":{}})").text("/pointer") ==
            "/customer"
        );
        CHECK(
            noor.post("/api/v1/tickets", R"({"subject":"x","customer":{"email":"nope"}})")
                .text("/pointer") == "/customer/email"
        );
        const auto opens = [&](const std::string& rest) {
            const auto answer = noor.post("/api/v1/tickets", R"({"subject":"x",)" + rest + "}");
            CHECK(answer.status() == 422);
            return answer.code() + " " + answer.text("/pointer");
        };
        CHECK(opens(R"("customer":{"id":1,"email":"new@acme.example"})") == "only_one /customer");
        CHECK(
            opens(R"("customer":{"email":"Help@desk.example"})") == "own_address /customer/email"
        );
        const std::string customer = R"("customer":{"email":"new@acme.example"},)";
        CHECK(opens(customer + R"("message":{"kind":"public"})") == "required /message/body_text");
        CHECK(
            opens(
                customer +
                R"("message":{"kind":"public","body_text":"a","to":["help@desk.example"]})"
            ) == "own_address /message/to"
        );
        CHECK(desk.facts("person_created") == people_before);
        CHECK(desk.facts("ticket_opened") == 0);
    });
}

TEST_CASE("long conversations come page by page, newest page first") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks();
        for (int at = 0; at < 120; ++at) desk.hears(id, desk.message("ana", std::to_string(at)));
        const auto whole = noor.get(talk_of(id));
        CHECK(whole.size("/entries") == 100);
        CHECK(whole.text("/entries/99/body_text") == "119");
        const auto earlier =
            noor.get(talk_of(id) + "/entries?cursor=" + whole.text("/earlier_entries_cursor"));
        CHECK(earlier.size("/items") == 21);
        CHECK(earlier.text("/items/20/body_text") == "19");
        CHECK(earlier.text("/earlier") == "null");
    });
}

TEST_CASE("each entry says by which channel it came or goes") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks();
        noor.post(talk_of(id) + "/replies", R"({"body_text":"Try again now."})");
        noor.post(talk_of(id) + "/replies", R"({"body_text":"Here it stands.","to":[],"cc":[]})");
        noor.post(talk_of(id) + "/calls", R"({"direction":"out","body_text":"We spoke."})");
        noor.post(talk_of(id) + "/notes", R"({"body_text":"An old printer."})");
        const auto seen = noor.get(talk_of(id));
        CHECK(seen.text("/entries/0/channel") == "mail");
        CHECK(seen.text("/entries/1/channel") == "mail");
        CHECK(seen.text("/entries/2/channel") == "portal");
        CHECK(seen.text("/entries/3/channel") == "phone");
        CHECK(seen.text("/entries/4/channel") == "null");
        const auto visit = noor.post(
            "/api/v1/tickets",
            R"({"subject":"Badge","customer":{"name":"Ben"},"channel":"counter",)"
            R"("message":{"kind":"customer","body_text":"My badge is lost."}})"
        );
        CHECK(visit.text("/entries/0/channel") == "counter");
    });
}

TEST_CASE("the time that customers read moves by what they see, and by nothing else") {
    at_each_talking_desk([](TalkingDesk& desk) {
        auto noor = desk.agent("Noor");
        const auto id = desk.asks();
        const auto opened_at = desk.clock.now();
        const auto shown_at = [&] { return desk.ticket(id).public_changed_at; };
        const auto post = [&](const std::string& where, const std::string& body) {
            desk.clock.advance(1min);
            REQUIRE(noor.post(talk_of(id) + where, body).status() < 300);
        };
        post("/notes", R"({"body_text":"An old printer."})");
        post("/calls", R"({"direction":"out","body_text":"We spoke."})");
        CHECK(desk.ticket(id).state == State::open); // the call did that, and customers see it
        CHECK(shown_at() == desk.clock.now());
        const auto called_at = shown_at();
        CHECK(called_at == opened_at + 2min);
        const auto later = to_rfc3339(desk.clock.now() + 5min);
        post("/calls", R"({"direction":"out","body_text":"We spoke again."})");
        post("/replies", R"({"body_text":"Later.","release_at":")" + later + R"("})");
        desk.clock.advance(1min);
        REQUIRE(noor.patch(talk_of(id), R"({"impact":1})").status() == 200);
        REQUIRE(noor.put(talk_of(id) + "/tags/vip").status() == 200);
        CHECK(shown_at() == called_at);
        CHECK(desk.ticket(id).changed_at > called_at);

        desk.clock.advance(5min);
        CHECK(release_due(desk.desk(), desk.clock.now()) == 1);
        CHECK(shown_at() == desk.clock.now());
        desk.clock.advance(1min);
        auto thanks = desk.message("ana", "Thanks!");
        thanks.wakes = false;
        desk.hears(id, thanks);
        CHECK(shown_at() == desk.clock.now());
        post("/waiting", R"({"waiting_for":"customer"})");
        CHECK(shown_at() == desk.clock.now());
    });
}
