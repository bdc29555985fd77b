// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/fields.hpp"
#include "platform/journal/fact.hpp"

#include <string>

namespace heed::operations {

/// By somebody, for now; those that are due are made without one.
struct BackupAsked {
    static constexpr std::string_view kind = "backup_asked";
    std::string into;

    [[nodiscard]] static journal::Subject subject() { return {.type = "desk", .id = 1}; }
};
HEED_FIELDS(BackupAsked, into)

} // namespace heed::operations
