// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/settings/category.hpp"

namespace heed::settings {

bool serves(CategoryKind kind, CategoryKind use) {
    return kind == CategoryKind::both || kind == use;
}

} // namespace heed::settings
