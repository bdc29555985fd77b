// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "tests/whole_desk/scene.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace heed::tests {

/// What the table says of one route: a status for each column.
struct RouteRow {
    std::string route; // "GET /api/v1/tickets"
    std::vector<int> statuses;
};

/// The committed table: one line per route, one column per role and relation ("customer own";
/// a role alone means somebody else's object). Lines with `#` are for the reader.
struct PermissionTable {
    std::vector<Who> columns;
    std::vector<RouteRow> rows;
};

/// Throws Fault, naming the line, for what is no such table.
PermissionTable read_table(const std::filesystem::path& file);

/// Whoever may: an administrator where one may, else the first who is let in.
std::optional<Who> who_may(const PermissionTable& table, const std::string& route);

std::string title_of(const Who& who);

} // namespace heed::tests
