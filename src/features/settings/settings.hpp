// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/settings/commands.hpp" // IWYU pragma: export
#include "kernel/fields.hpp"
#include "kernel/instant.hpp"
#include "platform/db/transaction.hpp"

#include <optional>
#include <span>
#include <string>

namespace heed {
struct Described;
struct Route;
} // namespace heed

namespace heed::settings {

/// What the whole desk goes by.
struct Settings {
    std::string desk_name;
    std::string zone;
    std::string language;
    std::int64_t auto_close_days = 5; // business days of silence after which resolved is closed
    bool acknowledge = true;          // a customer's first letter is answered at once
    bool quiet = false;               // nothing is fetched, nothing leaves
    std::int64_t version = 1;
};
HEED_FIELDS(Settings, desk_name, zone, language, auto_close_days, acknowledge, quiet, version)

Settings settings_of(db::Transaction& tx);

/// Restored, moved and demo desks start quiet: senders and fetchers ask before each round.
bool is_quiet(db::Transaction& tx);

/// Priority 1 (highest) to 5 by the matrix in force at `at`; impact and urgency are 1 to 3.
int priority_of(db::Transaction& tx, Instant at, ImpactAndUrgency ticket);

/// A category that exists, is active and may be used so; refuses `unknown_category`.
Result<>
require_category(db::Transaction& tx, CategoryId id, CategoryKind use, std::string_view pointer);

std::span<const Route> routes();

/// What the API document says of them.
std::span<const Described> described();

} // namespace heed::settings
