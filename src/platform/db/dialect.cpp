// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/dialect.hpp"

#include <algorithm>

namespace heed::db {

namespace {

/// Length of what stands at the front of `sql` and must not be looked into: a quoted text or name,
/// or a comment. 0 when it is neither. A doubled quote reads as two texts side by side.
std::size_t opaque_length(std::string_view sql) {
    std::string_view end;
    if (sql.front() == '\'' || sql.front() == '"')
        end = sql.substr(0, 1);
    else if (sql.starts_with("--"))
        end = "\n";
    else
        return 0;
    const auto found = sql.find(end, 1);
    return found == std::string_view::npos ? sql.size() : found + 1;
}

} // namespace

std::string postgres_text(std::string_view sql) {
    std::string result;
    result.reserve(sql.size());
    while (!sql.empty()) {
        const auto length = std::max<std::size_t>(opaque_length(sql), 1);
        if (sql.front() == '?')
            result += '$';
        else
            result += sql.substr(0, length);
        sql.remove_prefix(length);
    }
    return result;
}

std::string quoted_name(std::string_view name) {
    std::string result = "\"";
    for (const char letter : name) {
        if (letter == '"') result += '"';
        result += letter;
    }
    return result + '"';
}

} // namespace heed::db
