// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tests/permissions/table.hpp"

#include "kernel/format.hpp"
#include "kernel/number.hpp"

#include <algorithm>
#include <fstream>

namespace heed::tests {

namespace {

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    std::size_t at = 0;
    while (true) {
        const auto tab = line.find('\t', at);
        cells.push_back(line.substr(at, tab == std::string::npos ? tab : tab - at));
        if (tab == std::string::npos) return cells;
        at = tab + 1;
    }
}

/// "customer own", "token ticket:read", "auditor".
Who who_from(const std::string& title) {
    const auto blank = title.rfind(' ');
    if (blank != std::string::npos) {
        if (const auto relation = enum_from<Relation>(title.substr(blank + 1)))
            return {.role = title.substr(0, blank), .relation = *relation};
    }
    return {.role = title};
}

RouteRow row_from(const std::vector<std::string>& cells, std::size_t columns) {
    if (cells.size() != columns + 1)
        throw Fault(fmt::format("{}: {} cells for {} columns", cells[0], cells.size(), columns));
    RouteRow row{.route = cells[0], .statuses = {}};
    for (std::size_t at = 1; at < cells.size(); ++at) {
        const auto status = number_from<int>(cells[at]);
        if (!status) throw Fault(fmt::format("{}: \"{}\" is no status", cells[0], cells[at]));
        row.statuses.push_back(*status);
    }
    return row;
}

} // namespace

PermissionTable read_table(const std::filesystem::path& file) {
    std::ifstream stream(file);
    if (!stream) throw Fault("cannot read " + file.string());
    PermissionTable table;
    for (std::string line; std::getline(stream, line);) {
        if (line.empty() || line.starts_with('#')) continue;
        const auto cells = cells_of(line);
        if (!table.columns.empty()) {
            table.rows.push_back(row_from(cells, table.columns.size()));
            continue;
        }
        for (std::size_t at = 1; at < cells.size(); ++at)
            table.columns.push_back(who_from(cells[at]));
    }
    return table;
}

std::optional<Who> who_may(const PermissionTable& table, const std::string& route) {
    const auto row = std::ranges::find(table.rows, route, &RouteRow::route);
    if (row == table.rows.end()) return std::nullopt;
    std::optional<Who> found;
    for (std::size_t at = 0; at < table.columns.size(); ++at) {
        if (row->statuses[at] >= 400) continue;
        if (table.columns[at].role == "administrator") return table.columns[at];
        if (!found) found = table.columns[at];
    }
    return found;
}

std::string title_of(const Who& who) {
    if (who.relation == Relation::foreign) return who.role;
    return who.role + ' ' + std::string(name_of(who.relation));
}

} // namespace heed::tests
