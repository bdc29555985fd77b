// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/access.hpp"
#include "platform/desk/desk.hpp"
#include "platform/http/router.hpp"
#include "platform/http/server.hpp"
#include "platform/lmtp/server.hpp"
#include "platform/metrics/metrics.hpp"

#include <atomic>
#include <functional>
#include <mutex>

namespace heed::app {

/// What machines ask a running server: is it alive, can it serve, how does it fare. One per
/// server; safe from any thread.
class Watching {
public:
    explicit Watching(Desk& desk);

    /// `/healthz` and `/readyz`, for everybody, by any name of this machine.
    [[nodiscard]] std::vector<http::Route> probes();

    /// `/metrics` beside the desk: for the bearer of `metrics.token`, for callers on this very
    /// machine when the desk is not reached through a proxy, and for API tokens and people with
    /// `operations:manage`.
    http::Route metrics_route();

    /// All that stands beside the desk.
    std::vector<http::Route> routes();

    /// `/metrics` on an address of its own, for whoever reaches it.
    http::Route open_metrics_route();

    /// For the access log: one request has been answered.
    void count(const http::AccessRecord& record);

    /// Levels that are read when somebody asks.
    void watch_server(const http::Server& server);
    void watch_streams(std::function<std::size_t()> streams);
    void watch_letters(const lmtp::Server& server);

    /// From now on it is not ready.
    void stopping() { stopping_ = true; }

private:
    /// Why the desk cannot serve, in a sentence; empty when it can. Tries a durable write, at most
    /// one in a second however many ask.
    std::string trouble();
    std::string try_storage();
    [[nodiscard]] http::Response metrics_text() const;

    Desk& desk_;
    metrics::Registry registry_;
    metrics::Histogram reads_;
    metrics::Histogram writes_;
    std::array<metrics::Counter, 5> by_class_;
    std::atomic<bool> stopping_ = false;
    std::mutex mutex_;
    Instant tried_at_ = {};
    std::string trouble_ = {};
};

} // namespace heed::app
