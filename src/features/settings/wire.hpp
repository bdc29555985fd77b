// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/settings/settings.hpp"

#include <optional>
#include <string>
#include <vector>

/// JSON of settings; `Settings`, `Category` and the commands go over the wire as they are.
namespace heed::settings::wire {

struct Priorities {
    PriorityMatrix matrix;
    std::int64_t version = 0;
};
HEED_FIELDS(Priorities, matrix, version)

struct Categories {
    std::vector<Category> items;
    std::optional<std::string> next; // all come at once
};
HEED_FIELDS(Categories, items, next)

struct CauseCodes {
    std::vector<CauseCode> items;
    std::optional<std::string> next; // all come at once
};
HEED_FIELDS(CauseCodes, items, next)

struct Quiet {
    bool quiet = false;
};
HEED_FIELDS(Quiet, quiet)

} // namespace heed::settings::wire
