// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/check.hpp"
#include "kernel/commits.hpp"
#include "platform/http/problem.hpp"
#include "platform/http/server.hpp"
#include "platform/http/test_server.hpp"

#include <atomic>
#include <doctest/doctest.h>
#include <fstream>
#include <mutex>

namespace heed::http {
namespace {

using std::chrono::milliseconds;

TEST_CASE("a request is answered, and the connection serves the next one") {
    Running running({route(Method::get, "/hello/{name}", [](Request& request) -> Result<Response> {
        return text("hello " + request.path_text("name"));
    })});
    auto client = running.client();
    for (int round = 0; round < 3; ++round) {
        const auto reply = client.get("/hello/Zo%C3%AB");
        CHECK(reply.status == 200);
        CHECK(reply.body == "hello Zoë");
        CHECK(reply.header("content-type") == "text/plain; charset=utf-8");
        CHECK(reply.header("x-content-type-options") == "nosniff");
        CHECK(reply.header("x-request-id").size() == 16);
        CHECK(reply.header("date").ends_with(" GMT"));
    }
}

TEST_CASE("pipelined requests are answered in order, on every lane") {
    auto inline_route = route(Method::get, "/inline", echo);
    inline_route.lane = Lane::inline_;
    Running running({
        inline_route,
        route(Method::get, "/read", echo),
        route(Method::post, "/write", echo, json_body),
    });
    auto client = running.client();
    std::string bytes;
    for (int round = 0; round < 50; ++round) {
        bytes += "GET /inline?" + std::to_string(round) + " HTTP/1.1\r\nHost: a\r\n\r\n";
        bytes += post("/write", "application/json", std::to_string(round));
        bytes += "GET /read?" + std::to_string(round) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }
    client.send(bytes);
    for (int round = 0; round < 50; ++round) {
        const auto number = std::to_string(round);
        REQUIRE(client.receive().body == "GET /inline?" + number + " ");
        REQUIRE(client.receive().body == "POST /write " + number);
        REQUIRE(client.receive().body == "GET /read?" + number + " ");
    }
}

TEST_CASE("a header of the handler takes the place of a security header") {
    Running running({route(Method::get, "/a", [](Request&) -> Result<Response> {
        return text("a").with("content-security-policy", "sandbox");
    })});
    auto client = running.client();
    client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto head = client.receive_until("\r\n\r\n");
    CHECK(head.contains("content-security-policy: sandbox\r\n"));
    CHECK(!head.contains("Content-Security-Policy"));
    CHECK(head.contains("X-Frame-Options: DENY\r\n"));
}

TEST_CASE("HEAD has the header of GET and no body") {
    Running running({route(Method::get, "/a", echo)});
    auto client = running.client();
    const auto reply = client.ask("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n", false);
    CHECK(reply.status == 200);
    CHECK(reply.header("content-length") == "8");
    CHECK(client.get("/a").body == "GET /a ");
}

TEST_CASE("unknown addresses and methods are told apart") {
    Running running({route(Method::get, "/a", echo), route(Method::post, "/a", echo, json_body)});
    auto client = running.client();
    const auto unknown = client.get("/b");
    CHECK(unknown.status == 404);
    CHECK(unknown.body.contains(R"("code":"no_such_address")"));
    const auto wrong = client.ask("DELETE /a HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(wrong.status == 405);
    CHECK(wrong.header("allow") == "GET, HEAD, POST");
    CHECK(client.ask("TRACE /a HTTP/1.1\r\nHost: a\r\n\r\n").status == 405);
    CHECK(client.ask("BREW /a HTTP/1.1\r\nHost: a\r\n\r\n").status == 405);
    const auto options = client.ask("OPTIONS /a HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(options.status == 204);
    CHECK(options.header("allow") == "GET, HEAD, POST");
}

TEST_CASE("HTTP/1.0 is answered and closed, unless it asks to stay") {
    Running running({route(Method::get, "/a", echo)});
    auto client = running.client();
    const auto kept = client.ask("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    CHECK(kept.status == 200);
    CHECK(kept.header("connection") == "keep-alive");
    CHECK(client.ask("GET /a HTTP/1.0\r\n\r\n").header("connection") == "close");
    CHECK(client.is_closed());
}

TEST_CASE("Connection: close is obeyed") {
    Running running({route(Method::get, "/a", echo)});
    auto client = running.client();
    const auto reply = client.ask("GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    CHECK(reply.header("connection") == "close");
    CHECK(client.is_closed());
}

TEST_CASE("bodies arrive whole: by length, in chunks, and only after 100 Continue") {
    Running running({route(Method::post, "/a", echo, {.kind = BodyKind::raw, .size_max = mebibyte})}
    );
    auto client = running.client();
    const std::string large(900'000, 'x');
    CHECK(client.ask(post("/a", "message/rfc822", large)).body == "POST /a " + large);

    client.send("POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (const char byte : std::string_view("4\r\nabcd\r\n3;x=y\r\nefg\r\n0\r\nTrailer: 1\r\n\r\n"))
        client.send({&byte, 1});
    CHECK(client.receive().body == "POST /a abcdefg");

    client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
    CHECK(client.receive().status == 100);
    client.send("xyz");
    CHECK(client.receive().body == "POST /a xyz");
}

TEST_CASE("the wrong kind of body is refused") {
    Running running({
        route(Method::get, "/none", echo),
        route(Method::post, "/json", echo, json_body),
        route(
            Method::post,
            "/form",
            [](Request& request) -> Result<Response> {
                const auto name = TRY(request.form.text("name"));
                return text(name.value_or("-"));
            },
            form_body
        ),
    });
    auto client = running.client();
    CHECK(client.ask(post("/json", "text/plain", "{}")).status == 415);
    CHECK(client.is_closed());
    auto second = running.client();
    CHECK(second.ask(post("/json", "Application/JSON; charset=utf-8", "{}")).status == 200);
    CHECK(
        second.ask(post("/form", "application/x-www-form-urlencoded", "name=a+b%21")).body == "a b!"
    );
    CHECK(second.ask(post("/form", "application/x-www-form-urlencoded", "name=%zz")).status == 400);
    CHECK(
        second.ask(post("/form", "application/x-www-form-urlencoded", "name=1&name=2")).status ==
        422
    );
    CHECK(second.ask("GET /none HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi").status == 400);
}

TEST_CASE("a message out of shape is refused, and what follows it is never taken for a request") {
    std::atomic<int> calls = 0;
    Running running(
        {route(Method::post, "/a", echo, {.kind = BodyKind::raw, .size_max = 1000}),
         route(
             Method::get,
             "/hidden",
             [&](Request& request) {
                 ++calls;
                 return echo(request);
             }
         )}
    );
    for (const std::string_view framing :
         {"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          "Content-Length: 0\r\nContent-Length: 30\r\n\r\n",
          "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
          "Transfer-Encoding: chunked\r\n\r\n5\r\nab\r\n0\r\n\r\n",
          "X: 1\r\n Content-Length: 0\r\n\r\n",
          "Content-Length: 0\n\r\n"}) {
        auto client = running.client();
        client.send(
            "POST /a HTTP/1.1\r\nHost: a\r\n" + std::string(framing) +
            "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n"
        );
        const auto reply = client.receive();
        CHECK((reply.status == 400 || reply.status == 501));
        CHECK(reply.header("connection") == "close");
        CHECK(client.is_closed());
    }
    CHECK(calls == 0);
}

TEST_CASE("a body that is too large is refused without being read") {
    Running running({route(Method::post, "/a", echo, {.kind = BodyKind::json, .size_max = 10})});
    auto announced = running.client();
    announced.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                   "Content-Length: 99999999\r\n\r\n");
    CHECK(announced.receive().status == 413);
    auto chunked = running.client();
    chunked.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                 "Transfer-Encoding: chunked\r\n\r\n8\r\n12345678\r\n3\r\n");
    CHECK(chunked.receive().status == 413);
}

TEST_CASE("where people look, every refusal is a page with its own status") {
    auto options = small_options();
    options.base_url = "http://desk.example";
    options.refusal_page = [](const Request&, const Error& error) {
        auto page = html("<p>" + error.code + "</p>");
        page.status = status_of(error.kind);
        return std::optional(std::move(page));
    };
    Running running(
        {
            route(
                Method::get,
                "/storage",
                [](Request&) -> Result<Response> { throw StorageFault("disk full"); }
            ),
            route(Method::get, "/bug", [](Request&) -> Result<Response> { throw Fault("a bug"); }),
            Route{
                .method = Method::post,
                .pattern = "/form",
                .needs = {},
                .handler = [](Request&) -> Result<Response> { return no_content(); },
                .body = {.kind = BodyKind::form, .size_max = 10},
            },
        },
        std::move(options)
    );
    const auto asked = [&](const std::string& head) {
        auto client = running.client();
        client.send(head + "\r\n\r\n");
        return client.receive();
    };
    const auto check = [&](const std::string& head, int status, std::string_view code) {
        CAPTURE(head);
        const auto answer = asked(head);
        CHECK(answer.status == status);
        CHECK(answer.header("content-type") == "text/html; charset=utf-8");
        CHECK(answer.body == "<p>" + std::string(code) + "</p>");
    };
    const std::string host = " HTTP/1.1\r\nHost: desk.example";
    const std::string form = "\r\nContent-Type: application/x-www-form-urlencoded";
    check("GET /storage" + host, 503, "storage");
    check("GET /bug" + host, 500, "incident");
    check("POST /bug" + host + "\r\nContent-Length: 0", 405, "method_not_allowed");
    check("GET /bug HTTP/1.1\r\nHost: other.example", 421, "wrong_host");
    check("POST /form" + host + form + "\r\nContent-Length: 11", 413, "too_large");
    check(
        "POST /form" + host + "\r\nContent-Type: text/plain\r\nContent-Length: 1",
        415,
        "unsupported_media_type"
    );
    check(
        "POST /form" + host + form + "\r\nContent-Encoding: gzip\r\nContent-Length: 1",
        415,
        "unsupported_content_encoding"
    );
    CHECK(asked("POST /bug" + host + "\r\nContent-Length: 0").header("allow") == "GET, HEAD");
}

TEST_CASE("a fault after a change is stored does not say that nothing was changed") {
    Running running(
        {route(
            Method::post,
            "/change",
            [](Request&) -> Result<Response> {
                count_commit();
                throw StorageFault("the answer cannot be read");
            }
        )},
        small_options()
    );
    auto client = running.client();
    client.send("POST /change HTTP/1.1\r\nHost: desk.example\r\nContent-Length: 0\r\n\r\n");
    const auto answer = client.receive();
    CHECK(answer.status == 503);
    CHECK(answer.body.contains(R"("code":"outcome_unclear")"));
    CHECK_FALSE(answer.body.contains("othing was changed"));
    CHECK(answer.header("retry-after").empty()); // whoever asks again by itself would do it twice
}

TEST_CASE("refusals and faults become problems, and the server goes on") {
    std::mutex mutex;
    std::vector<std::string> faults;
    auto options = small_options();
    options.on_fault = [&](const FaultRecord& fault) {
        const std::scoped_lock lock(mutex);
        faults.push_back(std::string(fault.incident) + " " + std::string(fault.what));
    };
    Running running(
        {
            route(
                Method::get,
                "/refusal",
                [](Request&) -> Result<Response> {
                    return refuse(Refusal::conflict, "wrong_state", "/state", "Not now.");
                }
            ),
            route(
                Method::get,
                "/storage",
                [](Request&) -> Result<Response> { throw StorageFault("disk full"); }
            ),
            route(Method::get, "/bug", [](Request&) -> Result<Response> { throw Fault("a bug"); }),
            route(Method::get, "/odd", [](Request&) -> Result<Response> { throw 7; }),
            route(
                Method::get,
                "/split",
                [](Request&) -> Result<Response> {
                    return no_content().with("X-A", "b\r\nX-Evil: 1");
                }
            ),
            route(
                Method::get,
                "/framing",
                [](Request&) -> Result<Response> {
                    return no_content().with("content-length", "7");
                }
            ),
        },
        std::move(options)
    );
    auto client = running.client();
    const auto refusal = client.get("/refusal");
    CHECK(refusal.status == 409);
    CHECK(refusal.header("content-type") == "application/problem+json");
    CHECK(refusal.body.contains(R"("pointer":"/state")"));
    const auto storage = client.get("/storage");
    CHECK(storage.status == 503);
    CHECK(storage.header("retry-after") == "5");
    const auto bug = client.get("/bug");
    CHECK(bug.status == 500);
    CHECK(bug.body.contains("\"incident\":\"" + bug.header("x-request-id") + "\""));
    CHECK(!bug.body.contains("a bug"));
    CHECK(client.get("/odd").status == 500);
    const auto split = client.get("/split");
    CHECK(split.status == 500);
    CHECK(split.header("x-evil").empty());
    CHECK(client.get("/framing").status == 500);
    const std::scoped_lock lock(mutex);
    REQUIRE(faults.size() == 5);
    CHECK(faults[1] == bug.header("x-request-id") + " a bug");
}

TEST_CASE("the hook runs first, fills the actor and may refuse") {
    auto options = small_options();
    options.hook = [](Request& request, const Route& route) -> Result<void> {
        if (route.needs == "ticket:read" && !request.cookie("session"))
            return refuse(Refusal::unauthenticated, "unauthenticated");
        request.actor.person = PersonId{7};
        return {};
    };
    auto guarded = route(Method::get, "/me", [](Request& request) -> Result<Response> {
        return text(std::to_string(request.actor.person.value));
    });
    guarded.needs = "ticket:read";
    Running running({guarded}, std::move(options));
    auto client = running.client();
    CHECK(client.get("/me").status == 401);
    CHECK(client.ask("GET /me HTTP/1.1\r\nHost: a\r\nCookie: a=b; session=1\r\n\r\n").body == "7");
}

TEST_CASE("a hook before the body refuses an upload that has not been sent") {
    auto options = small_options();
    options.hook = [](Request&, const Route&) -> Result<void> {
        return refuse(Refusal::unauthenticated, "unauthenticated");
    };
    auto upload = route(Method::post, "/a", echo, letter_body);
    upload.hook_before_body = true;
    Running running({upload}, std::move(options));
    auto client = running.client();
    client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 50000000\r\n\r\n");
    CHECK(client.receive().status == 401);
}

TEST_CASE("only our own hosts are served; probes may ask by address") {
    auto options = small_options();
    options.base_url = "https://desk.example";
    auto probe = route(Method::get, "/healthz", echo);
    probe.any_host = true;
    probe.lane = Lane::inline_;
    Running running({route(Method::get, "/a", echo), probe}, std::move(options));
    auto client = running.client();
    const auto misdirected = client.get("/a");
    CHECK(misdirected.status == 421);
    CHECK(misdirected.body.contains("base_url"));
    CHECK(client.ask("GET /a HTTP/1.1\r\nHost: desk.example\r\n\r\n").status == 200);
    CHECK(
        client.ask("GET http://DESK.example:443/a HTTP/1.1\r\nHost: x\r\n\r\n").body == "GET /a "
    );
    CHECK(client.get("/healthz").status == 200);
    CHECK(client.get("/healthz").header("strict-transport-security") == "max-age=63072000");
}

TEST_CASE("the access log has one line a request") {

    std::mutex mutex;
    std::vector<std::string> lines;
    auto options = small_options();
    options.on_access = [&](const AccessRecord& record) {
        const std::scoped_lock lock(mutex);
        CHECK(record.micros >= 0);
        lines.push_back(
            std::string(record.method) + " " + std::string(record.pattern) + " " +
            std::to_string(record.status) + " " + std::to_string(record.bytes) + " " +
            std::string(record.peer)
        );
    };
    Running running({route(Method::get, "/a/{b}", echo)}, std::move(options));
    {
        auto client = running.client();
        client.get("/a/1");
        client.get("/none");
        client.ask("nonsense\r\n\r\n");
    }
    running.server.stop(milliseconds{1000});
    REQUIRE(lines.size() == 3);
    CHECK(lines[0] == "GET /a/{b} 200 9 127.0.0.1");
    CHECK(lines[1].starts_with("GET  404 "));
    CHECK(lines[2].starts_with("  400 "));
}

TEST_CASE("files and static texts are sent, also in part") {
    const auto path = std::filesystem::temp_directory_path() / "heed-http-file-test";
    std::string content;
    for (int line = 0; line < 100'000; ++line) content += std::to_string(line) + "\n";
    std::ofstream(path) << content;
    Running running({
        route(
            Method::get,
            "/file",
            [&](Request&) -> Result<Response> {
                Response response;
                response.file = FileContent{.path = path};
                return response;
            }
        ),
        route(
            Method::get,
            "/part",
            [&](Request&) -> Result<Response> {
                Response response;
                response.file = FileContent{.path = path, .offset = 2, .size = 3};
                return response;
            }
        ),
        route(
            Method::get,
            "/static",
            [](Request&) -> Result<Response> {
                Response response;
                response.static_body = "for ever";
                return response;
            }
        ),
        route(
            Method::get,
            "/gone",
            [](Request&) -> Result<Response> {
                Response response;
                response.file = FileContent{.path = "/nonexistent/file"};
                return response;
            }
        ),
    });
    auto client = running.client();
    CHECK(client.get("/file").body == content);
    CHECK(client.get("/part").body == "1\n2");
    CHECK(client.get("/static").body == "for ever");
    CHECK(client.get("/gone").status == 503);
    CHECK(
        client.ask("HEAD /file HTTP/1.1\r\nHost: a\r\n\r\n", false).header("content-length") ==
        std::to_string(content.size())
    );
    CHECK(client.get("/part").status == 200);
    std::filesystem::remove(path);
}

} // namespace
} // namespace heed::http
