// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/fields.hpp"
#include "platform/journal/fact.hpp"

#include <cstdint>
#include <string>

namespace heed::transfer {

/// Somebody brought requests in from another desk. What was brought in are facts of their own.
struct DeskImported {
    static constexpr std::string_view kind = "desk_imported";
    std::string source;
    std::int64_t tickets = 0;

    [[nodiscard]] static journal::Subject subject() { return {.type = "desk", .id = 1}; }
};
HEED_FIELDS(DeskImported, source, tickets)

/// Somebody wrote down all that the desk holds.
struct DeskExported {
    static constexpr std::string_view kind = "desk_exported";
    std::string to;
    std::int64_t tickets = 0;

    [[nodiscard]] static journal::Subject subject() { return {.type = "desk", .id = 1}; }
};
HEED_FIELDS(DeskExported, to, tickets)

} // namespace heed::transfer
