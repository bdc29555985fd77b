// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"
#include "platform/http/limits.hpp"
#include "platform/http/router.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace heed::http {

/// One line of the access log. The texts live only during the call.
struct AccessRecord {
    std::string_view method;  // empty when the head could not be read
    std::string_view pattern; // empty when no route matched
    std::string_view target;  // for traces; may hold tokens, do not log it whole
    int status = 0;
    std::int64_t micros = 0; // from the end of the head to the last byte handed to the system
    std::uint64_t bytes = 0; // of the answer's body
    std::string_view request_id;
    std::string_view peer;
};

/// A fault of a handler, already answered with 500 or 503.
struct FaultRecord {
    std::string_view incident; // the request id, also in the answer
    std::string_view pattern;
    std::string_view what;
};

struct Options {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;       // 0: any; `Server::port()` tells
    std::size_t io_threads = 0;   // 0: half the cores, at least 2
    std::size_t read_workers = 0; // 0: half the cores, at least 2
    std::size_t write_workers = 64;
    Limits limits = {};
    std::string base_url = {}; // its host is the only one served; empty: any host
    std::vector<std::string> further_hosts = {};
    std::vector<std::string> trusted_proxies = {}; // addresses or networks, "10.0.0.0/8"
    std::filesystem::path upload_folder = {};      // for multipart; emptied of leftovers at start
    std::vector<std::pair<std::string, std::string>> security_headers = {
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "same-origin"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
        {"Cache-Control", "no-store"},
    };

    /// Authentication and authorisation; runs on the route's lane before its handler.
    std::function<Result<void>(Request&, const Route&)> hook = {};
    /// Turns a refusal into a page for people; nothing means problem+json.
    std::function<std::optional<Response>(const Request&, const Error&)> refusal_page = {};
    std::function<void(const AccessRecord&)> on_access = {}; // on an I/O thread: must not block
    std::function<void(const FaultRecord&)> on_fault = {};
};

/// An HTTP/1.1 server. Handlers run on lanes, so they may block; see Lane.
class Server {
public:
    /// Throws Fault for options that cannot work: address, network, upload folder, patterns.
    Server(Options options, std::vector<Route> routes);
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server(); // stops at once

    /// Returns when connections are accepted. Throws Fault when the address cannot be had.
    void start();

    /// Stops accepting, finishes what was accepted and ends streams; after `deadline` what is
    /// left is cut off. Waits for handlers that run, however long they take.
    void stop(std::chrono::milliseconds deadline);

    [[nodiscard]] std::uint16_t port() const;

    /// For metrics and tests.
    struct Load {
        std::size_t connections = 0;
        std::size_t streams = 0;
        std::size_t read_queue = 0;
        std::size_t write_queue = 0;
        std::uint64_t body_memory = 0; // bytes of bodies that are being read or handled
    };

    [[nodiscard]] Load load() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace heed::http
