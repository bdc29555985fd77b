// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/settings/queries.hpp"

#include "features/settings/business_days.hpp"
#include "features/settings/store.hpp"
#include "platform/json/decode.hpp"

namespace heed::settings {

Settings settings_of(db::Transaction& tx) {
    return store::get_settings(tx);
}

bool is_quiet(db::Transaction& tx) {
    return store::get_settings(tx).quiet;
}

bool is_demo(db::Transaction& tx) {
    return store::is_demo(tx);
}

void mark_demo(db::Transaction& tx) {
    store::mark_demo(tx);
}

Instant silent_since(db::Transaction& tx, Instant now) {
    const auto settings = store::get_settings(tx);
    ClosedDays closed;
    if (const auto zone = tz::find_zone(settings.zone)) closed.zone = *zone;
    const auto dates = decode_fact<std::vector<std::string>>(settings.holidays.text);
    CHECK(dates.has_value());
    for (const auto& text : *dates) {
        if (const auto date = date_from(text, "/holidays")) closed.holidays.insert(*date);
    }
    return business_days_before(closed, static_cast<int>(settings.auto_close_days), now);
}

int priority_of(db::Transaction& tx, Instant at, ImpactAndUrgency ticket) {
    return priority_in(store::matrix_at(tx, at), ticket);
}

Result<>
require_category(db::Transaction& tx, CategoryId id, CategoryKind use, std::string_view pointer) {
    const auto category = store::find_category(tx, id);
    if (category && category->active && serves(category->kind, use)) return {};
    return refuse(
        Refusal::invalid, "unknown_category", pointer, "There is no such category to choose here."
    );
}

PriorityMatrix priorities_at(db::Transaction& tx, Instant at) {
    return store::matrix_at(tx, at);
}

std::int64_t priorities_version_at(db::Transaction& tx, Instant at) {
    return store::matrix_version_at(tx, at);
}

Result<Category> get_category(db::Transaction& tx, CategoryId id) {
    auto category = store::find_category(tx, id);
    if (!category) return refuse(Refusal::not_found, "not_found");
    return *category;
}

std::vector<Category> all_categories(db::Transaction& tx) {
    return store::categories(tx);
}

} // namespace heed::settings
