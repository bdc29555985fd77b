// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/server.hpp"

#include "platform/http/acceptor.hpp"
#include "platform/http/loop.hpp"
#include "platform/http/multipart.hpp"

#include <sys/resource.h>

namespace heed::http {

namespace {

/// Descriptors are connections here; the soft limit of 1,024 is a leftover of select().
void allow_many_descriptors() {
    rlimit limit = {};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

struct Server::Parts {
    Parts(Options options, std::vector<Route> routes)
        : shared(std::move(options), std::move(routes)) {}

    Shared shared;
    std::vector<std::unique_ptr<Loop>> loops;
    std::unique_ptr<Acceptor> acceptor;
    std::uint16_t port = 0;
};

Server::Server(Options options, std::vector<Route> routes)
    : parts_(std::make_unique<Parts>(std::move(options), std::move(routes))) {}

Server::~Server() {
    stop(std::chrono::milliseconds{0});
}

void Server::start() {
    auto& [shared, loops, acceptor, port] = *parts_;
    allow_many_descriptors();
    const auto& options = shared.options;
    if (!options.upload_folder.empty()) prepare_upload_folder(options.upload_folder);
    for (std::size_t index = 0; index < options.io_threads; ++index)
        loops.push_back(std::make_unique<Loop>(shared));
    acceptor = std::make_unique<Acceptor>(shared, loops);
    port = acceptor->port();
}

void Server::stop(std::chrono::milliseconds deadline) {
    auto& [shared, loops, acceptor, port] = *parts_;
    const auto until = std::chrono::steady_clock::now() + deadline;
    shared.stopping = true;
    acceptor.reset();
    for (const auto& loop : loops) loop->drain();
    for (const auto& loop : loops) loop->wait_until_empty(until);
    shared.cut_off = true;
    for (const auto& loop : loops) loop->cut();
    shared.read_workers.stop();
    shared.write_workers.stop();
    loops.clear();
}

std::uint16_t Server::port() const {
    return parts_->port;
}

Server::Load Server::load() const {
    const auto& shared = parts_->shared;
    return {
        .connections = shared.connections,
        .streams = shared.streams,
        .read_queue = shared.read_workers.queued(),
        .write_queue = shared.write_workers.queued(),
        .body_memory = shared.body_memory,
    };
}

} // namespace heed::http
