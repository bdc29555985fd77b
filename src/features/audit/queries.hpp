// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/audit/wire.hpp"
#include "platform/db/transaction.hpp"
#include "platform/journal/browse.hpp"

namespace heed::audit {

/// A page of the journal with the names of who did it, the newest first; see journal::browse.
FactList facts_of(
    db::Transaction& tx,
    const journal::FactFilter& filter,
    std::optional<std::int64_t> before,
    int limit
);

SealWire seal_of(db::Transaction& tx);

} // namespace heed::audit
