// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/database.hpp"
#include "platform/journal/fact.hpp"

#include <functional>
#include <string_view>
#include <vector>

namespace heed::journal {

/// A reactor that `derives` writes rows that can be dropped and rebuilt: it uses the fact, its own
/// tables and versioned configuration, never the clock. One that `acts` leaves the house: it starts
/// at the head of the journal, hears only `origin = live`, and is never rebuilt.
enum class ReactorKind { derives, acts };

/// One reader of the journal. At-least-once: `hear` must be idempotent by key.
struct Reactor {
    std::string_view name;
    ReactorKind kind = ReactorKind::derives;
    std::vector<std::string_view> hears = {};  // kinds of fact; empty means all
    std::vector<std::string_view> tables = {}; // derives: what a rebuild drops and fills
    std::function<Result<>(db::Transaction&, const Fact&)> hear;

    [[nodiscard]] bool listens_to(const Fact& fact) const;
};

} // namespace heed::journal
