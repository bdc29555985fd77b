// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/embedded.hpp"
#include "platform/db/transaction.hpp"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace heed {

/// The files of migrations/, carried in the binary.
std::span<const EmbeddedFile> embedded_migrations();

} // namespace heed

namespace heed::db {

/// One migration in the words of one engine: type words expanded, one statement each.
struct Migration {
    int number = 0;
    std::string name;
    std::string sha256;
    std::vector<std::string> statements;
};

/// The migrations for `engine` in order. `NNNN_x.sqlite.sql` / `.postgres.sql` serve one engine
/// only. Throws Fault when two share a number.
std::vector<Migration> migrations_for(Engine engine, std::span<const EmbeddedFile> files);

/// Expands `@id`, `@int`, `@real`, `@bool`, `@instant`, `@text`, `@json`, `@bytes`, `@ref(table)`.
std::string expand_types(std::string_view sql, Engine engine);

/// The number of the newest migration that ran here.
int schema_of(Transaction& tx);
/// The number of the newest one that this binary has.
int newest_schema(Engine engine);

/// Runs what is missing through `run_in_transaction` and records it. Throws Fault when the file
/// was made by a newer Heed or an applied migration has been edited since.
void migrate(
    Engine engine,
    const std::function<void(const std::function<void(Transaction&)>&)>& run_in_transaction
);

} // namespace heed::db
