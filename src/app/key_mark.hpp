// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/result.hpp"
#include "platform/crypto/sealer.hpp"
#include "platform/db/database.hpp"

namespace heed::app {

// A desk keeps a mark that only its own key opens. Without it a lost or foreign key file would be
// noticed one mailbox at a time, when its password is needed.

/// Marks a desk that has no mark yet. Refuses `wrong_key` when the mark does not open.
Result<> check_key(db::Database& db, const crypto::Sealer& sealer);

/// From now on this key is the desk's own, whatever it was before.
void mark_key(db::Database& db, const crypto::Sealer& sealer);

} // namespace heed::app
