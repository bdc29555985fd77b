// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/database.hpp"
#include "platform/journal/fact.hpp"

#include <vector>

namespace heed::journal {

/// Follows the journal from a cursor: every committed fact once, in order of position.
class JournalReader {
public:
    JournalReader(db::Database& database, std::int64_t cursor) : database_(database), cursor_(cursor) {}

    /// At most `limit` facts after the cursor, which moves behind them. Empty when there are none yet.
    std::vector<Fact> next(std::size_t limit);

    /// Everything up to here has been given out, or will never exist.
    [[nodiscard]] std::int64_t cursor() const { return cursor_; }

private:
    db::Database& database_;
    std::int64_t cursor_;
};

} // namespace heed::journal
