// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/settings/commands.hpp"

#include "features/settings/business_days.hpp"
#include "features/settings/events.hpp"
#include "features/settings/store.hpp"
#include "kernel/require.hpp"
#include "platform/tz/tz.hpp"
#include "platform/words/language.hpp"

#include <set>

namespace heed::settings {

namespace {

constexpr std::int64_t auto_close_days_max = 365;

Result<> require_sound(const Settings& settings) {
    TRY(tz::find_zone(settings.zone, "/zone"));
    if (!words::is_language_tag(settings.language)) {
        return refuse(
            Refusal::invalid, "bad_language", "/language", "Use a tag like `en` or `pt-BR`."
        );
    }
    if (settings.auto_close_days >= 1 && settings.auto_close_days <= auto_close_days_max) return {};
    return refuse(
        Refusal::invalid, "out_of_range", "/auto_close_days", "Between 1 and 365 business days."
    );
}

constexpr std::size_t holidays_max = 400;

/// In order and each once, so that the same days always read the same.
Result<RawJson> checked_holidays(const std::vector<Text<10, 10>>& given) {
    if (given.size() > holidays_max)
        return refuse(Refusal::invalid, "too_many", "/holidays", "At most 400 days.");
    std::set<std::string> dates;
    for (std::size_t at = 0; at < given.size(); ++at) {
        TRY(date_from(given[at].value, "/holidays/" + std::to_string(at)));
        dates.insert(given[at].value);
    }
    return RawJson{to_json(std::vector(dates.begin(), dates.end()))};
}

Result<> take_holidays(
    std::vector<journal::FieldChange>& changes, const ChangeSettings& command, Settings& settings
) {
    if (!command.holidays.present) return {};
    if (!command.holidays.value) return journal::refuse_null("holidays");
    auto holidays = TRY(checked_holidays(*command.holidays.value));
    journal::change(changes, "holidays", settings.holidays, std::move(holidays));
    return {};
}

/// A parent that exists and is itself at the top: trees are two levels deep.
Result<> require_parent(db::Transaction& tx, const Category& category) {
    if (!category.parent_id) return {};
    const auto parent = store::find_category(tx, *category.parent_id);
    if (!parent)
        return refuse(Refusal::invalid, "unknown_category", "/parent_id", "No such category.");
    const bool too_deep = parent->parent_id || parent->id == category.id ||
                          (category.id.is_set() && store::has_children(tx, category.id));
    if (!too_deep) return {};
    return refuse(
        Refusal::invalid, "too_deep", "/parent_id", "Categories have two levels and no more."
    );
}

std::unexpected<Error> name_taken() {
    return refuse(Refusal::conflict, "name_taken", "/name", "There is a category of that name.");
}

} // namespace

Result<Done> change_settings(
    db::Transaction& tx, const Actor& actor, const ChangeSettings& command, Instant now
) {
    TRY(require(actor, Permission::settings_manage));
    auto settings = store::get_settings_for_update(tx);
    std::vector<journal::FieldChange> changes;
    TRY(journal::change_required(changes, "desk_name", settings.desk_name, command.desk_name));
    TRY(journal::change_required(changes, "zone", settings.zone, command.zone));
    TRY(journal::change_required(changes, "language", settings.language, command.language));
    TRY(journal::change_required(
        changes, "auto_close_days", settings.auto_close_days, command.auto_close_days
    ));
    TRY(journal::change_required(changes, "acknowledge", settings.acknowledge, command.acknowledge)
    );
    TRY(take_holidays(changes, command, settings));
    TRY(require_sound(settings));
    TRY(journal::require_current(command.expected_version, settings.version, changes));
    if (changes.empty()) return Done{.id = 1};

    ++settings.version;
    store::save_settings(tx, settings);
    journal::append(tx, actor, now, SettingsChanged{.changes = std::move(changes)});
    return Done{.id = 1};
}

Result<Done> set_quiet(db::Transaction& tx, const Actor& actor, bool quiet, Instant now) {
    TRY(require(actor, Permission::operations_manage));
    auto settings = store::get_settings_for_update(tx);
    if (settings.quiet == quiet) return Done{.id = 1};

    settings.quiet = quiet;
    ++settings.version;
    store::save_settings(tx, settings);
    journal::append(tx, actor, now, QuietChanged{.quiet = quiet});
    return Done{.id = 1};
}

Result<Done> change_priorities(
    db::Transaction& tx, const Actor& actor, const ChangePriorities& command, Instant now
) {
    TRY(require(actor, Permission::settings_manage));
    TRY(require_matrix(command.matrix));
    store::get_settings_for_update(tx); // two at once: the second sees what the first wrote
    auto before = store::matrix_at(tx, now);
    auto matrix = before;
    std::vector<journal::FieldChange> changes;
    journal::change(changes, "matrix", matrix, command.matrix);
    const auto version = store::matrix_version_at(tx, now);
    TRY(journal::require_current(command.expected_version, version, changes));
    if (changes.empty()) return Done{.id = 1};

    store::add_matrix(tx, now, command.matrix);
    journal::append(
        tx, actor, now, PrioritiesChanged{.old_matrix = before, .new_matrix = command.matrix}
    );
    return Done{.id = 1};
}

Result<Done> create_category(
    db::Transaction& tx, const Actor& actor, const CreateCategory& command, Instant now
) {
    TRY(require(actor, Permission::settings_manage));
    Category category{
        .id = {},
        .name = command.name.value,
        .parent_id = command.parent_id,
        .kind = command.kind.value_or(CategoryKind::both),
    };
    TRY(require_parent(tx, category));
    if (!store::insert_category(tx, category)) return name_taken();
    journal::append(
        tx,
        actor,
        now,
        CategoryCreated{
            .category = category.id,
            .name = category.name,
            .parent_id = category.parent_id,
            .category_kind = category.kind,
        }
    );
    return Done{.id = category.id.value};
}

Result<Done> change_category(
    db::Transaction& tx, const Actor& actor, const ChangeCategory& command, Instant now
) {
    TRY(require(actor, Permission::settings_manage));
    store::get_settings_for_update(tx); // names stay unique: one change of categories at a time
    auto found = store::find_category_for_update(tx, command.id);
    if (!found) return refuse(Refusal::not_found, "not_found");
    auto& category = *found;
    std::vector<journal::FieldChange> changes;
    TRY(journal::change_required(changes, "name", category.name, command.name));
    journal::change_optional(changes, "parent_id", category.parent_id, command.parent_id);
    TRY(journal::change_required(changes, "kind", category.kind, command.kind));
    TRY(journal::change_required(changes, "active", category.active, command.active));
    TRY(journal::require_current(command.expected_version, category.version, changes));
    TRY(require_parent(tx, category));
    if (changes.empty()) return Done{.id = category.id.value};

    ++category.version;
    if (!store::save_category(tx, category)) return name_taken();
    journal::append(
        tx, actor, now, CategoryChanged{.category = category.id, .changes = std::move(changes)}
    );
    return Done{.id = category.id.value};
}

} // namespace heed::settings
