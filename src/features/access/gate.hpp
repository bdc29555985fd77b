// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/agents.hpp"
#include "features/access/invitations.hpp"
#include "features/access/sign_in.hpp"
#include "kernel/actor.hpp"
#include "kernel/result.hpp"
#include "platform/desk/desk.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heed::access {

/// A sentence across the top of the screen. A screen of another language makes its own of `code`,
/// `about` and `why`.
struct Banner {
    std::string code;
    std::string text;
    std::optional<std::string> link;
    std::optional<std::string> about; // a mailbox's name, an address
    std::optional<std::string> why;   // what a server said, a number
};
HEED_FIELDS(Banner, code, text, link, about, why)

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
        RequestRates rates = {};
        HandOverTickets hand_over = {}; // of `tickets`
        GiveUpTickets give_up = {};     // of `tickets`
        std::vector<BannerSource> banners = {};
        InvitationLetters invitations = {}; // of `outbound_mail`
    };

    Gate(Desk& desk, Options options);
    ~Gate();
    Gate(const Gate&) = delete;
    Gate& operator=(const Gate&) = delete;

    /// The server's hook: sets `request.actor` from cookie or bearer token, then refuses what the
    /// route's `needs` does not allow, writes by cookie that are not proved to come from our own
    /// pages, and those who ask too fast. A route that needs `public` (assets, probes) is not
    /// looked at: no query, whoever asks.
    Result<void> authorise(http::Request& request, const http::Route& route);

    /// The actor of a request that goes on for long, as of now (at most 5 s old); nothing when the
    /// session or token has ended. Streams ask every few seconds and end when it is another.
    std::optional<Actor> actor_again(const http::Request& request);

    /// Rights have changed: everybody is looked up anew, at once on this node; others notice
    /// within 5 s.
    void forget_all();

    /// Writes when sessions and tokens were last used. For the scheduler, each half minute.
    void write_last_seen();

    /// Values of `Set-Cookie` for a session that begins or ends.
    [[nodiscard]] std::string cookie_for(const NewSession& session) const;
    [[nodiscard]] std::string cookie_of_nobody() const;

    PasswordDoor& password_door();
    [[nodiscard]] const Options& options() const;

    /// What to do when somebody's tickets may be left to give away; set before requests come.
    void on_tickets_to_give(std::function<void()> hook);
    void tickets_to_give() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// What the gate found out about a request, for handlers. Its token is the only secret there is.
struct Visit {
    Gate& gate;
    SessionId session = {};         // set for requests with a cookie in force
    std::string session_token = {}; // then
    std::string ended_token = {};   // of a cookie whose session is not, or no longer, in force
    std::string digest = {};        // of the cookie or bearer token
    bool by_bearer = false;
    bool must_enrol = false; // see `Known`
    PersonId person = {};    // then, whom `actor` of open routes does not tell
};

/// Expects a request that went through a gate.
Visit& visit_of(const http::Request& request);

} // namespace heed::access
