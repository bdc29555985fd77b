// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/sandbox/message.hpp"

#include <optional>

namespace heed::sandbox {

/// What the desk asks of the small parent of the workers, over a socket of packets.
struct Order {
    enum class Kind { start, end };
    Kind kind = Kind::start;
    int worker = 0; // of `end`: killed if it still runs, and buried
};

/// Its answer. To `start`: who it is, or 0 and the errno. To `end`: how it ended, as by waitpid.
struct Report {
    int worker = 0;
    int status = 0;
};

/// The desk's ends of a worker's two pipes.
struct Pipes {
    Handle to;
    Handle from;
};

bool send_order(int socket, const Order& order);
std::optional<Order> receive_order(int socket);
bool send_report(int socket, const Report& report, const Pipes& pipes);
/// Nothing when the other end is gone, or silent for ten seconds.
std::optional<Report> receive_report(int socket, Pipes& pipes);

/// Where the parent finds its socket.
inline constexpr int control_number = 3;

} // namespace heed::sandbox
