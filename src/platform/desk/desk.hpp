// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/clock.hpp"
#include "platform/db/database.hpp"
#include "platform/desk/done.hpp"
#include "platform/http/request.hpp"
#include "platform/http/response.hpp"
#include "platform/http/router.hpp"
#include "platform/journal/reactors.hpp"
#include "platform/sandbox/here.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace heed::config {
struct Config;
}

namespace heed::crypto {
class Sealer;
}

namespace heed::files {
class BlobFiles;
}

namespace heed::full_text {
class Index;
}

namespace heed {

/// How a command ended for its route.
struct Outcome {
    Done done = {};
    bool settled = true;   // every deriving reactor has passed it
    bool replayed = false; // the same Idempotency-Key came before
};

/// One desk: its database, journal, files and settings. Handed to handlers; never a global, so
/// that one process can host many.
class Desk {
public:
    struct Parts {
        db::Database& db;
        const Clock& clock;
        journal::Reactors& reactors;
        const config::Config& config;
        const crypto::Sealer& sealer;
        files::BlobFiles& files;
        full_text::Index& index;
        sandbox::Sandbox& sandbox = sandbox::here();
    };

    explicit Desk(Parts parts);
    ~Desk();

    db::Database& db;
    const Clock& clock;
    journal::Reactors& reactors;
    const config::Config& config;
    const crypto::Sealer& sealer;
    files::BlobFiles& files;
    full_text::Index& index;   // of words: what is found in it is checked against the database
    sandbox::Sandbox& sandbox; // where the bytes of strangers are read

    using Command = std::function<Result<Done>(db::Transaction&)>;

    /// Runs a command for a request: once per Idempotency-Key and actor (kept 24 h; the same key
    /// with another body is refused with `key_reused`, one still running with `still_running`),
    /// then waits for the deriving reactors. Refusals are not stored. With `patience` a repeat
    /// waits so long for the first and answers what it did: for forms, whose button people press
    /// twice. Only for handlers on the lane of writes: it holds their thread.
    Result<Outcome>
    run(const http::Request& request,
        const Command& command,
        std::chrono::milliseconds patience = std::chrono::milliseconds{0});

    /// What an earlier request with the same key did, refused as by `run`. For handlers that would
    /// refuse a replay before they come to `run`: by then a link is spent, a password the old one.
    Result<std::optional<Outcome>> earlier(const http::Request& request);

    /// The same for work that no request asked for: letters, timers, verbs.
    Result<Outcome>
    run(db::CommandContext context, const Command& command, db::Lane lane = db::Lane::interactive);

private:
    struct InFlight;
    Result<Outcome> settle(const Done& done, std::int64_t position, bool replayed);

    std::unique_ptr<InFlight> in_flight_;
};

/// A line of a feature's route table. `needs` is a permission's name, or `anonymous`, `signed_in`,
/// `own_account` (signed in, be it without the second factor that the desk asks them for),
/// `customer` (portal), `staff` (any agent, or a token that may do more than hand letters in).
struct Route {
    http::Method method;
    std::string_view pattern;
    std::string_view needs;
    Result<http::Response> (*handler)(Desk&, http::Request&);
    http::Lane lane = http::Lane::read;
    http::BodyRule body = http::no_body;
    bool hook_before_body = false;
};

/// The routes of a feature with `desk` filled in, for the server.
std::vector<http::Route> server_routes(Desk& desk, std::span<const Route> table);

/// An answer with the header Idempotency-Replayed where it applies.
http::Response marked(const Outcome& outcome, http::Response response);

/// The same with nothing more to say: 204.
http::Response no_content(const Outcome& outcome);

/// The answer to a write: `present` is called after the commit and its JSON object gets
/// `"settled"`, and the header Idempotency-Replayed where it applies.
http::Response answer(const Outcome& outcome, std::string json, int status = 200);

} // namespace heed
