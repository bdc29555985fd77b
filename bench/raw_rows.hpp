// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "bench/raw_database.hpp"
#include "bench/zipf.hpp"

#include <map>
#include <string>
#include <vector>

namespace heed::bench {

/// Rows of one table that a command has written, to be written again under other names.
struct TableRows {
    std::string table;
    std::vector<std::string> columns;
    std::vector<Row> rows;
    std::string insert; // the statement
};

/// Everything that one command wrote, in an order that satisfies foreign keys.
struct WrittenRows {
    std::vector<TableRows> tables;
    std::int64_t ticket = 0;

    [[nodiscard]] std::size_t count() const;
};

/// What opening a conversation over the API wrote, of up to `limit` of the newest.
std::vector<WrittenRows> rows_of_creations(RawDatabase& database, int limit);

/// What a reply over the API wrote, of up to `limit` of the newest.
std::vector<WrittenRows> rows_of_replies(RawDatabase& database, int limit);

/// Inserts the same rows once more, with fresh ids and keys; `ticket` 0 makes a new ticket. Answers
/// the ticket.
std::int64_t
write_again(RawDatabase& database, const WrittenRows& written, std::int64_t ticket, Random& random);

} // namespace heed::bench
