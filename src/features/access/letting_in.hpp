// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/id.hpp"
#include "platform/db/transaction.hpp"

#include <optional>
#include <string_view>

namespace heed::access {

/// Whom a password or a letter may let in by that address: a customer by any of theirs, an agent by
/// the primary one alone. Their others may stem from when they were a customer, whose addresses
/// many may add.
std::optional<PersonId> find_to_let_in(db::Transaction& tx, std::string_view address);

} // namespace heed::access
