// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/settings/category.hpp"
#include "features/settings/cause_code.hpp"
#include "features/settings/priority.hpp"
#include "platform/journal/changes.hpp"
#include "platform/journal/fact.hpp"

#include <vector>

namespace heed::settings {

inline journal::Subject desk_subject() {
    return {.type = "desk", .id = 1};
}

struct SettingsChanged {
    static constexpr std::string_view kind = "settings_changed";
    std::vector<journal::FieldChange> changes;

    [[nodiscard]] static journal::Subject subject() { return desk_subject(); }
};
HEED_FIELDS(SettingsChanged, changes)

struct QuietChanged {
    static constexpr std::string_view kind = "quiet_changed";
    bool quiet = false;

    [[nodiscard]] static journal::Subject subject() { return desk_subject(); }
};
HEED_FIELDS(QuietChanged, quiet)

struct PrioritiesChanged {
    static constexpr std::string_view kind = "priorities_changed";
    PriorityMatrix old_matrix;
    PriorityMatrix new_matrix;

    [[nodiscard]] static journal::Subject subject() { return desk_subject(); }
};
HEED_FIELDS(PrioritiesChanged, old_matrix, new_matrix)

struct CategoryCreated {
    static constexpr std::string_view kind = "category_created";
    CategoryId category;
    std::string name;
    std::optional<CategoryId> parent_id;
    CategoryKind category_kind = CategoryKind::both;

    [[nodiscard]] journal::Subject subject() const {
        return {.type = "category", .id = category.value};
    }
};
HEED_FIELDS(CategoryCreated, category, name, parent_id, category_kind)

struct CategoryChanged {
    static constexpr std::string_view kind = "category_changed";
    CategoryId category;
    std::vector<journal::FieldChange> changes;

    [[nodiscard]] journal::Subject subject() const {
        return {.type = "category", .id = category.value};
    }
};
HEED_FIELDS(CategoryChanged, category, changes)

struct CauseCodeCreated {
    static constexpr std::string_view kind = "cause_code_created";
    CauseCodeId cause_code;
    std::string name;

    [[nodiscard]] journal::Subject subject() const {
        return {.type = "cause_code", .id = cause_code.value};
    }
};
HEED_FIELDS(CauseCodeCreated, cause_code, name)

struct CauseCodeChanged {
    static constexpr std::string_view kind = "cause_code_changed";
    CauseCodeId cause_code;
    std::vector<journal::FieldChange> changes;

    [[nodiscard]] journal::Subject subject() const {
        return {.type = "cause_code", .id = cause_code.value};
    }
};
HEED_FIELDS(CauseCodeChanged, cause_code, changes)

} // namespace heed::settings
