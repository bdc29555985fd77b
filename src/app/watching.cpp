// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/watching.hpp"

#include "app/backup_folder.hpp"
#include "features/access/access.hpp"
#include "features/search/search.hpp"
#include "kernel/format.hpp"
#include "platform/address/address.hpp"
#include "platform/config/config.hpp"
#include "platform/desk/store.hpp"
#include "platform/http/problem.hpp"
#include "platform/log/log.hpp"
#include "platform/search/index.hpp"

#include <algorithm>
#include <filesystem>

namespace heed::app {

namespace {

using namespace std::chrono_literals;

constexpr auto tried_every = 1s;

metrics::Counter requests_of(metrics::Registry& registry, int hundreds) {
    return registry.counter(
        {"heed_http_requests_total",
         "Requests answered, by class of status.",
         {{"status", fmt::format("{}xx", hundreds)}}}
    );
}

metrics::Histogram durations_of(metrics::Registry& registry, std::string kind) {
    return registry.durations(
        {"heed_http_request_duration_seconds",
         "From the end of a request's head to the last byte of its answer.",
         {{"kind", std::move(kind)}}}
    );
}

/// How far each reader of the journal is behind, and what it has set aside.
void watch_reactors(metrics::Registry& registry, Desk& desk) {
    registry.before_text([&registry, &desk] {
        for (const auto& reactor : desk.reactors.status()) {
            const metrics::Registry::Labels labels{{"reactor", reactor.name}};
            registry.gauge({"heed_reactor_lag_facts", "Facts not heard yet.", labels})
                .set(static_cast<double>(reactor.lag));
            registry.gauge({"heed_reactor_parked_subjects", "Subjects set aside.", labels})
                .set(static_cast<double>(reactor.parked));
        }
    });
}

void watch_database(metrics::Registry& registry, Desk& desk) {
    const auto bytes = registry.gauge({"heed_database_bytes", "Size of the database on disk."});
    const auto interactive = registry.gauge(
        {"heed_database_writes_waiting",
         "Writes asked for and not begun.",
         {{"lane", "interactive"}}}
    );
    const auto background = registry.gauge(
        {"heed_database_writes_waiting", "Writes asked for and not begun.", {{"lane", "background"}}
        }
    );
    registry.before_text([=, &desk] {
        bytes.set(static_cast<double>(desk.db.size_bytes()));
        const auto load = desk.db.load();
        interactive.set(static_cast<double>(load.interactive_waiting));
        background.set(static_cast<double>(load.background_waiting));
    });
}

/// Read from the index itself, so that it tells the truth also while nobody fills it.
void watch_search(metrics::Registry& registry, Desk& desk) {
    const auto lag = registry.gauge(
        {"heed_search_lag_seconds", "Age of the oldest change that searches do not find yet."}
    );
    const auto whole = registry.gauge(
        {"heed_search_index_whole", "1 when the search index holds everything, 0 while it is built."
        }
    );
    const auto bytes = registry.gauge({"heed_search_index_bytes", "Size of the search index."});
    const auto documents =
        registry.gauge({"heed_search_index_documents", "Documents in the search index."});
    registry.before_text([=, &desk] {
        lag.set(std::chrono::duration<double>(search::lag_of(desk)).count());
        whole.set(search::standing_of(desk).incomplete ? 0 : 1);
        const auto size = desk.index.size();
        bytes.set(static_cast<double>(size.bytes));
        documents.set(static_cast<double>(size.documents));
    });
}

/// On this very machine, and not through a proxy that speaks for others.
bool is_local(const Desk& desk, const http::Request& request) {
    const auto peer = IpAddress::parse(request.peer);
    return access::is_url_of_this_machine(desk.config.public_url()) && peer &&
           peer->is_loopback() && !request.headers.find("X-Forwarded-For") &&
           !request.headers.find("Forwarded");
}

/// Only where the server makes them: an alarm on their age needs no more than this.
void watch_backups(metrics::Registry& registry, Desk& desk) {
    const auto& folder = desk.config.backup.into;
    if (folder.empty()) return;
    const auto newest = registry.gauge(
        {"heed_backup_newest_seconds", "When the newest backup was written, since 1970; 0: none."}
    );
    registry.before_text([newest, &folder] {
        const auto kept = backups_in(folder);
        const auto at = kept.empty() ? Instant{} : kept.front().written_at;
        newest.set(std::chrono::duration<double>(at.time_since_epoch()).count());
    });
}

bool carries(const http::Request& request, std::string_view token) {
    return !token.empty() &&
           request.headers.find("Authorization") == "Bearer " + std::string(token);
}

http::Route probe(std::string pattern, http::Handler handler) {
    return {
        .method = http::Method::get,
        .pattern = std::move(pattern),
        .needs = "public",
        .handler = std::move(handler),
        .lane = http::Lane::write,
        .any_host = true,
    };
}

} // namespace

Watching::Watching(Desk& desk)
    : desk_(desk),
      reads_(durations_of(registry_, "read")),
      writes_(durations_of(registry_, "write")),
      by_class_{
          requests_of(registry_, 1),
          requests_of(registry_, 2),
          requests_of(registry_, 3),
          requests_of(registry_, 4),
          requests_of(registry_, 5),
      } {
    registry_.add_process(desk.clock.now());
    watch_database(registry_, desk);
    watch_reactors(registry_, desk);
    watch_search(registry_, desk);
    watch_backups(registry_, desk);
}

void Watching::watch_server(const http::Server& server) {
    const auto connections = registry_.gauge({"heed_http_connections", "Open connections."});
    const auto reading = registry_.gauge(
        {"heed_http_requests_waiting", "Requests that wait for a worker.", {{"lane", "read"}}}
    );
    const auto writing = registry_.gauge(
        {"heed_http_requests_waiting", "Requests that wait for a worker.", {{"lane", "write"}}}
    );
    registry_.before_text([=, &server] {
        const auto load = server.load();
        connections.set(static_cast<double>(load.connections));
        reading.set(static_cast<double>(load.read_queue));
        writing.set(static_cast<double>(load.write_queue));
    });
}

void Watching::watch_streams(std::function<std::size_t()> streams) {
    const auto open = registry_.gauge({"heed_live_streams", "Browsers that hear what changes."});
    registry_.before_text([open, streams = std::move(streams)] {
        open.set(static_cast<double>(streams()));
    });
}

void Watching::watch_letters(const lmtp::Server& server) {
    const auto sessions =
        registry_.gauge({"heed_lmtp_sessions", "Mail servers that are connected."});
    const auto letters = [this](std::string answer) {
        return registry_.counter(
            {"heed_lmtp_letters_total",
             "Letters handed over, by answer.",
             {{"answer", std::move(answer)}}}
        );
    };
    registry_.before_text([sessions,
                           taken = letters("taken"),
                           put_off = letters("put_off"),
                           refused = letters("refused"),
                           &server] {
        const auto load = server.load();
        sessions.set(static_cast<double>(load.sessions));
        taken.add(load.taken - taken.value());
        put_off.add(load.put_off - put_off.value());
        refused.add(load.refused - refused.value());
    });
}

void Watching::count(const http::AccessRecord& record) {
    const auto hundreds = std::clamp(record.status / 100, 1, 5);
    by_class_.at(static_cast<std::size_t>(hundreds - 1)).add();
    const bool reads = record.method == "GET" || record.method == "HEAD";
    (reads ? reads_ : writes_).observe(std::chrono::microseconds(record.micros));
}

std::string Watching::try_storage() {
    // The row below still finds room in the log of a full disk.
    constexpr std::uintmax_t room_needed = 1U << 20U;
    std::error_code unknown;
    const auto space = std::filesystem::space(desk_.config.data, unknown);
    if (!unknown && space.available < room_needed) return "The disk of the desk is full.";
    try {
        const auto written = desk_.db.write(
            [this](db::Transaction& tx) -> Result<bool> {
                desk_store::save_value(tx, "ready_at", to_rfc3339(desk_.clock.now()));
                return true;
            },
            {.lane = db::Lane::background}
        );
        return written ? "" : "The desk cannot keep anything now: " + written.error().detail;
    } catch (const std::exception& fault) {
        log::error(
            "not_ready", {{"reason", fault.what()}}
        ); // anybody may ask; the log may say more
        return "The storage is full, closed or broken; the log of the desk says more.";
    }
}

std::string Watching::trouble() {
    if (stopping_) return "Heed is shutting down.";
    const std::scoped_lock lock(mutex_);
    const auto now = desk_.clock.now();
    if (now - tried_at_ >= tried_every || now < tried_at_) {
        trouble_ = try_storage();
        tried_at_ = now;
    }
    return trouble_;
}

std::vector<http::Route> Watching::probes() {
    std::vector<http::Route> routes;
    auto alive = probe("/healthz", [](http::Request&) -> Result<http::Response> {
        return http::text("ok\n");
    });
    alive.lane = http::Lane::inline_; // also when no worker is free
    routes.push_back(std::move(alive));
    routes.push_back(probe("/readyz", [this](http::Request&) -> Result<http::Response> {
        const auto why = trouble();
        if (why.empty()) return http::text("ready\n");
        return http::problem(http::retry_later(Refusal::unavailable, "not_ready", why, 5));
    }));
    return routes;
}

http::Response Watching::metrics_text() const {
    return http::content("text/plain; version=0.0.4; charset=utf-8", registry_.text());
}

http::Route Watching::metrics_route() {
    auto route = probe("/metrics", [this](http::Request& request) -> Result<http::Response> {
        if (carries(request, desk_.config.metrics.token) || is_local(desk_, request))
            return metrics_text();
        http::Route asked;
        asked.needs = "operations:manage";
        TRY(access::visit_of(request).gate.authorise(request, asked));
        return metrics_text();
    });
    route.any_host = false;
    return route;
}

std::vector<http::Route> Watching::routes() {
    auto all = probes();
    all.push_back(metrics_route());
    return all;
}

http::Route Watching::open_metrics_route() {
    return probe("/metrics", [this](http::Request&) -> Result<http::Response> {
        return metrics_text();
    });
}

} // namespace heed::app
