// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/housekeeping.hpp"

#include "features/access/events.hpp"
#include "features/access/store.hpp"
#include "features/access/store_factors.hpp"
#include "features/access/store_passkeys.hpp"

namespace heed::access {

namespace {

constexpr int rows_at_once = 40;
constexpr std::chrono::hours kept_after_end{30 * 24};
constexpr std::chrono::hours attempts_kept{48};

/// Tells of what was counted in minutes that are over; true when there may be more.
bool tell_of_failures(db::Transaction& tx, const Actor& janitor, Instant now) {
    const auto minute_at = std::chrono::floor<std::chrono::minutes>(now);
    const auto failed = store::failed_before(tx, minute_at, rows_at_once);
    for (const auto& counted : failed) {
        // Of two nodes that come at once, the one whose DELETE finds the row tells of it.
        if (!store::delete_failed(tx, counted)) continue;
        const SignInsFailed fact{
            .network = counted.network,
            .minute_at = counted.minute_at,
            .tries = counted.tries,
            .person = {},
        };
        journal::append(tx, janitor, now, fact);
    }
    const auto failed_of = store::failed_of_before(tx, minute_at, rows_at_once);
    for (const auto& counted : failed_of) {
        if (!store::delete_failed_of(tx, counted)) continue;
        const SignInsFailed fact{
            .network = counted.network,
            .minute_at = counted.minute_at,
            .tries = counted.tries,
            .person = counted.person_id,
        };
        journal::append(tx, janitor, now, fact);
    }
    return failed.size() + failed_of.size() >= static_cast<std::size_t>(rows_at_once);
}

} // namespace

Result<bool> keep_house(db::Transaction& tx, Instant now) {
    const auto janitor = Actor::system("access: housekeeping");
    const bool more_failures = tell_of_failures(tx, janitor, now);
    std::int64_t gone = store::delete_ended_sessions(tx, now, rows_at_once);
    gone += store::delete_old_challenges(tx, now, rows_at_once);
    gone += store::delete_expired_tokens(tx, now - kept_after_end, rows_at_once);
    gone += store::delete_expired_links(tx, now - kept_after_end, rows_at_once);
    gone += store::delete_old_attempts(tx, now - attempts_kept, rows_at_once);
    return gone >= rows_at_once || more_failures;
}

} // namespace heed::access
