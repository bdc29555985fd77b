// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/net/connection.hpp"

#include <string>

namespace heed::net {

/// A non-blocking TCP socket that closes itself.
class Socket {
public:
    /// Connects to a numeric address.
    static Result<Socket>
    connect(const std::string& address, std::uint16_t port, const Until& until);

    Socket(Socket&& other) noexcept;
    Socket& operator=(Socket&& other) noexcept;
    ~Socket();

    [[nodiscard]] int descriptor() const { return descriptor_; }

    /// Waits for `events` of poll(2); refuses with timed_out or stopped, also where they are there
    /// already: a peer that never lets us wait must not have us for longer than was meant.
    Result<> wait(short events, const Until& until) const;

private:
    explicit Socket(int descriptor) : descriptor_(descriptor) {}

    int descriptor_ = -1;
};

} // namespace heed::net
