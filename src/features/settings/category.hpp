// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/enums.hpp"
#include "kernel/fields.hpp"
#include "kernel/id.hpp"

#include <optional>
#include <string>

namespace heed::settings {

using CategoryId = Id<struct CategoryTag>;

/// Where a category may be chosen: when a ticket opens, when it closes, or both.
enum class CategoryKind { opening, closing, both };

struct Category {
    CategoryId id;
    std::string name;
    std::optional<CategoryId> parent_id;
    CategoryKind kind = CategoryKind::both;
    bool active = true;
    std::int64_t version = 1;
};
HEED_FIELDS(Category, id, name, parent_id, kind, active, version)

/// `use` is `opening` or `closing`.
bool serves(CategoryKind kind, CategoryKind use);

} // namespace heed::settings

template <>
inline constexpr std::array<std::string_view, 3> heed::enum_names<heed::settings::CategoryKind> = {
    "opening",
    "closing",
    "both",
};
