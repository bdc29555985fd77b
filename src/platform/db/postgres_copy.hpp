// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/db/database.hpp"

#include <filesystem>
#include <functional>

namespace heed::db {

/// Whether a schema of that name is there, whatever is in it.
bool has_schema(const Options& postgres);

/// Reads a desk on PostgreSQL at one instant, without migrating it.
void read_postgres(const Options& postgres, const std::function<void(Transaction&)>& job);

/// Writes what a desk on PostgreSQL holds at one instant to the database of a new desk on SQLite
/// in `folder`, which holds none yet. The desk goes on being served: this is one long read. Its
/// schema must be the newest one. Nothing is synced.
void copy_to_sqlite(const Options& postgres, const std::filesystem::path& folder);

/// The same, and renames the schema to `retired` in the same transaction, while nobody else can
/// write to it: whoever still serves it finds no desk from then on. `before_the_end` may look at
/// the copy, and throws to leave all as it was.
void move_to_sqlite(
    const Options& postgres,
    const std::filesystem::path& folder,
    const std::string& retired,
    const std::function<void()>& before_the_end
);

/// Makes a desk on PostgreSQL of a SQLite database of the newest schema. All of it is one
/// transaction: the desk is there when this returns, else nothing is. Throws Fault when the schema
/// is there already.
void copy_to_postgres(const std::filesystem::path& sqlite_file, const Options& postgres);

} // namespace heed::db
