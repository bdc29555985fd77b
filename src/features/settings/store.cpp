// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/settings/store.hpp"

#include "platform/json/decode.hpp"
#include "platform/words/words.hpp"

namespace heed::settings::store {

Settings get_settings(db::Transaction& tx) {
    const auto found = tx.row<Settings>(
        "SELECT desk_name, zone, language, auto_close_days, acknowledge, quiet, holidays,"
        " version FROM desk_settings WHERE id = 1"
    );
    CHECK(found.has_value());
    return *found;
}

Settings get_settings_for_update(db::Transaction& tx) {
    const auto locked = tx.row_for_update<Settings>(
        "SELECT desk_name, zone, language, auto_close_days, acknowledge, quiet, holidays,"
        " version FROM desk_settings WHERE id = 1"
    );
    CHECK(locked.has_value());
    return *locked;
}

void save_settings(db::Transaction& tx, const Settings& settings) {
    const auto changed = tx.run(
        "UPDATE desk_settings SET desk_name = ?1, zone = ?2, language = ?3, auto_close_days = ?4,"
        " acknowledge = ?5, quiet = ?6, holidays = ?7, version = ?8 WHERE id = 1",
        settings.desk_name,
        settings.zone,
        settings.language,
        settings.auto_close_days,
        settings.acknowledge,
        settings.quiet,
        settings.holidays,
        settings.version
    );
    CHECK(changed == 1);
}

bool is_demo(db::Transaction& tx) {
    return tx.value<bool>("SELECT demo FROM desk_settings WHERE id = 1");
}

void mark_demo(db::Transaction& tx) {
    const auto changed = tx.run("UPDATE desk_settings SET demo = TRUE WHERE id = 1");
    CHECK(changed == 1);
}

PriorityMatrix matrix_at(db::Transaction& tx, Instant at) {
    const auto text = tx.value<std::string>(
        "SELECT matrix FROM priority_matrix WHERE in_force_at <= ?1"
        " ORDER BY in_force_at DESC, id DESC LIMIT 1",
        at
    );
    const auto matrix = decode_fact<PriorityMatrix>(text);
    CHECK(matrix.has_value());
    return *matrix;
}

std::int64_t matrix_version_at(db::Transaction& tx, Instant at) {
    return tx.value<std::int64_t>(
        "SELECT id FROM priority_matrix WHERE in_force_at <= ?1"
        " ORDER BY in_force_at DESC, id DESC LIMIT 1",
        at
    );
}

void add_matrix(db::Transaction& tx, Instant in_force_at, const PriorityMatrix& matrix) {
    tx.run(
        "INSERT INTO priority_matrix (in_force_at, matrix) VALUES (?1, ?2)",
        in_force_at,
        to_json(matrix)
    );
}

std::vector<Category> categories(db::Transaction& tx) {
    return tx.rows<Category>("SELECT id, name, parent_id, kind, active, version FROM category"
                             " ORDER BY coalesce(parent_id, 0), name_key LIMIT 2000");
}

std::optional<Category> find_category(db::Transaction& tx, CategoryId id) {
    return tx.row<Category>(
        "SELECT id, name, parent_id, kind, active, version FROM category WHERE id = ?1", id
    );
}

std::optional<Category> find_category_for_update(db::Transaction& tx, CategoryId id) {
    return tx.row_for_update<Category>(
        "SELECT id, name, parent_id, kind, active, version FROM category WHERE id = ?1", id
    );
}

bool has_children(db::Transaction& tx, CategoryId id) {
    return tx
        .row<std::int64_t>("SELECT id FROM category WHERE coalesce(parent_id, 0) = ?1 LIMIT 1", id)
        .has_value();
}

bool insert_category(db::Transaction& tx, Category& category) {
    const auto id = tx.row<CategoryId>(
        "INSERT INTO category (name, name_key, parent_id, kind, active, version)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING RETURNING id",
        category.name,
        words::folded(category.name),
        category.parent_id,
        category.kind,
        category.active,
        category.version
    );
    if (id) category.id = *id;
    return id.has_value();
}

bool save_category(db::Transaction& tx, const Category& category) {
    const auto key = words::folded(category.name);
    // The unique index decides between two at once; asking first gives the usual case an answer.
    const auto taken = tx.row<CategoryId>(
        "SELECT id FROM category WHERE coalesce(parent_id, 0) = coalesce(?1, 0) AND name_key = ?2"
        " AND id <> ?3",
        category.parent_id,
        key,
        category.id
    );
    if (taken) return false;
    tx.run(
        "UPDATE category SET name = ?1, name_key = ?2, parent_id = ?3, kind = ?4, active = ?5,"
        " version = ?6 WHERE id = ?7",
        category.name,
        key,
        category.parent_id,
        category.kind,
        category.active,
        category.version,
        category.id
    );
    return true;
}

} // namespace heed::settings::store
