// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/http/loop.hpp"
#include "platform/http/shared.hpp"

#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

namespace heed::http {

/// Listens, and deals connections to the loops in turn: a shared port would let the kernel's
/// hash put most of a few connections on one thread.
class Acceptor {
public:
    /// Throws Fault when the address cannot be had.
    Acceptor(Shared& shared, const std::vector<std::unique_ptr<Loop>>& loops);
    Acceptor(const Acceptor&) = delete;
    Acceptor& operator=(const Acceptor&) = delete;
    ~Acceptor(); // takes in what waits in the kernel's queue, then closes

    [[nodiscard]] std::uint16_t port() const;

private:
    void run();
    void accept_all();
    void admit(int descriptor, const IpAddress& peer);
    bool wait(bool for_connections);

    Shared& shared_;
    const std::vector<std::unique_ptr<Loop>>& loops_;
    std::size_t turn_ = 0;
    bool exhausted_ = false; // of descriptors or memory
    int listener_ = -1;
    int stop_event_ = -1;
    std::thread thread_;
};

} // namespace heed::http
