// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/desk/desk.hpp"

#include "kernel/fault.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/sealer.hpp"
#include "platform/desk/answers.hpp"
#include "platform/desk/store.hpp"

#include <algorithm>
#include <any>
#include <condition_variable>
#include <fmt/format.h>
#include <mutex>
#include <set>

namespace heed {

namespace {

constexpr std::size_t key_length_max = 200;

/// Whose key it is: one person's or token's key never answers another's.
std::string actor_name(const Actor& actor) {
    return fmt::format("{}:{}:{}", static_cast<int>(actor.kind), actor.person.value, actor.token);
}

/// Of all that was sent: where to, for which version, and the body, or what a form carried.
/// Addresses hold tokens of links and bodies hold passwords, so what is kept must be good for
/// nothing but to compare.
std::string digest_of(const http::Request& request, const crypto::Sealer& sealer) {
    crypto::Sha256 digest;
    const auto add = [&](std::string_view part) {
        digest.add(fmt::format("{}:", part.size())); // so that no two requests read alike
        digest.add(part);
    };
    add(request.target);
    add(request.headers.find("If-Match").value_or(""));
    add(request.body);
    for (const auto& [name, value] : request.form.all()) {
        add(name);
        add(value);
    }
    for (const auto& upload : request.uploads) {
        add(upload.field);
        add(upload.filename);
        add(upload.content_type);
        add(upload.sha256);
    }
    return sealer.blind_digest(digest.finish(), "idempotency/body_digest");
}

/// Whose key it is. Those without a name share none: each is known by what it sends.
std::string owner_of(const Actor& actor, std::string_view body_digest) {
    if (actor.kind != Actor::Kind::anonymous) return actor_name(actor);
    return fmt::format("{}:{}", actor_name(actor), crypto::hex(body_digest));
}

Error key_error(std::string_view code, std::string_view detail, Refusal kind) {
    return {
        .kind = kind,
        .code = std::string(code),
        .pointer = {},
        .detail = std::string(detail),
        .members = {}
    };
}

Result<> require_key(std::string_view key) {
    if (key.size() > key_length_max)
        return std::unexpected(key_error(
            "key_too_long", "An Idempotency-Key has at most 200 characters.", Refusal::invalid
        ));
    const auto visible = [](char letter) { return letter > ' ' && letter < '\x7f'; };
    if (!key.empty() && std::ranges::all_of(key, visible)) return {};
    return std::unexpected(key_error(
        "bad_key",
        "An Idempotency-Key is one to 200 visible ASCII characters without blanks; a new random "
        "one for each write, or none.",
        Refusal::invalid
    ));
}

/// The command of a request with its key: both are stored by the same transaction or neither.
struct Keyed {
    desk_store::Key key;
    std::string route;
    std::string body_digest;
    Instant now;
};

/// Nothing for a request without a key.
Result<std::optional<Keyed>>
key_of(const http::Request& request, const crypto::Sealer& sealer, Instant now) {
    const auto given = request.headers.find("Idempotency-Key");
    if (!given) return std::nullopt;
    TRY(require_key(*given));
    const auto digest = digest_of(request, sealer);
    return Keyed{
        .key = {.actor = owner_of(request.actor, digest), .key = std::string(*given)},
        .route = fmt::format("{} {}", name_of(request.method), request.pattern),
        .body_digest = digest,
        .now = now,
    };
}

/// The stored outcome, nothing when the key is new, or a refusal when it belongs to another body.
Result<std::optional<Done>> answered_before(db::Transaction& tx, const Keyed& keyed) {
    const auto answered = desk_store::find_answered(tx, keyed.key.actor, keyed.key.key);
    if (!answered) return std::nullopt;
    if (answered->route == keyed.route && answered->body_digest.value == keyed.body_digest)
        return Done{.id = answered->id, .item = answered->item};
    return std::unexpected(key_error(
        "key_reused",
        "This Idempotency-Key was used for another request; send a new one.",
        Refusal::invalid
    ));
}

std::int64_t last_position(const db::Transaction& tx) {
    const auto& appended = tx.command().appended;
    if (appended.empty()) return 0;
    return std::any_cast<const journal::Fact&>(appended.back()).position;
}

struct Ran {
    Done done;
    std::int64_t position = 0;
    bool replayed = false;
};

Error still_running() {
    return key_error(
        "still_running",
        "The first request with this Idempotency-Key is still running.",
        Refusal::conflict
    );
}

/// The command and its key in one transaction: both are kept or neither.
Result<Ran> run_keyed(db::Transaction& tx, const Keyed& keyed, const Desk::Command& command) {
    const auto before = TRY(answered_before(tx, keyed));
    if (before) return Ran{.done = *before, .position = 0, .replayed = true};
    HEED_FAULT("key_is_new");
    const auto done = TRY(command(tx));
    const desk_store::Answered answered{
        .route = keyed.route,
        .body_digest = {keyed.body_digest},
        .id = done.id,
        .item = done.item,
    };
    HEED_FAULT("keyed_command_ran");
    if (!desk_store::save_answered(tx, keyed.key, answered, keyed.now))
        return std::unexpected(still_running());
    HEED_FAULT("key_saved");
    return Ran{.done = done, .position = last_position(tx), .replayed = false};
}

} // namespace

/// Keys whose first request has not been answered yet, on this node.
struct Desk::InFlight {
    std::mutex mutex;
    std::condition_variable left;
    std::set<std::string> keys;

    bool enter(const std::string& key, std::chrono::milliseconds patience) {
        std::unique_lock lock(mutex);
        left.wait_for(lock, patience, [&] { return !keys.contains(key); });
        return keys.insert(key).second;
    }

    void leave(const std::string& key) {
        {
            const std::scoped_lock lock(mutex);
            keys.erase(key);
        }
        left.notify_all();
    }
};

Desk::Desk(Parts parts)
    : db(parts.db),
      clock(parts.clock),
      reactors(parts.reactors),
      config(parts.config),
      sealer(parts.sealer),
      files(parts.files),
      index(parts.index),
      sandbox(parts.sandbox),
      in_flight_(std::make_unique<InFlight>()) {}

Desk::~Desk() = default;

Result<std::optional<Outcome>> Desk::earlier(const http::Request& request) {
    const auto given = TRY(key_of(request, sealer, clock.now()));
    if (!given) return std::nullopt;
    const auto before =
        TRY(db.read([&](db::Transaction& tx) { return answered_before(tx, *given); }));
    if (!before) return std::nullopt;
    return TRY(settle(*before, 0, true));
}

Result<Outcome> Desk::run(
    const http::Request& request, const Command& command, std::chrono::milliseconds patience
) {
    const auto given = TRY(key_of(request, sealer, clock.now()));
    if (!given) return run(db::CommandContext{}, command);
    const auto& keyed = *given;
    const auto name = keyed.key.actor + "/" + keyed.key.key;
    if (!in_flight_->enter(name, patience)) return std::unexpected(still_running());
    HEED_FAULT("key_entered");

    struct Leave {
        InFlight& in_flight;
        const std::string& name;

        ~Leave() { in_flight.leave(name); }
    } const leave{.in_flight = *in_flight_, .name = name};

    auto ran = db.write([&](db::Transaction& tx) { return run_keyed(tx, keyed, command); });
    // Another node may have done the same meanwhile. Then what stood in this command's way (the
    // key itself, a name that is taken) was our own first request: its outcome is the answer.
    if (!ran && db.engine() == db::Engine::postgres) {
        const auto before =
            TRY(db.read([&](db::Transaction& tx) { return answered_before(tx, keyed); }));
        if (before) ran = Ran{.done = *before, .position = 0, .replayed = true};
    }
    if (!ran) return std::unexpected(std::move(ran).error());
    HEED_FAULT("keyed_command_kept");
    return settle(ran->done, ran->position, ran->replayed);
}

Result<Outcome> Desk::run(db::CommandContext context, const Command& command, db::Lane lane) {
    const auto ran = TRY(db.write(
        [&](db::Transaction& tx) -> Result<Ran> {
            const auto done = TRY(command(tx));
            HEED_FAULT("command_ran");
            return Ran{.done = done, .position = last_position(tx), .replayed = false};
        },
        {.lane = lane, .command = std::move(context)}
    ));
    HEED_FAULT("command_kept");
    return settle(ran.done, ran.position, false);
}

Result<Outcome> Desk::settle(const Done& done, std::int64_t position, bool replayed) {
    return Outcome{.done = done, .settled = reactors.settle(position), .replayed = replayed};
}

Result<int> forget_old_answers(db::Transaction& tx, Instant now) {
    constexpr std::chrono::hours kept_for{24};
    return static_cast<int>(desk_store::forget_answered(tx, now - kept_for));
}

std::vector<http::Route> server_routes(Desk& desk, std::span<const Route> table) {
    std::vector<http::Route> routes;
    for (const auto& route : table) {
        routes.push_back(
            {.method = route.method,
             .pattern = std::string(route.pattern),
             .needs = std::string(route.needs),
             .handler = [&desk, handler = route.handler](http::Request& request
                        ) { return handler(desk, request); },
             .lane = route.lane,
             .body = route.body,
             .hook_before_body = route.hook_before_body}
        );
    }
    return routes;
}

http::Response answer(const Outcome& outcome, std::string json, int status) {
    CHECK(json.ends_with('}'));
    json.pop_back();
    json += json.size() > 1 ? ",\"settled\":" : "\"settled\":";
    json += outcome.settled ? "true}" : "false}";
    auto response = status == 201 ? http::created(std::move(json)) : http::ok_json(std::move(json));
    response.status = status;
    return marked(outcome, std::move(response));
}

http::Response marked(const Outcome& outcome, http::Response response) {
    if (outcome.replayed) response.set("Idempotency-Replayed", "true");
    return response;
}

http::Response no_content(const Outcome& outcome) {
    return marked(outcome, http::no_content());
}

} // namespace heed
