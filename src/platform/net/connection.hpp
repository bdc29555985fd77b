// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/net/endpoint.hpp"

#include <chrono>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

namespace heed::net {

/// How long a wait may last. The deadline is for the whole step, so a server that drips one byte
/// at a time gains nothing by it.
struct Until {
    std::chrono::steady_clock::time_point deadline;
    std::stop_token stop = {};

    /// The same stop, and the earlier of this deadline and `span` from now.
    [[nodiscard]] Until at_most(std::chrono::milliseconds span) const;
};

/// A blocking connection whose every wait ends: by bytes, by deadline or by stop. Refusals carry
/// one of the codes cannot_connect, tls_failed, timed_out, connection_lost, stopped; after any of
/// them the connection is of no more use, but for a `read_some` that timed out.
class Connection {
public:
    /// Connects to `address` (numeric); for TlsMode::implicit the handshake is done on return.
    /// The certificate must be valid for `endpoint.host`.
    static Result<Connection>
    open(const Endpoint& endpoint, const std::string& address, const Until& until);

    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;
    ~Connection();

    /// Turns a plain connection into a verified TLS one.
    Result<> start_tls(const Endpoint& endpoint, const Until& until);

    Result<> write(std::string_view bytes, const Until& until);

    /// At least one byte; the peer's end of the connection is the refusal connection_lost.
    Result<std::size_t> read_some(std::span<char> room, const Until& until);

    [[nodiscard]] bool is_encrypted() const;

private:
    struct State;
    explicit Connection(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace heed::net
