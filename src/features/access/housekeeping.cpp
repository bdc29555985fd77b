// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/access/housekeeping.hpp"

#include "features/access/events.hpp"
#include "features/access/store.hpp"

namespace heed::access {

namespace {

constexpr int rows_at_once = 40;
constexpr std::chrono::hours kept_after_end{30 * 24};
constexpr std::chrono::hours attempts_kept{48};

} // namespace

Result<bool> keep_house(db::Transaction& tx, Instant now) {
    const auto janitor = Actor::system("access: housekeeping");
    const auto minute_at = std::chrono::floor<std::chrono::minutes>(now);
    const auto failed = store::failed_before(tx, minute_at, rows_at_once);
    for (const auto& counted : failed) {
        // Of two nodes that come at once, the one whose DELETE finds the row tells of it.
        if (!store::delete_failed(tx, counted)) continue;
        journal::append(
            tx,
            janitor,
            now,
            SignInsFailed{
                .network = counted.network,
                .minute_at = counted.minute_at,
                .tries = counted.tries,
            }
        );
    }
    std::int64_t gone = store::delete_ended_sessions(tx, now, rows_at_once);
    gone += store::delete_expired_tokens(tx, now - kept_after_end, rows_at_once);
    gone += store::delete_expired_links(tx, now - kept_after_end, rows_at_once);
    gone += store::delete_old_attempts(tx, now - attempts_kept, rows_at_once);
    return gone >= rows_at_once || failed.size() == static_cast<std::size_t>(rows_at_once);
}

} // namespace heed::access
