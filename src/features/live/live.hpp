// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/live/seats.hpp"
#include "kernel/actor.hpp"
#include "platform/desk/described.hpp"
#include "platform/desk/desk.hpp"
#include "platform/http/event_stream.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace heed::live {

/// A browser that wants to hear.
struct Listener {
    std::shared_ptr<http::EventStream> stream;
    Actor actor;
    std::optional<std::int64_t> after = {}; // Last-Event-ID: what it has heard already
    // Who it is now; nothing when session or token have ended. Asked every few seconds.
    std::function<std::optional<Actor>()> again = {};
};

/// Publishes the journal to streams. One per process; safe from any thread.
class Live {
public:
    struct Options {
        std::size_t per_visitor_max = 100; // streams of one person or token; 0: no limit
    };

    explicit Live(Desk& desk);
    Live(Desk& desk, Options options);
    ~Live();
    Live(const Live&) = delete;
    Live& operator=(const Live&) = delete;

    void start();
    void stop();

    /// To be called after each commit: there may be something to publish. Never blocks for long.
    void wake();

    void add(Listener listener);

    /// Who may open how many streams.
    Seats& seats();

    /// Sends `event` with `json` to everybody who may see the ticket.
    void publish(std::string_view event, TicketId ticket, const std::string& json);

    /// Does one round on the calling thread, for tests: replays, publishes, ends streams.
    void run_once();

    [[nodiscard]] std::size_t streams() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// `GET /stream`.
std::vector<http::Route> routes(Live& live);

/// What the API document says of it.
std::span<const Described> described();

} // namespace heed::live
