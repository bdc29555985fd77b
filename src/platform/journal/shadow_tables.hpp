// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/transaction.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heed::journal {

/// A temporary table with its indexes hides the real one of its name on this connection.
void hide(db::Transaction& tx, std::string_view table);

/// SQLite: from here on only temporary tables are read, so that the log of the real ones need not
/// be kept for this connection.
void let_go_of_snapshot(db::Transaction& tx);

/// Rows of one table, every value as text, which both engines read back without loss.
struct Rows {
    std::vector<std::string> columns = {};
    std::vector<std::optional<std::string>> cells = {}; // row by row
};

/// Hands out all rows of a table, `most` or fewer at a time.
void each_part(
    db::Transaction& tx,
    std::string_view table,
    std::size_t most,
    const std::function<void(const Rows&)>& take
);

/// An empty table beside the real one, with its indexes under other names.
void make_spare(db::Transaction& tx, std::string_view table);

void add_to_spare(db::Transaction& tx, std::string_view table, const Rows& rows);

/// The real table steps aside and the spare stands in its place.
void put_spare_in_place(db::Transaction& tx, std::string_view table);

/// Undoes `put_spare_in_place`.
void put_back(db::Transaction& tx, std::string_view table);

/// Takes away a part of what a rebuild leaves or has left: spares and tables that stepped aside.
/// False when nothing is left.
bool remove_leftovers(db::Transaction& tx, std::string_view table);

} // namespace heed::journal
