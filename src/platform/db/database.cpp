// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/database.hpp"

#include "platform/db/dialect.hpp"
#include "platform/db/folder_lock.hpp"
#include "platform/db/postgres_connection.hpp"
#include "platform/db/postgres_database.hpp"
#include "platform/db/sqlite_database.hpp"

#include <fmt/format.h>

namespace heed::db {

std::unique_ptr<Database> Database::open(const Options& options) {
    if (options.url.empty()) return std::make_unique<SqliteDatabase>(options);
    return std::make_unique<PostgresDatabase>(options);
}

void Database::erase(const Options& options) {
    if (!options.url.empty()) {
        PostgresConnection connection({.url = options.url, .schema = options.schema});
        const auto schema = quoted_name(options.schema);
        connection.run(fmt::format("DROP SCHEMA IF EXISTS {} CASCADE", schema).c_str());
        return;
    }
    const FolderLock alone(options.data);
    for (const auto* const name : {"heed.db", "heed.db-wal", "heed.db-shm"})
        std::filesystem::remove(options.data / name);
}

} // namespace heed::db
