// SPDX-License-Identifier: AGPL-3.0-or-later
#include "bench/raw_database.hpp"

#include <mutex>
#include <sqlite3.h>
#include <stdexcept>

namespace heed::bench {

namespace {

void configure_once() {
    static std::once_flag once;
    std::call_once(once, [] {
        sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
        sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    });
}

std::string_view text_of(sqlite3_stmt* statement, int column) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
    if (text == nullptr) return {};
    return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
}

Value value_of(sqlite3_stmt* statement, int column) {
    switch (sqlite3_column_type(statement, column)) {
        case SQLITE_INTEGER: return std::int64_t{sqlite3_column_int64(statement, column)};
        case SQLITE_FLOAT: return sqlite3_column_double(statement, column);
        case SQLITE_TEXT: return std::string(text_of(statement, column));
        case SQLITE_BLOB: {
            const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
            const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
            return Blob{bytes == nullptr ? std::string() : std::string(bytes, size)};
        }
        default: return std::monostate{};
    }
}

} // namespace

void RawDatabase::Close::operator()(sqlite3* handle) const {
    sqlite3_close_v2(handle);
}

void RawDatabase::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

std::int64_t RawRow::number(int column) const {
    return sqlite3_column_int64(statement_, column);
}

void RawRow::append_to(std::string& out) const {
    const int columns = sqlite3_column_count(statement_);
    for (int column = 0; column < columns; ++column) {
        out += text_of(statement_, column);
        out += ',';
    }
}

RawDatabase::RawDatabase(const std::string& file, Use use) {
    configure_once();
    sqlite3* handle = nullptr;
    const int flags =
        (use == Use::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX;
    const auto code = sqlite3_open_v2(file.c_str(), &handle, flags, nullptr);
    handle_.reset(handle);
    if (code != SQLITE_OK) fail("opening " + file);
    sqlite3_busy_timeout(handle, 10'000);
    run("PRAGMA foreign_keys = ON");
    run("PRAGMA temp_store = MEMORY");
    run(use == Use::read ? "PRAGMA cache_size = -2048" : "PRAGMA cache_size = -65536");
    if (use == Use::write) run("PRAGMA synchronous = FULL");
}

std::size_t RawDatabase::append_rows(
    std::string& out, std::string_view sql, std::initializer_list<std::int64_t> arguments
) {
    auto* statement = prepared(sql);
    int at = 0;
    for (const auto argument : arguments) sqlite3_bind_int64(statement, ++at, argument);
    std::size_t count = 0;
    for (; step(statement); ++count) RawRow(statement).append_to(out);
    return count;
}

void RawDatabase::run(std::string_view sql, const Row& arguments) {
    auto* statement = bound(sql, arguments);
    while (step(statement)) {
    }
}

std::vector<Row> RawDatabase::rows(std::string_view sql, const Row& arguments) {
    auto* statement = bound(sql, arguments);
    std::vector<Row> result;
    const int columns = sqlite3_column_count(statement);
    while (step(statement)) {
        Row row;
        for (int column = 0; column < columns; ++column) row.push_back(value_of(statement, column));
        result.push_back(std::move(row));
    }
    return result;
}

std::vector<std::string> RawDatabase::columns(std::string_view table) {
    std::vector<std::string> names;
    for (const auto& row : rows("SELECT name FROM pragma_table_info(?1)", {std::string(table)}))
        names.push_back(std::get<std::string>(row.front()));
    return names;
}

std::int64_t RawDatabase::number(std::string_view sql, const Row& arguments) {
    const auto found = numbers(sql, arguments);
    return found.empty() ? 0 : found.front();
}

std::vector<std::int64_t> RawDatabase::numbers(std::string_view sql, const Row& arguments) {
    std::vector<std::int64_t> result;
    for (const auto& row : rows(sql, arguments))
        result.push_back(std::get<std::int64_t>(row.front()));
    return result;
}

std::int64_t RawDatabase::last_id() const {
    return sqlite3_last_insert_rowid(handle_.get());
}

sqlite3_stmt* RawDatabase::prepared(std::string_view sql) {
    const auto known = statements_.find(sql);
    if (known != statements_.end()) return known->second.get();
    sqlite3_stmt* statement = nullptr;
    const auto code = sqlite3_prepare_v3(
        handle_.get(),
        sql.data(),
        static_cast<int>(sql.size()),
        SQLITE_PREPARE_PERSISTENT,
        &statement,
        nullptr
    );
    if (code != SQLITE_OK) fail(sql);
    statements_.emplace(std::string(sql), statement);
    return statement;
}

sqlite3_stmt* RawDatabase::bound(std::string_view sql, const Row& arguments) {
    auto* statement = prepared(sql);
    for (std::size_t at = 0; at < arguments.size(); ++at)
        bind(statement, static_cast<int>(at) + 1, arguments[at]);
    return statement;
}

void RawDatabase::bind(sqlite3_stmt* statement, int at, const Value& value) const {
    if (const auto* number = std::get_if<std::int64_t>(&value))
        sqlite3_bind_int64(statement, at, *number);
    else if (const auto* real = std::get_if<double>(&value))
        sqlite3_bind_double(statement, at, *real);
    else if (const auto* text = std::get_if<std::string>(&value))
        sqlite3_bind_text64(
            statement, at, text->data(), text->size(), SQLITE_TRANSIENT, SQLITE_UTF8
        );
    else if (const auto* blob = std::get_if<Blob>(&value))
        sqlite3_bind_blob64(
            statement, at, blob->bytes.data(), blob->bytes.size(), SQLITE_TRANSIENT
        );
    else
        sqlite3_bind_null(statement, at);
}

/// Resets the statement behind its last row.
bool RawDatabase::step(sqlite3_stmt* statement) {
    const auto code = sqlite3_step(statement);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) fail(sqlite3_sql(statement));
    sqlite3_reset(statement);
    return false;
}

void RawDatabase::fail(std::string_view doing) const {
    throw std::runtime_error(
        std::string(sqlite3_errmsg(handle_.get())) + ": " + std::string(doing)
    );
}

} // namespace heed::bench
