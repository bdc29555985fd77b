// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/db/sqlite_copy.hpp"

#include "platform/db/sqlite_connection.hpp"

namespace heed::db {

namespace {

std::string quoted(const std::string& text) {
    std::string result = "'";
    for (const char letter : text) result += letter == '\'' ? "''" : std::string(1, letter);
    return result + "'";
}

} // namespace

void copy_sqlite(const std::filesystem::path& from, const std::filesystem::path& to) {
    SqliteConnection connection({.file = from, .read_only = true});
    connection.run("VACUUM INTO " + quoted(to.string()));
}

void read_sqlite_file(
    const std::filesystem::path& file, const std::function<void(Transaction&)>& job
) {
    SqliteConnection connection({.file = file, .read_only = true});
    CommandContext command;
    Transaction tx(connection, command, false);
    job(tx);
}

} // namespace heed::db
