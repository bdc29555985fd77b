// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/test_server.hpp"

#include <doctest/doctest.h>
#include <future>
#include <mutex>

namespace heed::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// A server whose one route opens streams and keeps them.
struct Streaming {
    explicit Streaming(const Options& options = small_options())
        : running(
              {route(
                  Method::get,
                  "/stream",
                  [this](Request&) -> Result<Response> {
                      return Response::event_stream([this](std::shared_ptr<EventStream> stream) {
                          const std::scoped_lock lock(mutex);
                          streams.push_back(std::move(stream));
                      });
                  }
              )},
              options
          ) {}

    std::shared_ptr<EventStream> open(TestClient& client) {
        client.send("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n");
        const auto reply = client.receive_head();
        REQUIRE(reply.status == 200);
        CHECK(reply.header("content-type") == "text/event-stream");
        CHECK(reply.header("cache-control") == "no-store");
        std::shared_ptr<EventStream> stream;
        wait_until([&] {
            const std::scoped_lock lock(mutex);
            if (!streams.empty()) stream = std::move(streams.back());
            streams.clear();
            return stream != nullptr;
        });
        return stream;
    }

    std::mutex mutex;
    std::vector<std::shared_ptr<EventStream>> streams;
    Running running;
};

TEST_CASE("events arrive in order, from any thread") {
    Streaming streaming;
    auto client = streaming.running.client();
    const auto stream = streaming.open(client);
    std::thread sender([&] {
        for (int number = 0; number < 500; ++number) {
            stream->send("data: " + std::to_string(number) + "\n\n");
            if (number % 50 == 49) std::this_thread::yield();
        }
        stream->close();
    });
    std::string expected;
    for (int number = 0; number < 500; ++number)
        expected += "data: " + std::to_string(number) + "\n\n";
    CHECK(client.receive_all() == expected);
    sender.join();
}

TEST_CASE("a stream is counted apart, and its end is told") {
    Streaming streaming;
    auto client = std::make_unique<TestClient>(streaming.running.server.port());
    const auto stream = streaming.open(*client);
    CHECK(streaming.running.server.load().streams == 1);
    CHECK(streaming.running.server.load().connections == 0);
    std::promise<void> closed;
    stream->on_close([&] { closed.set_value(); });
    client.reset();
    closed.get_future().wait();
    CHECK(!stream->send("data: x\n\n"));
    wait_until([&] { return streaming.running.server.load().streams == 0; });
}

TEST_CASE("a quiet stream is kept alive") {
    auto options = small_options();
    options.limits.stream_keep_alive = milliseconds{20};
    Streaming streaming(options);
    auto client = streaming.running.client();
    const auto stream = streaming.open(client);
    CHECK(client.receive_until("\n\n") == ": keep-alive\n\n");
    CHECK(client.receive_until("\n\n") == ": keep-alive\n\n");
}

TEST_CASE("a reader that falls behind is reset and goes on from there") {
    Streaming streaming;
    TestClient client(streaming.running.server.port(), 4096);
    const auto stream = streaming.open(client);
    const auto event =
        std::make_shared<const std::string>("data: " + std::string(1000, 'x') + "\n\n");
    for (int count = 0; count < 20'000; ++count)
        stream->send(event); // 20 MB: more than fits anywhere
    auto heard =
        std::async(std::launch::async, [&] { return client.receive_until("data: after\n\n"); });
    // What is sent while another reset waits is dropped: that reset stands for it.
    wait_until([&] {
        stream->send("data: after\n\n");
        return heard.wait_for(milliseconds{1}) == std::future_status::ready;
    });
    const auto text = heard.get();
    CHECK(text.contains("event: reset\ndata: {}\n\n"));
    CHECK(text.ends_with("data: after\n\n"));
    CHECK(text.size() < 5'000'000);
}

TEST_CASE("a reader that does not read at all is dropped") {
    auto options = small_options();
    options.limits.write_stall_timeout = milliseconds{40};
    Streaming streaming(options);
    TestClient client(streaming.running.server.port(), 4096);
    const auto stream = streaming.open(client);
    const std::string event(1000, 'x');
    wait_until([&] { return !stream->send(event); });
    wait_until([&] { return streaming.running.server.load().streams == 0; });
}

TEST_CASE("there are no more streams than allowed") {
    auto options = small_options();
    options.limits.streams_max = 1;
    Streaming streaming(options);
    auto client = streaming.running.client();
    const auto stream = streaming.open(client);
    auto second = streaming.running.client();
    CHECK(second.get("/stream").status == 503);
    CHECK(second.ask("HEAD /stream HTTP/1.1\r\nHost: a\r\n\r\n", false).status == 200);
    CHECK(streaming.running.server.load().streams == 1);
}

TEST_CASE("stopping sends what is queued and ends streams") {
    Streaming streaming;
    auto client = streaming.running.client();
    const auto stream = streaming.open(client);
    stream->send("data: last\n\n");
    auto stopped =
        std::async(std::launch::async, [&] { streaming.running.server.stop(seconds{20}); });
    CHECK(client.receive_all() == "data: last\n\n");
    stopped.wait();
    CHECK(!stream->is_open());
}

TEST_CASE("a fault while a stream opens closes it and is reported") {
    std::promise<std::string> reported;
    auto options = small_options();
    options.on_fault = [&](const FaultRecord& fault) {
        reported.set_value(std::string(fault.what));
    };
    Running running(
        {route(
            Method::get,
            "/stream",
            [](Request&) -> Result<Response> {
                return Response::event_stream([](const auto&) { throw Fault("no room"); });
            }
        )},
        std::move(options)
    );
    auto client = running.client();
    client.send("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(client.receive_head().status == 200);
    CHECK(client.is_closed());
    CHECK(reported.get_future().get() == "no room");
}

} // namespace
} // namespace heed::http
