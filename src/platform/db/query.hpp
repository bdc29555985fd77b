// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/sql.hpp"
#include "platform/db/values.hpp"

#include <functional>
#include <string>
#include <vector>

namespace heed::db {

/// A statement put together from literals, for lists with optional filters. Each piece may hold
/// one `?`, bound to the value given with it; its number is filled in here.
class Query {
public:
    explicit Query(Sql first) : text_(first.text()) {}

    Query& add(Sql piece) {
        text_ += ' ';
        text_ += piece.text();
        return *this;
    }

    template <class T>
    Query& add(Sql piece, T value) {
        add_numbered(piece.text());
        const int parameter = static_cast<int>(values_.size()) + 1;
        values_.push_back([parameter, held = std::move(value)](Statement& to) {
            Column<T>::bind(to, parameter, held);
        });
        return *this;
    }

    [[nodiscard]] const std::string& text() const { return text_; }

    void bind(Statement& statement) const {
        for (const auto& bind_one : values_) bind_one(statement);
    }

private:
    void add_numbered(std::string_view piece);

    std::string text_;
    std::vector<std::function<void(Statement&)>> values_;
};

} // namespace heed::db
