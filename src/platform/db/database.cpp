// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/database.hpp"

#include "platform/db/postgres_database.hpp"
#include "platform/db/sqlite_database.hpp"

namespace heed::db {

std::unique_ptr<Database> Database::open(const Options& options) {
    if (options.url.empty()) return std::make_unique<SqliteDatabase>(options);
    return std::make_unique<PostgresDatabase>(options);
}

} // namespace heed::db
