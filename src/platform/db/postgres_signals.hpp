// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/postgres_link.hpp"

#include <atomic>
#include <functional>
#include <string>
#include <thread>

namespace heed::db {

/// Tells the other nodes of a desk that there are new facts, and hears them say so.
///
/// Never inside a command: NOTIFY takes a lock of the whole database at commit. This thread sends
/// at most 50 a second for all commits of its node together. A lost signal is no harm: readers of
/// the journal also look by themselves.
class PostgresSignals {
public:
    PostgresSignals(std::string url, std::string_view schema, std::function<void()> heard);
    PostgresSignals(const PostgresSignals&) = delete;
    PostgresSignals& operator=(const PostgresSignals&) = delete;
    ~PostgresSignals();

    /// Something was committed here. Cheap and never blocks.
    void committed();

private:
    using Clock = std::chrono::steady_clock;

    void loop();
    void follow(PostgresLink& link);
    bool wait(int socket, std::chrono::milliseconds longest) const;

    std::string url_;
    std::string channel_; // quoted
    std::function<void()> heard_;
    int wake_;
    std::atomic<bool> pending_ = false;
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};

} // namespace heed::db
