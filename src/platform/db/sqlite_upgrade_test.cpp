// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/fault.hpp"
#include "platform/db/database.hpp"
#include "platform/db/migrate.hpp"
#include "platform/db/sqlite_connection.hpp"
#include "platform/db/sqlite_copy.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <unistd.h>

using namespace heed;
using namespace heed::db;

namespace {

namespace fs = std::filesystem;

class Folder {
public:
    Folder() { fs::create_directories(path); }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    ~Folder() { fs::remove_all(path); }

    [[nodiscard]] fs::path database() const { return path / "heed.db"; }

    [[nodiscard]] std::vector<std::string> copies() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(path))
            if (entry.path().filename().string().starts_with("heed.before-"))
                names.push_back(entry.path().filename());
        std::ranges::sort(names);
        return names;
    }

    const fs::path path =
        fs::temp_directory_path() / ("heed_upgrade_" + std::to_string(::getpid()));
};

std::unique_ptr<Database> opened(const Folder& folder) {
    return Database::open({.data = folder.path});
}

/// A desk as a Heed left it that did not know the last `missing` migrations; answers its schema.
int make_earlier_desk(const Folder& folder, std::size_t missing) {
    auto migrations = migrations_for(Engine::sqlite, embedded_migrations());
    migrations.resize(migrations.size() - missing);
    SqliteConnection desk({.file = folder.database()});
    desk.run("CREATE TABLE schema_migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, "
             "sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT");
    for (const auto& migration : migrations) {
        for (const auto& statement : migration.statements) desk.run(statement);
        desk.run(
            "INSERT INTO schema_migration VALUES (" + std::to_string(migration.number) + ", '" +
            migration.name + "', '" + migration.sha256 + "', 0)"
        );
    }
    return migrations.back().number;
}

int schema_in(const fs::path& file) {
    int schema = 0;
    read_sqlite_file(file, [&](Transaction& tx) { schema = schema_of(tx); });
    return schema;
}

} // namespace

TEST_CASE("a desk of an earlier schema opens, and is kept beside as it was") {
    const Folder folder;
    const int before = make_earlier_desk(folder, 3);
    opened(folder).reset();
    REQUIRE(folder.copies().size() == 1);
    const auto copy = folder.path / folder.copies().front();
    CHECK(schema_in(copy) == before);
    CHECK(schema_in(folder.database()) == newest_schema(Engine::sqlite));
    CHECK(fs::status(copy).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("of copies before upgrades the two newest are kept") {
    const Folder folder;
    for (const std::size_t missing : {5, 3, 1}) {
        fs::remove(folder.database());
        make_earlier_desk(folder, missing);
        opened(folder).reset();
    }
    // The numbers have four digits, so that names sort as schemas do.
    const auto migrations = migrations_for(Engine::sqlite, embedded_migrations());
    const auto before_last = [&](std::size_t missing) {
        const auto& last = migrations.at(migrations.size() - missing - 1);
        return fmt::format("heed.before-{:04}.db", last.number);
    };
    CHECK(folder.copies() == std::vector{before_last(3), before_last(1)});
}

TEST_CASE("a new desk and one that is up to date leave no copy") {
    const Folder folder;
    opened(folder).reset();
    opened(folder).reset();
    CHECK(folder.copies().empty());
}

TEST_CASE("a desk of a newer Heed is refused with a sentence and stays as it was") {
    const Folder folder;
    opened(folder).reset();
    SqliteConnection({.file = folder.database()})
        .run("INSERT INTO schema_migration VALUES (9999, '9999_later', '', 0)");
    CHECK_THROWS_WITH_AS(
        opened(folder),
        "this desk was written by a newer Heed (schema 9999 `9999_later`): install that version or "
        "restore a backup from before the upgrade",
        Fault
    );
    CHECK(folder.copies().empty());
    CHECK(schema_in(folder.database()) == 9999);
}

TEST_CASE("a copy that cannot be written stops the upgrade, and nothing is changed") {
    const Folder folder;
    const int before = make_earlier_desk(folder, 2);
    const auto copy = folder.path / fmt::format("heed.before-{:04}.db", before);
    fs::create_directories(copy / "in the way");
    CHECK_THROWS_AS(opened(folder), Fault);
    CHECK(schema_in(folder.database()) == before);
}
