// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"

#include <vector>

namespace heed::settings {

/// Priorities 1 (highest) to 5: a row per impact, a column per urgency, three of each.
using PriorityMatrix = std::vector<std::vector<int>>;

struct ImpactAndUrgency {
    int impact = 2;  // 1 to 3, 1 being the gravest
    int urgency = 2; // 1 to 3
};

/// Refuses as `bad_matrix` what is not three rows of three priorities.
Result<> require_matrix(const PriorityMatrix& matrix);

int priority_in(const PriorityMatrix& matrix, ImpactAndUrgency ticket);

} // namespace heed::settings
