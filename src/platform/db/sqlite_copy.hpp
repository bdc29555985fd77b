// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/transaction.hpp"

#include <filesystem>
#include <functional>

namespace heed::db {

/// Writes what `from` holds at one instant to `to`, which must not exist, without free pages and
/// what they may still hold. Another process may go on writing: to it this is one long read. `to`
/// is not synced.
void copy_sqlite(const std::filesystem::path& from, const std::filesystem::path& to);

/// Reads a database file that nobody writes as it is, without migrating it.
void read_sqlite_file(
    const std::filesystem::path& file, const std::function<void(Transaction&)>& job
);

} // namespace heed::db
