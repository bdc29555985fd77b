// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/settings/priority.hpp"

#include "kernel/check.hpp"

#include <algorithm>

namespace heed::settings {

Result<> require_matrix(const PriorityMatrix& matrix) {
    const auto is_priority = [](int value) { return value >= 1 && value <= 5; };
    const bool sound = matrix.size() == 3 && std::ranges::all_of(matrix, [&](const auto& row) {
                           return row.size() == 3 && std::ranges::all_of(row, is_priority);
                       });
    if (sound) return {};
    return refuse(
        Refusal::invalid,
        "bad_matrix",
        "/matrix",
        "The matrix has three rows (impact) of three priorities (urgency) from 1 to 5."
    );
}

int priority_in(const PriorityMatrix& matrix, ImpactAndUrgency ticket) {
    CHECK(ticket.impact >= 1 && ticket.impact <= 3);
    CHECK(ticket.urgency >= 1 && ticket.urgency <= 3);
    const auto& row = matrix.at(static_cast<std::size_t>(ticket.impact - 1));
    return row.at(static_cast<std::size_t>(ticket.urgency - 1));
}

} // namespace heed::settings
