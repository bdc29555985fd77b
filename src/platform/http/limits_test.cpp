// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/shared.hpp"
#include "platform/http/test_server.hpp"

#include <atomic>
#include <doctest/doctest.h>
#include <filesystem>
#include <future>
#include <list>
#include <mutex>

namespace heed::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds soon{40};
// For limits that something must keep to before something else breaks them.
constexpr seconds enough{2};

Options with(const std::function<void(Limits&)>& change) {
    auto options = small_options();
    change(options.limits);
    return options;
}

TEST_CASE("a head that does not come is given up without a word") {
    Running running({}, with([](Limits& limits) { limits.header_timeout = soon; }));
    auto silent = running.client();
    CHECK(silent.is_closed());
}

TEST_CASE("a head that does not end is given up, the first and the second") {
    Running running({route(Method::get, "/a", echo)}, with([](Limits& limits) {
                        limits.header_timeout = enough;
                    }));
    auto second_head = running.client();
    CHECK(second_head.get("/a").status == 200);
    second_head.send("GET /a");
    auto first_head = running.client();
    first_head.send("GET /a HTTP/1.1\r\nHost: a\r\nX-");
    for (auto* dripping : {&first_head, &second_head}) {
        CHECK(dripping->receive().status == 408);
        CHECK(dripping->is_closed());
    }
}

TEST_CASE("who was refused for being slow may go on sending, and harms nobody") {
    Running running({route(Method::get, "/a", echo)}, with([](Limits& limits) {
                        limits.header_timeout = enough;
                        limits.linger_timeout = seconds{20};
                    }));
    std::list<TestClient> slow;
    for (int count = 0; count < 20; ++count)
        slow.emplace_back(running.server.port()).send("GET /a HTTP/1.1\r\nHo");
    for (auto& client : slow) CHECK(client.receive().status == 408);
    for (auto& client : slow) client.send("st: a\r\n");
    for (auto& client : slow) CHECK(client.is_closed());
    for (int round = 0; round < 4; ++round) {
        auto healthy = running.client();
        CHECK(healthy.get("/a").status == 200);
    }
}

TEST_CASE("many slow heads do not keep a healthy client waiting") {
    Running running({route(Method::get, "/a", echo)}, with([](Limits& limits) {
                        limits.header_timeout = seconds{10};
                    }));
    std::list<TestClient> slow;
    for (int count = 0; count < 200; ++count)
        slow.emplace_back(running.server.port()).send("GET /");
    auto healthy = running.client();
    for (int round = 0; round < 20; ++round) CHECK(healthy.get("/a").status == 200);
    running.server.stop(milliseconds{0}); // cuts them off, and returns
    CHECK(slow.front().is_closed());
}

TEST_CASE("a body that comes too slowly is given up") {
    Running running({route(Method::post, "/a", echo, json_body)}, with([](Limits& limits) {
                        limits.body_grace = soon;
                        limits.body_bytes_per_second_min = mebibyte;
                    }));
    auto client = running.client();
    client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                "Content-Length: 1000\r\n\r\nabc");
    CHECK(client.receive().status == 408);
    CHECK(client.is_closed());
}

TEST_CASE("bodies do not eat all memory together") {
    Running running({route(Method::post, "/a", echo, json_body)}, with([](Limits& limits) {
                        limits.body_memory_max = 1000;
                    }));
    auto first = running.client();
    CHECK(first.ask(post("/a", "application/json", std::string(900, 'x'))).status == 200);
    // The answer is out a moment before its body is let go, and 900 would mean either body.
    wait_until([&] { return running.server.load().body_memory == 0; });
    first.send(
        "POST /a HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        "Content-Length: 901\r\n\r\n" +
        std::string(900, 'x')
    );
    const auto ask_beside = [&] {
        auto client = running.client();
        return client.ask(post("/a", "application/json", std::string(200, 'x'))).status;
    };
    wait_until([&] { return running.server.load().body_memory == 900; });
    CHECK(ask_beside() == 503);
    wait_until([&] { return running.server.load().body_memory == 900; });
    first.send("x");
    CHECK(first.receive().status == 200);
    wait_until([&] { return running.server.load().body_memory == 0; });
    CHECK(ask_beside() == 200);
}

TEST_CASE("an idle connection is closed without a word") {
    Running running({route(Method::get, "/a", echo)}, with([](Limits& limits) {
                        limits.idle_timeout = soon;
                    }));
    auto client = running.client();
    CHECK(client.get("/a").status == 200);
    CHECK(client.is_closed());
}

TEST_CASE("a peer that does not read its answer is dropped") {
    const std::string large(64 * mebibyte, 'x');
    std::promise<void> asked;
    Running running(
        {route(
            Method::get,
            "/large",
            [&](Request&) -> Result<Response> {
                asked.set_value();
                Response response;
                response.static_body = large;
                return response;
            }
        )},
        with([](Limits& limits) { limits.write_stall_timeout = soon; })
    );
    auto client = TestClient(running.server.port(), 4096);
    client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
    asked.get_future().wait();
    wait_until([&] { return running.server.load().connections == 0; });
}

TEST_CASE("a peer that reads slowly, but reads, gets everything") {
    const std::string large(8 * mebibyte, 'x');
    const Running running({route(Method::get, "/large", [&](Request&) -> Result<Response> {
        return text(large);
    })});
    auto client = TestClient(running.server.port(), 4096);
    CHECK(client.get("/large").body.size() == large.size());
}

TEST_CASE("there are no more connections than allowed, in all and for one peer") {
    for (const bool for_peer : {false, true}) {
        Running running({route(Method::get, "/a", echo)}, with([&](Limits& limits) {
                            (for_peer ? limits.connections_per_peer_max : limits.connections_max) =
                                2;
                        }));
        auto first = running.client();
        CHECK(first.get("/a").status == 200);
        {
            auto second = running.client();
            CHECK(second.get("/a").status == 200);
            auto third = running.client();
            const auto reply = third.receive();
            CHECK(reply.status == 503);
            CHECK(reply.header("retry-after") == "5");
        }
        wait_until([&] { return running.server.load().connections == 1; });
        auto again = running.client();
        CHECK(again.get("/a").status == 200);
    }
}

TEST_CASE("who holds a whole network of IPv6 has no more connections for it") {
    Shared shared(with([](Limits& limits) { limits.connections_per_peer_max = 2; }), {});
    const auto peer = [](std::string_view text) { return *IpAddress::parse(text); };
    CHECK(shared.admit(peer("2001:db8::1")));
    CHECK(shared.admit(peer("2001:db8::2")));
    CHECK_FALSE(shared.admit(peer("2001:db8::3")));
    CHECK(shared.admit(peer("2001:db8:0:1::1")));
    for (const auto* const address : {"10.0.0.1", "10.0.0.2", "10.0.0.3"})
        CHECK(shared.admit(peer(address)));
    shared.leave(peer("2001:db8::2"));
    CHECK(shared.admit(peer("2001:db8::3")));
}

/// A handler that says when it has begun and waits until it may end.
struct Gate {
    std::promise<void> begun;
    std::promise<void> opened;
    std::shared_future<void> open = opened.get_future().share();

    Handler handler() {
        return [this](Request&) -> Result<Response> {
            begun.set_value();
            open.wait();
            return text("done");
        };
    }
};

TEST_CASE("a full queue refuses at once, and what waited is still served") {
    Gate gate;
    auto options = with([](Limits& limits) { limits.read_queue_max = 1; });
    options.read_workers = 1;
    Running running(
        {route(Method::get, "/slow", gate.handler()),
         route(Method::get, "/a", echo),
         route(Method::post, "/a", echo, json_body)},
        std::move(options)
    );
    auto slow = running.client();
    slow.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
    gate.begun.get_future().wait();
    auto waiting = running.client();
    waiting.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
    wait_until([&] { return running.server.load().read_queue == 1; });
    auto refused = running.client();
    const auto reply = refused.get("/a");
    CHECK(reply.status == 503);
    CHECK(reply.body.contains("queue_full"));
    CHECK(!reply.header("retry-after").empty());
    CHECK(refused.ask(post("/a", "application/json", "1")).status == 200); // the other lane is free
    gate.opened.set_value();
    CHECK(slow.receive().body == "done");
    CHECK(waiting.receive().status == 200);
    CHECK(refused.get("/a").status == 200);
}

TEST_CASE("what waited too long for its turn is refused and not begun") {
    std::atomic<int> calls = 0;
    Running running(
        {route(
            Method::get,
            "/a",
            [&](Request& request) {
                ++calls;
                return echo(request);
            }
        )},
        with([](Limits& limits) { limits.queue_wait_max = milliseconds{0}; })
    );
    auto client = running.client();
    const auto reply = client.get("/a");
    CHECK(reply.status == 503);
    CHECK(reply.body.contains(R"("code":"busy")"));
    CHECK(reply.header("retry-after") == "2");
    CHECK(calls == 0);
    CHECK(client.get("/none").status == 404);
}

TEST_CASE("stopping finishes what was accepted and closes the rest") {
    Gate gate;
    Running running({route(Method::get, "/slow", gate.handler()), route(Method::get, "/a", echo)});
    auto idle = running.client();
    CHECK(idle.get("/a").status == 200);
    auto busy = running.client();
    busy.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\nGET /a HTTP/1.1\r\nHost: a\r\n\r\n");
    gate.begun.get_future().wait();
    auto stopped = std::async(std::launch::async, [&] { running.server.stop(seconds{20}); });
    CHECK(idle.is_closed());
    gate.opened.set_value();
    const auto reply = busy.receive();
    CHECK(reply.body == "done");
    CHECK(reply.header("connection") == "close");
    CHECK(busy.is_closed());
    stopped.wait();
    CHECK(running.server.load().connections == 0);
}

TEST_CASE("stopping twice, or without a start, is harmless") {
    const Server never_started(small_options(), {});
    Running running({route(Method::get, "/a", echo)});
    running.server.stop(milliseconds{0});
    running.server.stop(milliseconds{0});
}

TEST_CASE("two servers cannot have one port, and the reason is told") {
    const Running first({});
    auto options = small_options();
    options.port = first.server.port();
    Server second(options, {});
    CHECK_THROWS_WITH_AS(
        second.start(),
        ("cannot listen on 127.0.0.1:" + std::to_string(options.port) + ": Address already in use")
            .c_str(),
        Fault
    );
}

TEST_CASE("uploads go to disk and with the request") {
    const auto folder = std::filesystem::temp_directory_path() / "heed-http-upload-test";
    auto options = small_options();
    options.upload_folder = folder;
    std::filesystem::path path;
    Running running(
        {route(
            Method::post,
            "/files",
            [&](Request& request) -> Result<Response> {
                const auto note = TRY(request.form.text("note"));
                const auto& upload = request.uploads.at(0);
                path = upload.file.path();
                CHECK(std::filesystem::file_size(path) == upload.size);
                return text(
                    upload.filename + " " + std::to_string(upload.size) + " " + note.value_or("")
                );
            },
            upload_body
        )},
        std::move(options)
    );
    const std::string body =
        "--B\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhi\r\n"
        "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n\r\n" +
        std::string(3'000'000, 'x') + "\r\n--B--\r\n";
    auto client = running.client();
    CHECK(
        client.ask(post("/files", "multipart/form-data; boundary=B", body)).body ==
        "a.bin 3000000 hi"
    );
    CHECK(!std::filesystem::exists(path));
    CHECK(
        client.ask(post("/files", "multipart/form-data; boundary=B", "--B\r\n\r\n\r\n--B--"))
            .status == 400
    );
    CHECK(
        client.ask(post("/files", "multipart/form-data; boundary=B", "--B--")).status == 500
    ); // at(0)
    CHECK(client.ask(post("/files", "multipart/form-data", body)).status == 400);
    std::filesystem::remove_all(folder);
}

TEST_CASE("a full upload disk is answered with 503") {
    auto options = small_options();
    options.upload_folder = std::filesystem::temp_directory_path() / "heed-http-upload-gone";
    Running running({route(Method::post, "/files", echo, upload_body)}, options);
    std::filesystem::remove_all(options.upload_folder);
    auto client = running.client();
    const auto reply = client.ask(post(
        "/files",
        "multipart/form-data; boundary=B",
        "--B\r\nContent-Disposition: form-data; name=a; filename=b\r\n\r\nx\r\n--B--\r\n"
    ));
    CHECK(reply.status == 503);
    CHECK(reply.body.contains(R"("code":"storage")"));
}

} // namespace
} // namespace heed::http
