// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/postgres_check.hpp"

#include "platform/db/dialect.hpp"

#include <fmt/format.h>

namespace heed::db {

namespace {

using Lines = std::vector<std::string>;

Lines lines(PostgresConnection& connection, std::string_view sql) {
    auto& statement = connection.prepare(sql);
    const StatementUse use(statement);
    Lines result;
    while (statement.step()) result.emplace_back(statement.text(0));
    return result;
}

void look_into_index(
    PostgresConnection& connection, std::string_view home, const std::string& index, Lines& problems
) {
    const auto check = fmt::format(
        "SELECT {}.bt_index_check(index => {}::oid, heapallindexed => true)",
        quoted_name(home),
        index
    );
    try {
        connection.run(check.c_str());
    } catch (const PostgresFault& fault) {
        // XX001 and XX002: the pages themselves are wrong.
        if (!fault.state().starts_with("XX")) throw;
        problems.emplace_back(fault.what());
    }
}

void look_into_indexes(PostgresConnection& connection, Lines& problems) {
    const auto home = lines(
        connection,
        "SELECT nspname::text FROM pg_namespace JOIN pg_extension ON extnamespace = "
        "pg_namespace.oid "
        "WHERE extname = 'amcheck'"
    );
    if (home.empty()) return;
    const auto indexes = lines(
        connection,
        "SELECT pg_class.oid::text FROM pg_class JOIN pg_am ON pg_am.oid = relam "
        "WHERE relnamespace = current_schema()::regnamespace AND relkind = 'i' AND amname = "
        "'btree' "
        "ORDER BY 1"
    );
    for (const auto& index : indexes) look_into_index(connection, home.front(), index, problems);
}

} // namespace

std::vector<std::string> problems_of(PostgresConnection& connection) {
    Lines problems;
    const auto unfinished = lines(
        connection,
        "SELECT relname::text FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid "
        "WHERE relnamespace = current_schema()::regnamespace AND NOT (indisvalid AND indisready) "
        "ORDER BY 1"
    );
    for (const auto& name : unfinished)
        problems.push_back("the index " + name + " was never finished: REINDEX it");
    const auto unchecked = lines(
        connection,
        "SELECT conname::text FROM pg_constraint "
        "WHERE connamespace = current_schema()::regnamespace AND NOT convalidated ORDER BY 1"
    );
    for (const auto& name : unchecked)
        problems.push_back("the constraint " + name + " was never checked against all rows");
    look_into_indexes(connection, problems);
    return problems;
}

} // namespace heed::db
