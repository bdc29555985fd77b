// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/copy_rows.hpp"

#include "kernel/fault.hpp"
#include "platform/db/dialect.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <variant>

namespace heed::db {

namespace {

constexpr std::size_t rows_at_once = 50;
constexpr std::size_t bytes_at_once = 1'048'576;
constexpr int fetched_at_once = 100;

Kind kind_of(std::string_view type) {
    if (type == "bool") return Kind::boolean;
    if (type == "int8") return Kind::integer;
    if (type == "float8") return Kind::real;
    if (type == "bytea") return Kind::bytes;
    CHECK(type == "text" || type == "json");
    return Kind::text;
}

bool is_left_behind(std::string_view table) {
    return table.ends_with("_spare") || table.ends_with("_aside");
}

using Value = std::variant<std::monostate, std::int64_t, double, bool, std::string>;

Value value_at(const Statement& row, int column, Kind kind) {
    if (row.is_null(column)) return {};
    switch (kind) {
        case Kind::integer: return row.integer(column);
        case Kind::real: return row.real(column);
        case Kind::boolean: return row.boolean(column);
        case Kind::text: return std::string(row.text(column));
        case Kind::bytes: return std::string(row.bytes(column));
    }
    std::unreachable();
}

void bind_value(Statement& to, int parameter, const Value& value, Kind kind) {
    if (const auto* number = std::get_if<std::int64_t>(&value))
        to.bind_integer(parameter, *number);
    else if (const auto* real = std::get_if<double>(&value))
        to.bind_real(parameter, *real);
    else if (const auto* boolean = std::get_if<bool>(&value))
        to.bind_boolean(parameter, *boolean);
    else if (const auto* text = std::get_if<std::string>(&value))
        kind == Kind::text ? to.bind_text(parameter, *text) : to.bind_bytes(parameter, *text);
    else
        to.bind_null(parameter, kind);
}

std::string names_of(const CopiedTable& table) {
    std::string names;
    for (const auto& column : table.columns)
        names += (names.empty() ? "" : ", ") + quoted_name(column.name);
    return names;
}

void run(Connection& connection, std::string_view sql) {
    auto& statement = connection.prepare(sql);
    const StatementUse use(statement);
    while (statement.step()) {
    }
}

/// Rows that wait for one statement that takes them all.
class Waiting {
public:
    Waiting(Connection& to, const CopiedTable& table) : to_(to), table_(table) {}

    void add(const Statement& row) {
        int at = 0;
        for (const auto& column : table_.columns) {
            values_.push_back(value_at(row, at++, column.kind));
            if (const auto* text = std::get_if<std::string>(&values_.back())) note(*text, column);
        }
        if (++rows_ == rows_at_once || bytes_ >= bytes_at_once) write();
    }

    void write() {
        if (rows_ == 0) return;
        auto& statement = to_.prepare(text_for(rows_));
        const StatementUse use(statement);
        for (std::size_t at = 0; at < values_.size(); ++at)
            bind_value(
                statement,
                static_cast<int>(at) + 1,
                values_[at],
                table_.columns[at % table_.columns.size()].kind
            );
        while (statement.step()) {
        }
        values_.clear();
        rows_ = bytes_ = 0;
    }

private:
    void note(const std::string& text, const CopiedColumn& column) {
        bytes_ += text.size();
        if (column.kind != Kind::text || !text.contains('\0')) return;
        if (to_.engine() == Engine::postgres)
            throw Fault(fmt::format(
                "a text in {}.{} holds a zero byte, which PostgreSQL cannot keep: nothing was "
                "copied. Please tell the makers of Heed",
                table_.name,
                column.name
            ));
    }

    [[nodiscard]] std::string text_for(std::size_t rows) const {
        auto text =
            fmt::format("INSERT INTO {} ({}) VALUES ", quoted_name(table_.name), names_of(table_));
        std::size_t parameter = 0;
        for (std::size_t row = 0; row < rows; ++row) {
            text += row == 0 ? "(" : ", (";
            for (std::size_t column = 0; column < table_.columns.size(); ++column)
                text += fmt::format("{}?{}", column == 0 ? "" : ", ", ++parameter);
            text += ')';
        }
        return text;
    }

    Connection& to_;
    const CopiedTable& table_;
    std::vector<Value> values_;
    std::size_t rows_ = 0;
    std::size_t bytes_ = 0;
};

/// One statement steps through a table of SQLite; PostgreSQL would send all of it at once.
void add_all(Connection& from, const CopiedTable& table, Waiting& waiting) {
    const auto select = fmt::format("SELECT {} FROM {}", names_of(table), quoted_name(table.name));
    if (from.engine() == Engine::sqlite) {
        auto& rows = from.prepare(select);
        const StatementUse use(rows);
        while (rows.step()) waiting.add(rows);
        return;
    }
    run(from, "DECLARE heed_copy NO SCROLL CURSOR FOR " + select);
    const auto fetch = fmt::format("FETCH {} FROM heed_copy", fetched_at_once);
    for (int fetched = fetched_at_once; fetched == fetched_at_once;) {
        auto& rows = from.prepare(fetch);
        const StatementUse use(rows);
        for (fetched = 0; rows.step(); ++fetched) waiting.add(rows);
    }
    run(from, "CLOSE heed_copy");
}

// Each identity column with the sequence behind it.
constexpr std::string_view sequences =
    "FROM pg_class AS sequence JOIN pg_depend ON pg_depend.objid = sequence.oid AND deptype = 'i' "
    "JOIN pg_class AS owner ON owner.oid = refobjid WHERE sequence.relkind = 'S' "
    "AND owner.relnamespace = current_schema()::regnamespace";

std::map<std::string, std::int64_t> last_ids(Connection& from) {
    const auto sql = from.engine() == Engine::sqlite
                         ? "SELECT name, seq FROM sqlite_sequence"
                         : fmt::format(
                               "SELECT owner.relname::text, "
                               "coalesce(pg_sequence_last_value(sequence.oid), 0) {}",
                               sequences
                           );
    std::map<std::string, std::int64_t> ids;
    auto& rows = from.prepare(sql);
    const StatementUse use(rows);
    while (rows.step()) ids.emplace(rows.text(0), rows.integer(1));
    return ids;
}

void set_last_id(Connection& to, const std::string& table, std::int64_t id) {
    const auto sql =
        to.engine() == Engine::sqlite
            ? std::string("INSERT INTO sqlite_sequence (name, seq) VALUES (?1, ?2)")
            : fmt::format(
                  "SELECT setval(sequence.oid::regclass, ?2) {} AND owner.relname = ?1", sequences
              );
    auto& statement = to.prepare(sql);
    const StatementUse use(statement);
    statement.bind_text(1, table);
    statement.bind_integer(2, id);
    while (statement.step()) {
    }
}

} // namespace

std::vector<CopiedTable> tables_on(PostgresConnection& connection) {
    auto& rows = connection.prepare(
        "SELECT relname::text, attname::text, typname::text FROM pg_class "
        "JOIN pg_attribute ON attrelid = pg_class.oid JOIN pg_type ON pg_type.oid = atttypid "
        "WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND attnum > 0 "
        "AND NOT attisdropped AND relname <> 'schema_migration' ORDER BY relname, attnum"
    );
    const StatementUse use(rows);
    std::vector<CopiedTable> tables;
    while (rows.step()) {
        if (is_left_behind(rows.text(0))) continue;
        if (tables.empty() || tables.back().name != rows.text(0))
            tables.push_back({.name = std::string(rows.text(0)), .columns = {}});
        tables.back().columns.push_back(
            {.name = std::string(rows.text(1)), .kind = kind_of(rows.text(2))}
        );
    }
    return tables;
}

void copy_rows(
    Connection& from,
    Connection& to,
    const std::vector<CopiedTable>& tables,
    const std::function<void(const CopiedTable&)>& done
) {
    for (const auto& table : tables) {
        run(to, "DELETE FROM " + quoted_name(table.name)); // what migrations put there
        Waiting waiting(to, table);
        add_all(from, table, waiting);
        waiting.write();
        done(table);
    }
}

void copy_last_ids(Connection& from, Connection& to) {
    if (to.engine() == Engine::sqlite) run(to, "DELETE FROM sqlite_sequence");
    for (const auto& [table, id] : last_ids(from)) {
        if (id > 0) set_last_id(to, table, id);
    }
}

} // namespace heed::db
