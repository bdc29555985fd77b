// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/settings/category.hpp"
#include "features/settings/cause_code.hpp"
#include "features/settings/priority.hpp"
#include "kernel/actor.hpp"
#include "kernel/field.hpp"
#include "kernel/result.hpp"
#include "kernel/text.hpp"
#include "platform/db/transaction.hpp"
#include "platform/desk/done.hpp"

#include <optional>
#include <vector>

namespace heed::settings {

struct ChangeSettings {
    std::optional<std::int64_t> expected_version;
    Field<Text<1, 100>> desk_name;
    Field<Text<1, 60>> zone;
    Field<Text<2, 35>> language;
    Field<int> auto_close_days; // 1 to 365
    Field<bool> acknowledge;
    Field<std::vector<Text<10, 10>>> holidays = {}; // dates like 2026-12-25, at most 400
};
HEED_FIELDS(
    ChangeSettings,
    expected_version,
    desk_name,
    zone,
    language,
    auto_close_days,
    acknowledge,
    holidays
)

Result<Done> change_settings(
    db::Transaction& tx, const Actor& actor, const ChangeSettings& command, Instant now
);

/// Stops or resumes everything that leaves the house or is fetched. Needs `operations:manage`.
Result<Done> set_quiet(db::Transaction& tx, const Actor& actor, bool quiet, Instant now);

struct ChangePriorities {
    PriorityMatrix matrix;
    std::optional<std::int64_t> expected_version = {};
};
HEED_FIELDS(ChangePriorities, matrix, expected_version)

/// In force from `now` on; what was decided before keeps its priority.
Result<Done> change_priorities(
    db::Transaction& tx, const Actor& actor, const ChangePriorities& command, Instant now
);

struct CreateCategory {
    Text<1, 100> name;
    std::optional<CategoryId> parent_id;
    std::optional<CategoryKind> kind; // both when absent
};
HEED_FIELDS(CreateCategory, name, parent_id, kind)

struct ChangeCategory {
    CategoryId id = {}; // from the path
    std::optional<std::int64_t> expected_version;
    Field<Text<1, 100>> name;
    Field<CategoryId> parent_id;
    Field<CategoryKind> kind;
    Field<bool> active;
};
HEED_FIELDS(ChangeCategory, expected_version, name, parent_id, kind, active)

Result<Done> create_category(
    db::Transaction& tx, const Actor& actor, const CreateCategory& command, Instant now
);
Result<Done> change_category(
    db::Transaction& tx, const Actor& actor, const ChangeCategory& command, Instant now
);

struct CreateCauseCode {
    Text<1, 100> name;
};
HEED_FIELDS(CreateCauseCode, name)

struct ChangeCauseCode {
    CauseCodeId id = {}; // from the path
    std::optional<std::int64_t> expected_version;
    Field<Text<1, 100>> name;
    Field<bool> active; // put aside: no longer to be chosen
};
HEED_FIELDS(ChangeCauseCode, expected_version, name, active)

Result<Done> create_cause_code(
    db::Transaction& tx, const Actor& actor, const CreateCauseCode& command, Instant now
);
Result<Done> change_cause_code(
    db::Transaction& tx, const Actor& actor, const ChangeCauseCode& command, Instant now
);

} // namespace heed::settings
