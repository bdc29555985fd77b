// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/database.hpp"
#include "platform/journal/fact.hpp"

#include <optional>
#include <vector>

namespace heed::journal {

/// Follows the journal from a cursor: every committed fact once, in order of position.
///
/// On SQLite there is one writer, so what is visible is complete. On PostgreSQL a position is drawn
/// before its transaction commits, and a later one may be seen first. The reader gives out the
/// gapless run after its cursor. At a gap it remembers the highest position M that it sees, and
/// then draws a transaction id X of its own. Whoever drew a position up to M did so before, and
/// with an older id; so once a snapshot's oldest running id is X or later, all of them have ended,
/// and that snapshot shows every fact up to M that will ever exist.
class JournalReader {
public:
    JournalReader(db::Database& database, std::int64_t cursor)
        : database_(database), cursor_(cursor) {}

    /// At most `limit` facts after the cursor, which moves behind them. Empty when there are none
    /// yet, or none that may be given out yet.
    std::vector<Fact> next(std::size_t limit);

    /// Everything up to here has been given out, or will never exist.
    [[nodiscard]] std::int64_t cursor() const { return cursor_; }

    /// True when facts are in sight behind a gap: worth asking again soon, as no further commit may
    /// come to wake the caller.
    [[nodiscard]] bool is_waiting() const { return gap_.has_value(); }

private:
    struct Gap {
        std::int64_t highest_seen; // M
        std::int64_t horizon;      // X
    };

    std::vector<Fact> next_complete(db::Transaction& tx, std::size_t limit);

    db::Database& database_;
    std::int64_t cursor_;
    std::int64_t complete_to_ = 0; // gaps up to here will never be filled
    std::optional<Gap> gap_;
};

} // namespace heed::journal
