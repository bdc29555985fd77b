// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/settings/commands.hpp" // IWYU pragma: export
#include "kernel/fields.hpp"
#include "kernel/instant.hpp"
#include "kernel/json.hpp"
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
    RawJson holidays = {"[]"};        // dates in order, on which silence does not count
    std::int64_t version = 1;
};
HEED_FIELDS(
    Settings, desk_name, zone, language, auto_close_days, acknowledge, quiet, holidays, version
)

Settings settings_of(db::Transaction& tx);

/// Restored, moved and demo desks start quiet: senders and fetchers ask before each round.
bool is_quiet(db::Transaction& tx);

/// Whether its people and letters are made up, so that addresses which lead nowhere are no mistake.
bool is_demo(db::Transaction& tx);
/// For the making of a demo, before anything is in it.
void mark_demo(db::Transaction& tx);

/// What was resolved before this instant has been silent for the business days after which the
/// desk closes it, by `now`: Monday to Friday in its zone, without its holidays.
Instant silent_since(db::Transaction& tx, Instant now);

/// The cause as the desk spells it. Refuses `unknown_cause` and names what may be chosen.
Result<std::string>
require_cause(db::Transaction& tx, std::string_view name, std::string_view pointer);

/// Priority 1 (highest) to 5 by the matrix in force at `at`; impact and urgency are 1 to 3.
int priority_of(db::Transaction& tx, Instant at, ImpactAndUrgency ticket);

/// A category that exists, is active and may be used so; refuses `unknown_category`.
Result<>
require_category(db::Transaction& tx, CategoryId id, CategoryKind use, std::string_view pointer);

std::span<const Route> routes();

/// What the API document says of them.
std::span<const Described> described();

} // namespace heed::settings
