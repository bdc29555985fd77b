// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/settings/settings.hpp"

#include <optional>
#include <vector>

namespace heed::settings::store {

Settings get_settings(db::Transaction& tx);
/// Holds the row until the end of the transaction.
Settings get_settings_for_update(db::Transaction& tx);
void save_settings(db::Transaction& tx, const Settings& settings);

bool is_demo(db::Transaction& tx);
void mark_demo(db::Transaction& tx);

/// The matrix in force at `at`.
PriorityMatrix matrix_at(db::Transaction& tx, Instant at);

/// Grows with every matrix.
std::int64_t matrix_version_at(db::Transaction& tx, Instant at);
void add_matrix(db::Transaction& tx, Instant in_force_at, const PriorityMatrix& matrix);

std::vector<Category> categories(db::Transaction& tx);
std::optional<Category> find_category(db::Transaction& tx, CategoryId id);
/// As above, holding the row until the end of the transaction.
std::optional<Category> find_category_for_update(db::Transaction& tx, CategoryId id);
bool has_children(db::Transaction& tx, CategoryId id);

std::vector<CauseCode> cause_codes(db::Transaction& tx);
std::optional<CauseCode> find_cause_code(db::Transaction& tx, CauseCodeId id);
std::optional<CauseCode> find_cause_code_for_update(db::Transaction& tx, CauseCodeId id);
/// However its letters are written.
std::optional<CauseCode> find_cause_code_by_name(db::Transaction& tx, std::string_view name);
/// False when the name is taken.
bool insert_cause_code(db::Transaction& tx, CauseCode& code);
bool save_cause_code(db::Transaction& tx, const CauseCode& code);

/// False when the name is taken beside it.
bool insert_category(db::Transaction& tx, Category& category);
bool save_category(db::Transaction& tx, const Category& category);

} // namespace heed::settings::store
