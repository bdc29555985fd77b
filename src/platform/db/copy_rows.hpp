// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/postgres_connection.hpp"
#include "platform/db/transaction.hpp"

#include <functional>
#include <string>
#include <vector>

namespace heed::db {

struct CopiedColumn {
    std::string name;
    Kind kind;
};

struct CopiedTable {
    std::string name;
    std::vector<CopiedColumn> columns;
};

/// The tables that migrations have made, without their own list and without what a rebuild that
/// was stopped left behind. Only PostgreSQL tells booleans from numbers.
std::vector<CopiedTable> tables_on(PostgresConnection& connection);

/// Puts the rows of `from` in place of those of `to`, table by table. `done` hears of each table,
/// a good place for a commit. Foreign keys of `to` must be off meanwhile. Throws Fault for text
/// that PostgreSQL cannot hold.
void copy_rows(
    Connection& from,
    Connection& to,
    const std::vector<CopiedTable>& tables,
    const std::function<void(const CopiedTable&)>& done
);

/// New rows of `to` get ids beyond those that `from` has ever given, also to rows that are gone.
void copy_last_ids(Connection& from, Connection& to);

} // namespace heed::db
