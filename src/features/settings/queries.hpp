// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/settings/settings.hpp"

#include <vector>

namespace heed::settings {

/// What the settings screen shows; any signed-in agent may.
PriorityMatrix priorities_at(db::Transaction& tx, Instant at);
std::int64_t priorities_version_at(db::Transaction& tx, Instant at);
Result<Category> get_category(db::Transaction& tx, CategoryId id);
std::vector<Category> all_categories(db::Transaction& tx);
Result<CauseCode> get_cause_code(db::Transaction& tx, CauseCodeId id);
std::vector<CauseCode> all_cause_codes(db::Transaction& tx);

} // namespace heed::settings
