// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/fields.hpp"
#include "kernel/instant.hpp"
#include "kernel/result.hpp"
#include "platform/db/transaction.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace heed::access {

/// How often something may be tried. When the tries of a window are used up, the wait is as long
/// as the window, then twice and four times as long, as far as `longest`: growing, never for ever.
struct AttemptRule {
    int tries;
    std::chrono::milliseconds window;
    std::chrono::milliseconds longest;
};

inline constexpr AttemptRule account_rule = {
    .tries = 5, .window = std::chrono::minutes{15}, .longest = std::chrono::minutes{60}
};
inline constexpr AttemptRule network_rule = {
    .tries = 50, .window = std::chrono::minutes{15}, .longest = std::chrono::minutes{15}
};
inline constexpr AttemptRule letter_rule = {
    .tries = 3, .window = std::chrono::hours{1}, .longest = std::chrono::hours{1}
};
inline constexpr AttemptRule asking_rule = {
    .tries = 30, .window = std::chrono::hours{1}, .longest = std::chrono::hours{1}
};

/// The tries of one key so far.
struct Attempts {
    Instant window_started_at = {};
    int tries = 0;
    int rounds = 0; // how often they were used up
    Instant blocked_until = {};
};
HEED_FIELDS(Attempts, window_started_at, tries, rounds, blocked_until)

/// Counts one try, or says how long to wait before the next.
std::optional<std::chrono::milliseconds>
count_try(Attempts& attempts, const AttemptRule& rule, Instant now);

/// What is tried, as a key of at most 64 letters. Addresses and networks are not readable in it.
std::string attempt_key(std::string_view what, std::string_view whom);

/// Counts one try of `key` in the database, shared by all nodes; of many at once no more get
/// through. Refuses `too_many_attempts` with `retry_after`.
Result<>
take_attempt(db::Transaction& tx, const std::string& key, const AttemptRule& rule, Instant now);

} // namespace heed::access
