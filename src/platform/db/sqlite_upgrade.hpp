// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>

namespace heed::db {

/// Before a desk of an earlier schema is migrated: copies its database to `heed.before-SCHEMA.db`
/// beside it. The two newest such copies are kept: an upgrade that was cut off makes a second one,
/// and the first is the desk as it was. A new desk, one that is up to date and one of a newer Heed
/// are left alone. Throws Fault with a sentence when the copy cannot be written; the desk is then
/// as it was.
void keep_before_upgrade(const std::filesystem::path& folder);

} // namespace heed::db
