// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/query.hpp"
#include "platform/db/sql.hpp"
#include "platform/db/values.hpp"

#include <any>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace heed::db {

enum class Engine { sqlite, postgres };

/// What one command carries through its transaction: who it is for retries, and where it came
/// from. The journal writes these beside each fact.
struct CommandContext {
    std::string id = {};         // made anew when empty; equal for every retry of one command
    std::string origin = "live"; // live, import, demo or practice
    std::optional<std::int64_t> caused_by = {}; // position of the fact a reactor answers
    int depth = 0;                              // length of the chain of causes
    int next_ordinal = 0;                       // facts appended so far
    // Facts appended in this transaction, for reactors that run in the same batch (journal's own
    // type).
    std::vector<std::any> appended = {};
};

/// One connection of either engine. Not shared between threads.
class Connection {
public:
    virtual ~Connection() = default;
    [[nodiscard]] virtual Engine engine() const = 0;

    /// From the connection's cache of prepared statements.
    virtual Statement& prepare(std::string_view sql) = 0;
};

/// Statements that succeed or fail together. Handed to functions by `Database::read` and `write`.
class Transaction {
public:
    Transaction(Connection& connection, CommandContext& command, bool writes)
        : connection_(connection), command_(command), writes_(writes) {}

    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    [[nodiscard]] Engine engine() const { return connection_.engine(); }

    [[nodiscard]] bool writes() const { return writes_; }

    [[nodiscard]] CommandContext& command() const { return command_; }

    /// All rows, in the order of the statement. The caller's SQL bounds their number.
    template <class Row, class... Args>
    std::vector<Row> rows(Sql sql, const Args&... args) {
        return all<Row>(bound(sql.text(), args...));
    }

    template <class Row>
    std::vector<Row> rows(const Query& query) {
        return all<Row>(bound(query));
    }

    /// The first row, or nothing.
    template <class Row, class... Args>
    std::optional<Row> row(Sql sql, const Args&... args) {
        return first<Row>(bound(sql.text(), args...));
    }

    template <class Row>
    std::optional<Row> row(const Query& query) {
        return first<Row>(bound(query));
    }

    /// The same, and locks the row until the end of the transaction, so that whoever else wants to
    /// change it waits. On SQLite every write is alone anyway. For a SELECT from one table.
    template <class Row, class... Args>
    std::optional<Row> row_for_update(Sql sql, const Args&... args) {
        return first<Row>(bound(locking(sql.text()), args...));
    }

    /// Several, in the order of the statement: sort by id, so that two commands cannot block each
    /// other.
    template <class Row, class... Args>
    std::vector<Row> rows_for_update(Sql sql, const Args&... args) {
        return all<Row>(bound(locking(sql.text()), args...));
    }

    /// The single value of a statement that always has one row, e.g. a count or RETURNING id.
    template <class T, class... Args>
    T value(Sql sql, const Args&... args) {
        auto found = row<T>(sql, args...);
        CHECK(found.has_value());
        return std::move(*found);
    }

    /// Rows changed.
    template <class... Args>
    std::int64_t run(Sql sql, const Args&... args) {
        return finish(bound(sql.text(), args...));
    }

    std::int64_t run(const Query& query) { return finish(bound(query)); }

    /// Calls `visit(row)` for each row, without holding them all on SQLite. PostgreSQL sends all
    /// with the run, so go through long tables in pieces by key.
    template <class Row, class Visit, class... Args>
    void each(Sql sql, Visit&& visit, const Args&... args) {
        auto& statement = bound(sql.text(), args...);
        const StatementUse use(statement);
        while (statement.step()) visit(read_row<Row>(statement));
    }

    [[nodiscard]] Connection& connection() const { return connection_; }

private:
    [[nodiscard]] std::string locking(std::string_view sql) const {
        CHECK(writes_);
        std::string text(sql);
        if (engine() == Engine::postgres) text += " FOR UPDATE";
        return text;
    }

    template <class... Args>
    Statement& bound(std::string_view sql, const Args&... args) {
        auto& statement = connection_.prepare(sql);
        [&]<std::size_t... at>(std::index_sequence<at...>) {
            (Column<Args>::bind(statement, static_cast<int>(at) + 1, args), ...);
        }(std::index_sequence_for<Args...>{});
        return statement;
    }

    Statement& bound(const Query& query) {
        auto& statement = connection_.prepare(query.text());
        query.bind(statement);
        return statement;
    }

    template <class Row>
    static std::vector<Row> all(Statement& statement) {
        const StatementUse use(statement);
        std::vector<Row> result;
        while (statement.step()) result.push_back(read_row<Row>(statement));
        return result;
    }

    template <class Row>
    static std::optional<Row> first(Statement& statement) {
        const StatementUse use(statement);
        if (!statement.step()) return std::nullopt;
        auto result = read_row<Row>(statement);
        // An INSERT … RETURNING takes effect only when it has been stepped to its end.
        while (statement.step()) {
        }
        return result;
    }

    static std::int64_t finish(Statement& statement) {
        const StatementUse use(statement);
        while (statement.step()) {
        }
        return statement.changed();
    }

    Connection& connection_;
    CommandContext& command_;
    bool writes_;
};

} // namespace heed::db
