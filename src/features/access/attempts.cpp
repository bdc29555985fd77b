// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/attempts.hpp"

#include "features/access/store.hpp"
#include "platform/crypto/token.hpp"

#include <algorithm>

namespace heed::access {

namespace {

constexpr std::chrono::hours forgiven_after{24};
constexpr int doublings_max = 2;

} // namespace

std::optional<std::chrono::milliseconds>
count_try(Attempts& attempts, const AttemptRule& rule, Instant now) {
    if (now < attempts.blocked_until) return attempts.blocked_until - now;
    const bool used_up = attempts.tries >= rule.tries;
    if (used_up || now >= attempts.window_started_at + rule.window) {
        if (now >= attempts.window_started_at + forgiven_after) attempts.rounds = 0;
        attempts.window_started_at = now;
        attempts.tries = 0;
    }
    ++attempts.tries;
    if (attempts.tries < rule.tries) return std::nullopt;

    const auto doubled = rule.window * (1 << std::min(attempts.rounds, doublings_max));
    attempts.blocked_until = now + std::min<std::chrono::milliseconds>(doubled, rule.longest);
    ++attempts.rounds;
    return std::nullopt;
}

std::string attempt_key(std::string_view what, std::string_view whom) {
    return crypto::token_digest(std::string(what) + '\n' + std::string(whom));
}

Result<>
take_attempt(db::Transaction& tx, const std::string& key, const AttemptRule& rule, Instant now) {
    auto attempts = store::get_attempts_for_update(tx, key, now);
    const auto wait = count_try(attempts, rule, now);
    if (!wait) {
        store::save_attempts(tx, key, attempts);
        return {};
    }
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*wait).count();
    Error error{
        .kind = Refusal::too_many,
        .code = "too_many_attempts",
        .detail = "Too many attempts; try again later.",
    };
    error.members.emplace_back("retry_after", std::to_string(seconds));
    return std::unexpected(std::move(error));
}

} // namespace heed::access
