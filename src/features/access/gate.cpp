// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/gate.hpp"

#include "features/access/known_cache.hpp"
#include "features/access/one_time_tokens.hpp"
#include "features/access/own_page.hpp"
#include "features/access/store.hpp"
#include "kernel/require.hpp"
#include "platform/config/config.hpp"
#include "platform/crypto/token.hpp"
#include "platform/http/throttle.hpp"

namespace heed::access {

namespace {

constexpr std::string_view bearer = "Bearer ";

SessionLife life(std::chrono::seconds idle, std::chrono::seconds longest) {
    return {.idle = idle, .longest = longest};
}

crypto::PasswordCost cost_of(const config::Config& config) {
    auto cost = crypto::PasswordCost{};
    cost.memory_kib = static_cast<std::uint32_t>(config.password.memory.count / 1024);
    cost.passes = static_cast<std::uint32_t>(config.password.passes);
    return cost;
}

/// At most so many a second of one key; none when the rate is 0.
std::unique_ptr<http::Throttle>
throttle(double per_second, const RequestRates& rates, const Clock& clock) {
    if (per_second <= 0) return nullptr;
    return std::make_unique<http::Throttle>(
        http::Throttle::Rate{.per_second = per_second, .burst = per_second * rates.burst_seconds},
        clock
    );
}

Result<> take(const std::unique_ptr<http::Throttle>& throttle, std::string_view key) {
    return throttle ? throttle->take(key) : Result<>{};
}

/// A program whose scopes only let it hand letters in has no business with who works here.
bool works_at_the_desk(const Actor& actor) {
    if (actor.kind == Actor::Kind::agent) return true;
    constexpr PermissionSet from_outside = {Permission::mail_ingest};
    auto held = actor.permissions;
    for (const auto& team : actor.in_teams) held.add(team.permissions);
    return actor.kind == Actor::Kind::token && held.only(from_outside) != held;
}

Result<> require_needs(const Actor& actor, std::string_view needs) {
    if (needs == "anonymous") return {};
    if (actor.kind == Actor::Kind::anonymous)
        return refuse(Refusal::unauthenticated, "sign_in_needed", {}, "Sign in, or send a token.");
    if (needs == "signed_in" || needs == "own_account") return {};
    if (needs == "staff" && works_at_the_desk(actor)) return {};
    if (needs == "customer" && actor.kind == Actor::Kind::customer) return {};
    if (const auto permission = enum_from<Permission>(needs))
        return require_somewhere(actor, *permission);
    CHECK(needs == "staff" || needs == "customer");
    return refuse(Refusal::forbidden, "not_allowed", {}, "This is not for you.");
}

/// Who has yet to set up a second factor is nobody, but for their own account.
Result<> require_enrolled(http::Request& request, const Visit& visit, std::string_view needs) {
    if (!visit.must_enrol || needs == "own_account") return {};
    if (needs != "anonymous") {
        return refuse(
            Refusal::forbidden,
            "second_factor_needed",
            {},
            "This desk asks for a second factor: set one up first."
        );
    }
    request.actor = Actor{};
    return {};
}

/// The bearer token of a request; empty without one.
Result<std::string> bearer_of(const http::Request& request) {
    const auto header = request.headers.find("Authorization");
    if (!header) return std::string();
    if (header->starts_with(bearer) && crypto::is_api_token(header->substr(bearer.size())))
        return std::string(header->substr(bearer.size()));
    return refuse(
        Refusal::unauthenticated, "bad_token", {}, "Send `Authorization: Bearer heed_…`."
    );
}

} // namespace

struct Gate::State {
    Desk& desk;
    Options options;
    std::function<void()> on_tickets_to_give = {};
    crypto::Passwords passwords;
    PasswordDoor door;
    std::string own_origin;
    std::string cookie_name;
    std::string cookie_attributes;
    KnownCache cache;
    std::unique_ptr<http::Throttle> reads;
    std::unique_ptr<http::Throttle> writes;
    std::unique_ptr<http::Throttle> anonymous;

    State(Desk& of, Options given)
        : desk(of),
          options(std::move(given)),
          passwords(cost_of(of.config)),
          door{
              .db = of.db,
              .passwords = passwords,
              .lives =
                  {.agent = life(of.config.session.agent_idle, of.config.session.agent_longest),
                   .customer =
                       life(of.config.session.customer_idle, of.config.session.customer_longest)},
          },
          own_origin(of.config.public_url()),
          reads(throttle(options.rates.reads_per_second, options.rates, of.clock)),
          writes(throttle(options.rates.writes_per_second, options.rates, of.clock)),
          anonymous(throttle(options.rates.anonymous_per_second, options.rates, of.clock)) {
        // A `__Host-` cookie needs Secure; browsers trust this machine's own address without TLS.
        const bool plain = of.config.insecure && own_origin.starts_with("http:");
        cookie_name = plain ? "heed" : "__Host-heed";
        cookie_attributes =
            plain ? "; Path=/; HttpOnly; SameSite=Lax" : "; Path=/; Secure; HttpOnly; SameSite=Lax";
    }

    std::optional<Known> look(const std::string& digest, bool by_bearer) {
        const auto now = desk.clock.now();
        return cache.find(digest, now, [&](Instant used_at) {
            return desk.db.read([&](db::Transaction& tx) {
                return by_bearer ? known_by_token(tx, digest, now)
                                 : known_by_session(tx, digest, used_at, now);
            });
        });
    }

    /// Fills actor and visit from what the request carries.
    Result<> identify(http::Request& request, Visit& visit);
    Result<> take_turn(const http::Request& request, const Visit& visit);
};

Result<> Gate::State::identify(http::Request& request, Visit& visit) {
    const auto token = TRY(bearer_of(request));
    if (!token.empty()) {
        visit.by_bearer = true;
        visit.digest = crypto::token_digest(token);
        const auto known = look(visit.digest, true);
        if (!known) {
            return refuse(
                Refusal::unauthenticated, "bad_token", {}, "This token is not, or no longer, good."
            );
        }
        request.actor = known->actor;
        return {};
    }
    const auto cookie = request.cookie(cookie_name);
    if (!cookie || cookie->empty()) return {};
    auto digest = crypto::token_digest(*cookie);
    const auto known = look(digest, false);
    if (!known) { // as if it had not come
        visit.ended_token = *cookie;
        return {};
    }
    visit.must_enrol = known->must_enrol;
    visit.person = known->actor.person;
    visit.session = known->session;
    visit.session_token = *cookie;
    visit.digest = std::move(digest);
    request.actor = known->actor;
    return {};
}

Result<> Gate::State::take_turn(const http::Request& request, const Visit& visit) {
    if (visit.digest.empty()) return take(anonymous, network_of(request.peer));
    return take(changes_something(request.method) ? writes : reads, visit.digest);
}

Gate::Gate(Desk& desk, Options options)
    : state_(std::make_unique<State>(desk, std::move(options))) {}

Gate::~Gate() = default;

Result<void> Gate::authorise(http::Request& request, const http::Route& route) {
    auto visit = std::make_shared<Visit>(Visit{.gate = *this});
    request.session = visit;
    request.actor = Actor{};
    if (route.needs == "public") return {};
    auto known = state_->identify(request, *visit);
    // A token that is none is a guess, and guesses are counted.
    if (!known) visit->digest.clear();
    TRY(state_->take_turn(request, *visit));
    if (!known) return std::unexpected(std::move(known).error());
    TRY(require_enrolled(request, *visit, route.needs));
    TRY(require_needs(request.actor, route.needs));
    if (visit->by_bearer || !changes_something(request.method)) return {};
    if (visit->session.is_set() && route.needs != "anonymous")
        return require_own_page(request, state_->own_origin, visit->session_token);
    return require_no_other_page(request, state_->own_origin);
}

std::optional<Actor> Gate::actor_again(const http::Request& request) {
    const auto& visit = visit_of(request);
    const auto known = state_->look(visit.digest, visit.by_bearer);
    if (!known || known->must_enrol) return std::nullopt;
    return known->actor;
}

void Gate::forget_all() {
    state_->cache.forget_all();
}

void Gate::write_last_seen() {
    constexpr std::size_t at_once = 60;
    auto used = state_->cache.take_used(state_->desk.clock.now());
    for (std::size_t begin = 0; begin < used.size(); begin += at_once) {
        const auto step = std::span(used).subspan(begin, std::min(at_once, used.size() - begin));
        const auto write = [&](db::Transaction& tx) -> Result<> {
            for (const auto& one : step) {
                if (one.session.is_set()) store::touch_session(tx, one.session, one.at);
                if (one.token.is_set()) store::touch_token(tx, one.token, one.at);
                if (one.session.is_set() && one.person.is_set())
                    store::save_last_seen(tx, {.person_id = one.person, .seen_at = one.at});
            }
            return {};
        };
        // When the queue is full, the next round tells as well.
        static_cast<void>(state_->desk.db.write(write, {.lane = db::Lane::background}));
    }
}

std::string Gate::cookie_for(const NewSession& session) const {
    const auto& lives = state_->door.lives;
    const auto longest = session.of_customer ? lives.customer.longest : lives.agent.longest;
    const auto seconds = std::chrono::floor<std::chrono::seconds>(longest).count();
    return state_->cookie_name + '=' + session.token + state_->cookie_attributes +
           "; Max-Age=" + std::to_string(seconds);
}

std::string Gate::cookie_of_nobody() const {
    return state_->cookie_name + '=' + state_->cookie_attributes + "; Max-Age=0";
}

PasswordDoor& Gate::password_door() {
    return state_->door;
}

void Gate::on_tickets_to_give(std::function<void()> hook) {
    state_->on_tickets_to_give = std::move(hook);
}

void Gate::tickets_to_give() const {
    if (state_->on_tickets_to_give) state_->on_tickets_to_give();
}

const Gate::Options& Gate::options() const {
    return state_->options;
}

Visit& visit_of(const http::Request& request) {
    CHECK(request.session != nullptr);
    return *static_cast<Visit*>(request.session.get());
}

} // namespace heed::access
