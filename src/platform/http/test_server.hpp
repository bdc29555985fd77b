// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/http/server.hpp"
#include "platform/http/test_client.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace heed::http {

inline Result<Response> echo(Request& request) {
    return text(std::string(name_of(request.method)) + " " + request.target + " " + request.body);
}

inline Route route(Method method, std::string pattern, Handler handler, BodyRule body = no_body) {
    return {
        .method = method,
        .pattern = std::move(pattern),
        .needs = "anonymous",
        .handler = std::move(handler),
        .lane = method == Method::get ? Lane::read : Lane::write,
        .body = body,
    };
}

inline Options small_options() {
    Options options;
    options.io_threads = 2;
    options.read_workers = 2;
    options.write_workers = 2;
    return options;
}

struct Running {
    explicit Running(std::vector<Route> routes, Options options = small_options())
        : server(std::move(options), std::move(routes)) {
        server.start();
    }

    TestClient client() { return TestClient(server.port()); }

    Server server;
};

inline std::string post(std::string_view target, std::string_view type, std::string_view body) {
    return "POST " + std::string(target) +
           " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + std::string(type) +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

/// Waits until something that other threads bring about is true; fails after a long while.
template <class Condition>
void wait_until(Condition condition) {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable never; // there is nobody to tell us, so we look again and again
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    while (!condition()) {
        REQUIRE(std::chrono::steady_clock::now() < end);
        never.wait_for(lock, std::chrono::milliseconds{1});
    }
}

} // namespace heed::http
