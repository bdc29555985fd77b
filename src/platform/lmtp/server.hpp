// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/lmtp/session.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace heed::lmtp {

/// What the desk says; called on threads of the server's pool, several at a time. Whatever they
/// throw is answered with 451.
struct Receiver {
    /// Whether a letter for this address is taken.
    std::function<Verdict(const std::string& address)> recipient;
    /// One letter for all its recipients; 250 means that it is kept for good.
    std::function<Verdict(const Envelope& envelope, std::string_view letter)> letter;
};

struct Options {
    std::string listen;    // see `Listening`
    std::string host_name; // what it calls itself
    Limits limits = {};
    std::size_t threads = 8;
};

struct Load {
    std::size_t sessions = 0;
    std::uint64_t taken = 0;   // letters answered 2xx
    std::uint64_t put_off = 0; // 4xx
    std::uint64_t refused = 0; // 5xx
};

/// Takes letters from mail servers. What was answered 250 stays so: `stop` waits for letters that
/// the desk is taking in, and cuts off those that are still being sent.
class Server {
public:
    /// Listens at once, so that a wrong address is told by a Fault here; serves after `start`.
    Server(Options options, Receiver receiver);

    /// As `stop`.
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    void start();

    /// Tells its peers to come again, waits for what is being taken in, joins the threads.
    void stop();

    [[nodiscard]] const std::string& place() const;
    [[nodiscard]] Load load() const;

private:
    struct Body;
    std::unique_ptr<Body> body_;
};

} // namespace heed::lmtp
