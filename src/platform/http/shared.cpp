// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/shared.hpp"

#include "kernel/check.hpp"

#include <exception>
#include <random>
#include <thread>

namespace heed::http {

namespace {

std::size_t half_the_cores() {
    return std::max<std::size_t>(2, std::thread::hardware_concurrency() / 2);
}

Options completed(Options options) {
    if (options.io_threads == 0) options.io_threads = half_the_cores();
    if (options.read_workers == 0) options.read_workers = half_the_cores();
    if (options.base_url.starts_with("https://"))
        options.security_headers.emplace_back("Strict-Transport-Security", "max-age=63072000");
    return options;
}

} // namespace

Shared::Shared(Options given, std::vector<Route> routes)
    : options(completed(std::move(given))),
      router(std::move(routes)),
      origins({
          .base_url = options.base_url,
          .further_hosts = options.further_hosts,
          .trusted_proxies = options.trusted_proxies,
      }),
      read_workers({
          .threads = options.read_workers,
          .queue_max = options.limits.read_queue_max,
          .wait_max = options.limits.queue_wait_max,
      }),
      write_workers({
          .threads = options.write_workers,
          .queue_max = options.limits.write_queue_max,
          .wait_max = options.limits.queue_wait_max,
      }) {}

bool Shared::admit(const IpAddress& peer) {
    if (connections >= options.limits.connections_max) return false;
    const std::scoped_lock lock(peers_mutex_);
    auto& count = peers_[peer.network()];
    if (count >= options.limits.connections_per_peer_max && !origins.is_trusted_proxy(peer))
        return false;
    ++count;
    ++connections;
    return true;
}

void Shared::leave(const IpAddress& peer) {
    --connections;
    const std::scoped_lock lock(peers_mutex_);
    const auto found = peers_.find(peer.network());
    CHECK(found != peers_.end());
    if (--found->second == 0) peers_.erase(found);
}

StreamPlace Shared::admit_stream() {
    ++streams;
    StreamPlace place(&streams);
    if (streams > options.limits.streams_max) place.reset();
    return place;
}

bool open_stream(
    const Shared& shared, std::string_view incident, const std::function<void()>& open
) {
    try {
        open();
        return true;
    } catch (const std::exception& fault) {
        if (shared.options.on_fault)
            shared.options.on_fault({.incident = incident, .pattern = {}, .what = fault.what()});
        return false;
    }
}

std::string new_request_id() {
    static const std::uint64_t seed = [] {
        std::random_device device;
        return (std::uint64_t{device()} << 32) | device();
    }();
    static std::atomic<std::uint64_t> count = 0;
    // The finishing steps of splitmix64: distinct counts give distinct, scattered numbers.
    std::uint64_t bits = seed + ++count * 0x9e3779b97f4a7c15;
    bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
    bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
    bits ^= bits >> 31;
    std::string id(16, '0');
    for (auto& digit : id) {
        digit = "0123456789abcdef"[bits & 15];
        bits >>= 4;
    }
    return id;
}

} // namespace heed::http
