// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/address/address.hpp"
#include "platform/http/shared.hpp"

#include <chrono>
#include <memory>

namespace heed::http {

/// One I/O thread with its connections. All functions may be called from any thread.
class Loop {
public:
    explicit Loop(Shared& shared);
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;
    ~Loop(); // ends the thread; connections and workers must be gone

    /// Takes over an accepted, admitted socket.
    void adopt(int descriptor, const IpAddress& peer);

    /// Closes what is idle, ends streams, lets the rest finish.
    void drain();

    /// True when no connection is left, at the latest at `deadline`.
    bool wait_until_empty(std::chrono::steady_clock::time_point deadline);

    /// Closes every connection at once; returns when that is done.
    void cut();

    struct Engine; // known to its own source only

private:
    std::unique_ptr<Engine> engine_;
};

} // namespace heed::http
