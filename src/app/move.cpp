// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/move.hpp"

#include "app/check.hpp"
#include "app/desk_copy.hpp"
#include "kernel/fault.hpp"
#include "kernel/format.hpp"
#include "platform/db/folder_lock.hpp"
#include "platform/db/postgres_copy.hpp"
#include "platform/db/sqlite_copy.hpp"
#include "platform/files/disk.hpp"

namespace heed::app {

namespace {

namespace fs = std::filesystem;

constexpr const char* workplace = "moving.partial";
constexpr const char* sqlite = "sqlite";

Result<> require_address(const config::Config& target) {
    const auto& to = target.database;
    if (!target.uses_postgres() || to.starts_with("postgres://") || to.starts_with("postgresql://"))
        return {};
    return refuse(
        Refusal::invalid,
        "bad_address",
        {},
        "Write --to as `sqlite`, or as an address that begins with postgres://."
    );
}

Result<> require_other_engine(const config::Config& config, const config::Config& target) {
    if (config.uses_postgres() != target.uses_postgres()) return {};
    return refuse(
        Refusal::conflict,
        "same_database",
        {},
        "The desk is on that kind of database already. From one SQLite file or one PostgreSQL to "
        "another, use `heed backup` and `heed restore`."
    );
}

Result<> require_room(const config::Config& target) {
    const bool taken = target.uses_postgres() ? db::has_schema(postgres_of(target))
                                              : fs::exists(target.data / "heed.db");
    if (!taken) return {};
    return refuse(
        Refusal::conflict,
        "not_empty",
        {},
        target.uses_postgres()
            ? "That database holds a desk already (the schema heed). Name another one with --to, "
              "or rename that schema first."
            : "There is a heed.db in " + target.data.string() + " already. Move it away first."
    );
}

/// Files that are referred to are looked for where they stay.
std::vector<std::string> problems_of(const config::Config& config, const BackupSpace& space) {
    return check_desk(*house_of(config, space), true);
}

/// The copy is complete before the old database gets its new name.
MoveReport move_to_postgres(const config::Config& config, const config::Config& target) {
    const BackupSpace space(config.data / workplace);
    files::Disk disk;
    const db::FolderLock alone(config.data);
    copy_database(config, space.path() / "desk");
    make_quiet(space, "heed move");
    db::copy_to_postgres(space.path() / "desk" / "heed.db", postgres_of(target));
    HEED_FAULT("moved_to_postgres");
    auto problems = problems_of(target, space);
    for (const auto* const end : {"-wal", "-shm", ""}) {
        const auto old = config.data / (std::string("heed.db") + end);
        if (fs::exists(old)) disk.rename(old, config.data / (std::string("heed.moved.db") + end));
    }
    disk.sync_folder(config.data);
    return {
        .to = "postgres",
        .retired = (config.data / "heed.moved.db").string(),
        .problems = std::move(problems),
    };
}

/// The schema gets its new name with the commit that ends the reading of it; the file is in its
/// place before that, and gone again should the commit fail.
MoveReport move_to_sqlite(const config::Config& config, const config::Config& target) {
    const BackupSpace space(config.data / workplace);
    files::Disk disk;
    const auto desk = space.path() / "desk";
    const auto place = target.data / "heed.db";
    const auto retired =
        fmt::format("heed_moved_{}", SystemClock().now().time_since_epoch().count());
    std::vector<std::string> problems;
    fs::create_directories(desk);
    const auto publish = [&] {
        make_quiet(space, "heed move");
        config::Config copy;
        copy.data = desk;
        copy.files = config.files;
        fs::remove_all(copy.data / "files"); // empty: the files stay where they are
        fs::create_directory_symlink(fs::absolute(config.data / "files"), desk / "files");
        problems = problems_of(copy, space);
        disk.rename(desk / "heed.db", place);
        disk.sync_folder(target.data);
    };
    try {
        db::move_to_sqlite(postgres_of(config), desk, retired, publish);
    } catch (...) {
        fs::remove(place);
        throw;
    }
    return {.to = sqlite, .retired = "schema " + retired, .problems = std::move(problems)};
}

} // namespace

Result<MoveReport> move_desk(const config::Config& config, const std::string& to) {
    auto target = config;
    target.database = to;
    TRY(require_address(target));
    TRY(require_other_engine(config, target));
    TRY(require_current_desk(config));
    TRY(require_room(target));
    return target.uses_postgres() ? move_to_postgres(config, target)
                                  : move_to_sqlite(config, target);
}

} // namespace heed::app
