// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/actor.hpp"

#include <optional>
#include <string_view>

namespace heed::live {

/// Who of the staff hears of a fact that belongs to no ticket.
enum class Audience {
    staff,    // what the desk's lists show to everybody
    reviewer, // who may read letters
    auditor   // who may read the journal
};

/// What is declared of a kind; nothing of one that nobody has thought about.
std::optional<Audience> audience_of(std::string_view kind);

/// Kinds without a declared audience are for auditors alone.
bool belongs_to_audience(const Actor& actor, std::string_view kind);

} // namespace heed::live
