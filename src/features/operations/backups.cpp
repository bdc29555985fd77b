// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/operations/events.hpp"
#include "features/operations/operations.hpp"
#include "kernel/require.hpp"

namespace heed::operations {

Result<> ask_backup(db::Transaction& tx, const Actor& actor, const std::string& into, Instant now) {
    TRY(require(actor, Permission::operations_manage));
    journal::append(tx, actor, now, BackupAsked{.into = into});
    return {};
}

} // namespace heed::operations
