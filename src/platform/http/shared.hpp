// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/address/address.hpp"
#include "platform/http/answer.hpp"
#include "platform/http/origins.hpp"
#include "platform/http/server.hpp"
#include "platform/http/worker_pool.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace heed::http {

/// What all connections of a server share. Outlives them.
struct Shared {
    Shared(Options given, std::vector<Route> routes);

    Options options;
    Router router;
    Origins origins;
    WorkerPool read_workers;
    WorkerPool write_workers;

    std::atomic<bool> stopping = false; // answers say `Connection: close`
    std::atomic<bool> cut_off = false;  // what still waits for a worker is dropped
    std::atomic<std::size_t> connections = 0;
    std::atomic<std::size_t> streams = 0;
    std::atomic<std::uint64_t> body_memory = 0; // bytes of bodies that are being read or handled

    [[nodiscard]] WorkerPool& pool(Lane lane) {
        return lane == Lane::write ? write_workers : read_workers;
    }

    /// Counts a connection of `peer`, unless there are too many of its network.
    bool admit(const IpAddress& peer);
    void leave(const IpAddress& peer);

    /// Nothing when there are too many.
    StreamPlace admit_stream();

private:
    std::mutex peers_mutex_;
    std::map<IpAddress, std::size_t> peers_; // by network
};

/// Opens a stream; false when that ended in a fault, which is then reported.
bool open_stream(
    const Shared& shared, std::string_view incident, const std::function<void()>& open
);

/// 16 hexadecimal digits, different each time.
std::string new_request_id();

} // namespace heed::http
