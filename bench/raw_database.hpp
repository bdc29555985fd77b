// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace heed::bench {

struct Blob {
    std::string bytes;
};

using Value = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;
using Row = std::vector<Value>;

/// The row a statement stands on.
class RawRow {
public:
    explicit RawRow(sqlite3_stmt* statement) : statement_(statement) {}

    [[nodiscard]] std::int64_t number(int column) const;
    /// All columns as text.
    void append_to(std::string& out) const;

private:
    sqlite3_stmt* statement_;
};

/// The desk's file by the database library alone, with its statements prepared once: what nothing
/// built on that library can be faster than.
class RawDatabase {
public:
    enum class Use { read, write };

    /// Settings are those of the desk's own connections.
    RawDatabase(const std::string& file, Use use);

    /// All rows, their columns as text, appended to `out`; answers how many there were.
    std::size_t append_rows(
        std::string& out, std::string_view sql, std::initializer_list<std::int64_t> arguments
    );

    template <class Visit>
    void each(std::string_view sql, const Row& arguments, Visit&& visit) {
        auto* statement = bound(sql, arguments);
        while (step(statement)) visit(RawRow(statement));
    }

    void run(std::string_view sql, const Row& arguments = {});
    std::vector<Row> rows(std::string_view sql, const Row& arguments = {});
    std::vector<std::string> columns(std::string_view table);
    std::int64_t number(std::string_view sql, const Row& arguments = {});

    /// The numbers in the first column.
    std::vector<std::int64_t> numbers(std::string_view sql, const Row& arguments = {});

    [[nodiscard]] std::int64_t last_id() const;

private:
    struct Close {
        void operator()(sqlite3* handle) const;
    };

    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };

    sqlite3_stmt* prepared(std::string_view sql);
    sqlite3_stmt* bound(std::string_view sql, const Row& arguments);
    void bind(sqlite3_stmt* statement, int at, const Value& value) const;
    bool step(sqlite3_stmt* statement);
    [[noreturn]] void fail(std::string_view doing) const;

    std::unique_ptr<sqlite3, Close> handle_;
    std::map<std::string, std::unique_ptr<sqlite3_stmt, Finalize>, std::less<>> statements_;
};

} // namespace heed::bench
