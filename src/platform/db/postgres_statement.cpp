// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/postgres_statement.hpp"

#include "platform/db/dialect.hpp"
#include "platform/db/postgres_connection.hpp"
#include "platform/db/recorded.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <libpq-fe.h>

namespace heed::db {

namespace {

// From PostgreSQL's catalogue; they are part of its protocol and do not change.
constexpr std::uint32_t type_any = 0; // the server infers it: text also fits json columns
constexpr std::uint32_t type_boolean = 16;
constexpr std::uint32_t type_bytes = 17;
constexpr std::uint32_t type_integer = 20;
constexpr std::uint32_t type_real = 701;

std::uint32_t type_of(Kind kind) {
    switch (kind) {
        case Kind::integer: return type_integer;
        case Kind::real: return type_real;
        case Kind::boolean: return type_boolean;
        case Kind::text: return type_any;
        case Kind::bytes: return type_bytes;
    }
    return type_any;
}

template <class Number>
Number number_in(std::string_view text) {
    Number number{};
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    CHECK(read.ec == std::errc{});
    return number;
}

int nibble(char digit) {
    return digit <= '9' ? digit - '0' : digit - 'a' + 10;
}

/// In the words of PREPARE.
std::string type_names(const std::vector<std::uint32_t>& types) {
    std::string result;
    for (const auto type : types) {
        if (!result.empty()) result += ", ";
        result += type == type_boolean   ? "boolean"
                  : type == type_bytes   ? "bytea"
                  : type == type_integer ? "bigint"
                  : type == type_real    ? "float8"
                                         : "unknown";
    }
    return result;
}

/// `\x0aff` as bytes.
std::string unescaped(std::string_view text) {
    CHECK(text.starts_with("\\x"));
    text.remove_prefix(2);
    std::string result(text.size() / 2, '\0');
    for (std::size_t at = 0; at < result.size(); ++at)
        result[at] = static_cast<char>(nibble(text[2 * at]) << 4 | nibble(text[2 * at + 1]));
    return result;
}

} // namespace

PostgresStatement::PostgresStatement(
    PostgresConnection& connection, int number, std::string_view sql
)
    : connection_(connection), number_(number), sql_(postgres_text(sql)) {}

void PostgresStatement::bind(int parameter, std::uint32_t type, std::string value) {
    const auto at = static_cast<std::size_t>(parameter - 1);
    if (held_.size() <= at) {
        held_.resize(at + 1);
        values_.types.resize(at + 1);
        values_.values.resize(at + 1);
        values_.lengths.resize(at + 1);
        values_.formats.resize(at + 1);
        // Strings moved: short ones carry their letters inside.
        for (std::size_t each = 0; each < at; ++each) {
            if (values_.values[each] != nullptr) values_.values[each] = held_[each].c_str();
        }
    }
    held_[at] = std::move(value);
    values_.types[at] = type;
    values_.values[at] = held_[at].c_str();
    values_.lengths[at] = static_cast<int>(held_[at].size());
    values_.formats[at] = type == type_bytes ? 1 : 0;
}

void PostgresStatement::bind_null(int parameter, Kind kind) {
    bind(parameter, type_of(kind), {});
    values_.values[static_cast<std::size_t>(parameter - 1)] = nullptr;
}

void PostgresStatement::bind_integer(int parameter, std::int64_t value) {
    bind(parameter, type_integer, fmt::format_int(value).str());
}

void PostgresStatement::bind_real(int parameter, double value) {
    bind(parameter, type_real, fmt::format("{}", value));
}

void PostgresStatement::bind_boolean(int parameter, bool value) {
    bind(parameter, type_boolean, value ? "t" : "f");
}

void PostgresStatement::bind_text(int parameter, std::string_view value) {
    // PostgreSQL has no NUL in text, and libpq would silently cut there.
    CHECK(value.find('\0') == std::string_view::npos);
    bind(parameter, type_any, std::string(value));
}

void PostgresStatement::bind_bytes(int parameter, std::string_view value) {
    bind(parameter, type_bytes, std::string(value));
}

const PostgresStatement::Variant* PostgresStatement::prepared() const {
    const auto found = std::ranges::find(variants_, values_.types, &Variant::types);
    return found == variants_.end() ? nullptr : &*found;
}

void PostgresStatement::run() {
    auto& link = connection_.link();
    if (const auto* ready = prepared()) {
        link.queue_run(ready->name.c_str(), sql_.c_str(), values_);
        result_ = connection_.exchange();
    } else {
        Variant made{
            .types = values_.types, .name = fmt::format("heed_{}_{}", number_, variants_.size())
        };
        record_statement(Engine::postgres, type_names(made.types), sql_);
        link.queue_prepare(made.name.c_str(), sql_.c_str(), values_);
        link.queue_run(made.name.c_str(), sql_.c_str(), values_);
        try {
            result_ = connection_.exchange();
        } catch (const PostgresFault&) {
            if (link.has_prepared()) variants_.push_back(std::move(made));
            throw;
        }
        variants_.push_back(std::move(made));
    }
    rows_ = PQntuples(result_.get());
    const std::string_view count = PQcmdTuples(result_.get());
    changed_ = count.empty() ? 0 : number_in<std::int64_t>(count);
}

void PostgresStatement::queue() {
    const auto* ready = prepared();
    CHECK(ready != nullptr);
    connection_.link().queue_run(ready->name.c_str(), sql_.c_str(), values_);
}

bool PostgresStatement::step() {
    if (!result_) run();
    unescaped_.clear();
    return ++row_ < rows_;
}

void PostgresStatement::reset() {
    result_.reset();
    unescaped_.clear();
    row_ = -1;
}

int PostgresStatement::column_count() const {
    return PQnfields(result_.get());
}

std::string_view PostgresStatement::column_name(int column) const {
    return PQfname(result_.get(), column);
}

bool PostgresStatement::is_null(int column) const {
    return PQgetisnull(result_.get(), row_, column) == 1;
}

std::int64_t PostgresStatement::integer(int column) const {
    if (PQftype(result_.get(), column) == type_boolean) return boolean(column) ? 1 : 0;
    return is_null(column) ? 0 : number_in<std::int64_t>(text(column));
}

double PostgresStatement::real(int column) const {
    return is_null(column) ? 0 : number_in<double>(text(column));
}

bool PostgresStatement::boolean(int column) const {
    if (PQftype(result_.get(), column) == type_boolean) return text(column) == "t";
    return integer(column) != 0;
}

std::string_view PostgresStatement::text(int column) const {
    const auto size = PQgetlength(result_.get(), row_, column);
    return {PQgetvalue(result_.get(), row_, column), static_cast<std::size_t>(size)};
}

std::string_view PostgresStatement::bytes(int column) const {
    if (is_null(column)) return {};
    return unescaped_.emplace_back(unescaped(text(column)));
}

} // namespace heed::db
