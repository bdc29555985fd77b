// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/agents.hpp"
#include "features/access/sessions.hpp"
#include "kernel/actor.hpp"
#include "kernel/result.hpp"
#include "platform/crypto/password.hpp"
#include "platform/desk/desk.hpp"
#include "platform/journal/fact.hpp"

#include <any>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace heed::access {

/// A sentence across the top of the screen.
struct Banner {
    std::string code;
    std::string text;
    std::optional<std::string> link;
};
HEED_FIELDS(Banner, code, text, link)

/// What `actor` should be told now, e.g. that a mailbox fails.
using BannerSource = std::function<std::vector<Banner>(db::Transaction& tx, const Actor& actor)>;

/// How often a caller may ask; 0 means no limit.
struct RequestRates {
    double reads_per_second = 100; // of one session or token
    double writes_per_second = 20;
    double anonymous_per_second = 20; // of one network without either
    double burst_seconds = 10;        // how much of a rate may come at once
};

/// The door of a desk: finds out who asks, and lets a request reach its handler or not. One per
/// desk, for the life of the server; safe from any thread.
class Gate {
public:
    struct Options {
        std::string base_url = "http://127.0.0.1:8080"; // decides the kind of cookie
        bool insecure = false; // --insecure: http elsewhere than on this machine
        RequestRates rates = {};
        crypto::PasswordCost password_cost = {};
        HandOverTickets hand_over = {};
        std::vector<BannerSource> banners = {};
    };

    Gate(Desk& desk, Options options);
    ~Gate();
    Gate(const Gate&) = delete;
    Gate& operator=(const Gate&) = delete;

    /// The server's hook: sets `request.actor` from cookie or bearer token, then refuses what the
    /// route's `needs` does not allow, writes by cookie that are not proved to come from our own
    /// pages, and those who ask too fast.
    Result<void> authorise(http::Request& request, const http::Route& route);

    /// For `Database::on_commit`: forgets whom the facts make stale, at once on this node; others
    /// notice within 5 s.
    void notice(std::span<const std::any> facts);

    /// Writes when sessions and tokens were last used; for the scheduler, each half minute.
    void write_last_seen();

    /// Of the database alone: who a session's token stands for now. For streams, which ask again
    /// every few seconds and end when it is somebody else.
    std::optional<Actor> actor_for_session(std::string_view token);

    /// `Set-Cookie` for a session that begins, or with an empty token ends.
    [[nodiscard]] std::string session_cookie(std::string_view token, bool customer) const;

    [[nodiscard]] const Options& options() const;
    crypto::Passwords& passwords();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// What the gate found out about a request, for handlers of sign-in pages.
struct Visit {
    Gate& gate;
    SessionId session = {}; // not set: anonymous or a token
    std::string session_token = {};
    std::string network = {};
};

/// Expects a request that went through the gate.
Visit& visit_of(const http::Request& request);

} // namespace heed::access
