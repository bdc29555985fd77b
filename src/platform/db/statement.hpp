// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace heed::db {

/// The kinds of value a column or parameter can have. `text` also carries JSON.
enum class Kind { integer, real, boolean, text, bytes };

/// A prepared statement of one connection. Parameters count from 1, columns from 0.
/// Views into a row live until the next `step` or `reset`.
class Statement {
public:
    virtual ~Statement() = default;

    virtual void bind_null(int parameter, Kind kind) = 0;
    virtual void bind_integer(int parameter, std::int64_t value) = 0;
    virtual void bind_real(int parameter, double value) = 0;
    virtual void bind_boolean(int parameter, bool value) = 0;
    virtual void bind_text(int parameter, std::string_view value) = 0;
    virtual void bind_bytes(int parameter, std::string_view value) = 0;

    /// True while there is a row to read. Throws Fault when the engine fails.
    virtual bool step() = 0;
    virtual void reset() = 0;

    /// Rows changed by the last complete run.
    [[nodiscard]] virtual std::int64_t changed() const = 0;
    [[nodiscard]] virtual int column_count() const = 0;
    [[nodiscard]] virtual std::string_view column_name(int column) const = 0;
    [[nodiscard]] virtual bool is_null(int column) const = 0;
    [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
    [[nodiscard]] virtual double real(int column) const = 0;
    [[nodiscard]] virtual bool boolean(int column) const = 0;
    [[nodiscard]] virtual std::string_view text(int column) const = 0;
    [[nodiscard]] virtual std::string_view bytes(int column) const = 0;

    /// Set by the row mapper once the column names were compared with a struct's fields.
    const void* checked_for = nullptr;
};

/// Resets its statement at the end of the scope, so that no cursor stays open in a transaction.
class StatementUse {
public:
    explicit StatementUse(Statement& statement) : statement_(statement) {}

    StatementUse(const StatementUse&) = delete;
    StatementUse& operator=(const StatementUse&) = delete;

    ~StatementUse() { statement_.reset(); }

private:
    Statement& statement_;
};

} // namespace heed::db
