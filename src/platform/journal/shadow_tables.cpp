// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/journal/shadow_tables.hpp"

#include "kernel/check.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace heed::journal {

namespace {

constexpr int rows_of_a_step = 200;

std::string spare_of(std::string_view table) {
    return fmt::format("{}_spare", table);
}

std::string aside_of(std::string_view table) {
    return fmt::format("{}_aside", table);
}

std::int64_t run_text(db::Transaction& tx, const std::string& sql) {
    auto& statement = tx.connection().prepare(sql);
    const db::StatementUse use(statement);
    while (statement.step()) {
    }
    return statement.changed();
}

bool exists(db::Transaction& tx, const std::string& table) {
    if (tx.engine() == db::Engine::postgres)
        return tx.value<bool>("SELECT to_regclass(?1) IS NOT NULL", table);
    return tx.value<std::int64_t>(
               "SELECT count(*) FROM main.sqlite_master WHERE type = 'table' AND name = ?1", table
           ) > 0;
}

/// Of SQLite: what a CREATE says behind the name, or of an index behind the name of its table.
std::string behind_names(const std::string& create) {
    return create.substr(create.find('('));
}

struct IndexText {
    std::string name;
    std::string sql;
};
HEED_FIELDS(IndexText, name, sql)

/// An index keeps the name it is made with, so two names take turns.
std::string other_name(std::string_view index) {
    constexpr std::string_view mark = "_rebuilt";
    if (index.ends_with(mark)) return std::string(index.substr(0, index.size() - mark.size()));
    return std::string(index) + std::string(mark);
}

/// SQLite: the table's like, with its indexes, as `CREATE <kind> <made>`.
void copy_shape(
    db::Transaction& tx, std::string_view table, const std::string& made, bool temporary
) {
    const auto sql = tx.value<std::string>(
        "SELECT sql FROM main.sqlite_master WHERE type = 'table' AND name = ?1", table
    );
    run_text(
        tx,
        fmt::format("CREATE {}TABLE {} {}", temporary ? "TEMPORARY " : "", made, behind_names(sql))
    );
    const auto indexes = tx.rows<IndexText>(
        "SELECT name, sql FROM main.sqlite_master WHERE type = 'index' AND tbl_name = ?1 "
        "AND sql IS NOT NULL ORDER BY name",
        table
    );
    for (const auto& index : indexes)
        run_text(
            tx,
            fmt::format(
                "CREATE {}INDEX {}{} ON {} {}",
                index.sql.starts_with("CREATE UNIQUE") ? "UNIQUE " : "",
                temporary ? "temp." : "",
                other_name(index.name),
                made,
                behind_names(index.sql)
            )
        );
}

void rename(db::Transaction& tx, std::string_view from, std::string_view to) {
    run_text(tx, fmt::format("ALTER TABLE {} RENAME TO {}", from, to));
}

/// SQLite frees a table page by page, so it is emptied first.
bool remove_part(db::Transaction& tx, const std::string& table) {
    if (!exists(tx, table)) return false;
    if (tx.engine() == db::Engine::sqlite) {
        const auto gone = run_text(
            tx,
            fmt::format(
                "DELETE FROM {0} WHERE rowid IN (SELECT rowid FROM {0} LIMIT {1})",
                table,
                rows_of_a_step
            )
        );
        if (gone == rows_of_a_step) return true;
    }
    run_text(tx, "DROP TABLE " + table);
    return true;
}

} // namespace

void hide(db::Transaction& tx, std::string_view table) {
    if (tx.engine() == db::Engine::postgres)
        run_text(tx, fmt::format("CREATE TEMPORARY TABLE {0} (LIKE {0} INCLUDING ALL)", table));
    else
        copy_shape(tx, table, std::string(table), true);
}

void let_go_of_snapshot(db::Transaction& tx) {
    if (tx.engine() == db::Engine::postgres) return;
    run_text(tx, "COMMIT");
    run_text(tx, "BEGIN");
}

void each_part(
    db::Transaction& tx,
    std::string_view table,
    std::size_t most,
    const std::function<void(const Rows&)>& take
) {
    auto& statement = tx.connection().prepare(fmt::format("SELECT * FROM {}", table));
    const db::StatementUse use(statement);
    Rows rows;
    while (statement.step()) {
        if (rows.columns.empty()) {
            for (int column = 0; column < statement.column_count(); ++column)
                rows.columns.emplace_back(statement.column_name(column));
        }
        for (int column = 0; column < static_cast<int>(rows.columns.size()); ++column) {
            if (statement.is_null(column))
                rows.cells.emplace_back();
            else
                rows.cells.emplace_back(statement.text(column));
        }
        if (rows.cells.size() < most * rows.columns.size()) continue;
        take(rows);
        rows.cells.clear();
    }
    if (!rows.cells.empty()) take(rows);
}

void make_spare(db::Transaction& tx, std::string_view table) {
    if (tx.engine() == db::Engine::postgres)
        run_text(
            tx, fmt::format("CREATE TABLE {} (LIKE {} INCLUDING ALL)", spare_of(table), table)
        );
    else
        copy_shape(tx, table, spare_of(table), false);
}

void add_to_spare(db::Transaction& tx, std::string_view table, const Rows& rows) {
    const auto width = rows.columns.size();
    std::string marks;
    for (std::size_t at = 0; at < rows.cells.size(); ++at) {
        const auto* const before = at == 0 ? "(" : at % width == 0 ? "), (" : ", ";
        marks += fmt::format("{}?{}", before, at + 1);
    }
    auto& statement = tx.connection().prepare(fmt::format(
        "INSERT INTO {} ({}) VALUES {})", spare_of(table), fmt::join(rows.columns, ", "), marks
    ));
    const db::StatementUse use(statement);
    for (std::size_t at = 0; at < rows.cells.size(); ++at)
        db::Column<std::optional<std::string>>::bind(
            statement, static_cast<int>(at) + 1, rows.cells[at]
        );
    while (statement.step()) {
    }
}

void put_spare_in_place(db::Transaction& tx, std::string_view table) {
    rename(tx, table, aside_of(table));
    rename(tx, spare_of(table), table);
}

void put_back(db::Transaction& tx, std::string_view table) {
    rename(tx, table, spare_of(table));
    rename(tx, aside_of(table), table);
}

bool remove_leftovers(db::Transaction& tx, std::string_view table) {
    return remove_part(tx, spare_of(table)) || remove_part(tx, aside_of(table));
}

} // namespace heed::journal
