// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/privacy/erasure.hpp"
#include "kernel/result.hpp"
#include "platform/db/transaction.hpp"

#include <vector>

namespace heed::privacy {

/// What was forgotten after the erasure with this id, in order, at most `limit`.
std::vector<Erasure> erasures_after(db::Transaction& tx, ErasureId id, int limit);

/// Forgets once more what another state of the same desk had forgotten, in their order. True when
/// there was something to forget, false when this desk never had it or has forgotten it already. A
/// person is only begun with: `go_on` carries it out. Refuses, and leaves as they are, `on_hold`,
/// `is_agent`, and words whose place nobody noted (`words_not_found`).
Result<bool> forget_again(db::Transaction& tx, const Erasure& erasure, Instant now);

/// Keeps the note of what this desk had nothing of, or had to leave: other backups may have it.
void keep_note(db::Transaction& tx, const Erasure& erasure);

} // namespace heed::privacy
