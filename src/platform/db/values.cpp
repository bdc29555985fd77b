// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/values.hpp"

#include "platform/db/query.hpp"

#include <fmt/format.h>

namespace heed::db {

void check_columns(const Statement& statement, const std::string_view* names, std::size_t count) {
    if (statement.column_count() != static_cast<int>(count)) {
        throw Fault(fmt::format(
            "a statement with {} columns is read into a struct with {} fields",
            statement.column_count(),
            count
        ));
    }
    for (std::size_t at = 0; at < count; ++at) {
        const auto column = statement.column_name(static_cast<int>(at));
        if (column == names[at]) continue;
        throw Fault(fmt::format("column {} is `{}` but the field is `{}`", at, column, names[at]));
    }
}

void Query::add_numbered(std::string_view piece) {
    const auto mark = piece.find('?');
    CHECK(mark != std::string_view::npos);
    text_ += ' ';
    text_ += piece.substr(0, mark + 1);
    text_ += fmt::format_int(values_.size() + 1).str();
    text_ += piece.substr(mark + 1);
}

} // namespace heed::db
