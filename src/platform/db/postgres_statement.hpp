// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/postgres_link.hpp"
#include "platform/db/statement.hpp"

#include <deque>
#include <string>
#include <vector>

namespace heed::db {

class PostgresConnection;

/// A statement of one PostgreSQL session. Prepared on its first run, once for each combination of
/// parameter types; all rows arrive with that run.
class PostgresStatement final : public Statement {
public:
    PostgresStatement(PostgresConnection& connection, int number, std::string_view sql);

    void bind_null(int parameter, Kind kind) override;
    void bind_integer(int parameter, std::int64_t value) override;
    void bind_real(int parameter, double value) override;
    void bind_boolean(int parameter, bool value) override;
    void bind_text(int parameter, std::string_view value) override;
    void bind_bytes(int parameter, std::string_view value) override;

    bool step() override;
    void reset() override;

    /// Lets the statement travel with the next exchange of the session; its rows are dropped.
    /// It must have run once before, so that it is prepared.
    void queue();

    [[nodiscard]] std::int64_t changed() const override { return changed_; }

    [[nodiscard]] int column_count() const override;
    [[nodiscard]] std::string_view column_name(int column) const override;
    [[nodiscard]] bool is_null(int column) const override;
    [[nodiscard]] std::int64_t integer(int column) const override;
    [[nodiscard]] double real(int column) const override;
    [[nodiscard]] bool boolean(int column) const override;
    [[nodiscard]] std::string_view text(int column) const override;
    [[nodiscard]] std::string_view bytes(int column) const override;

private:
    struct Variant {
        std::vector<std::uint32_t> types;
        std::string name;
    };

    void bind(int parameter, std::uint32_t type, std::string value);
    [[nodiscard]] const Variant* prepared() const;
    void run();

    PostgresConnection& connection_;
    int number_;
    std::string sql_;
    std::vector<std::string> held_; // what the pointers of `values_` point to
    PostgresValues values_;
    std::deque<Variant> variants_;
    PostgresResult result_;
    int row_ = -1;
    int rows_ = 0;
    std::int64_t changed_ = 0;
    mutable std::deque<std::string> unescaped_; // bytes of the current row
};

} // namespace heed::db
